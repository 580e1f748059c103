/**
 * Every setting once: its name, type, default and help; and secrets as a type that does not print.
 */
package io.soletape.config;
