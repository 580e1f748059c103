/**
 * What platforms tell that the parsers do not know: named per answer, counted over all slots. Pure
 * functions of answers, quotes and refusals.
 */
package io.soletape.drift;
