/** A tier run composed of the steps: mapping, fetch, silver, gold, quality; its report. */
package io.soletape.run;
