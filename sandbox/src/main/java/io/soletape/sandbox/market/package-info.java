/** Prices, sales and exchange rates as pure functions of a seed, a cell and an hour. */
package io.soletape.sandbox.market;
