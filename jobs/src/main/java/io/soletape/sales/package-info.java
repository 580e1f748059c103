/**
 * What the sales that were told add up to: each sale once, and the interval in which every one is
 * known. Pure functions of silver, for silver and gold alike.
 */
package io.soletape.sales;
