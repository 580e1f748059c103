/** Quality checks as values: what is wrong is a dataset of offenders, judged in one pass. */
package io.soletape.quality;
