/** Exchange rates: from the ECB's answers in bronze to what one unit is worth in a slot. */
package io.soletape.rates;
