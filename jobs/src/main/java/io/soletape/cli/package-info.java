/** The commands: options in, steps called, results printed, exit codes. */
package io.soletape.cli;
