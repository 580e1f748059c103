/** Alias: its requests, its answers as records, its token. Knows no pipeline. */
package io.soletape.alias;
