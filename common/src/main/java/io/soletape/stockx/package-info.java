/** StockX: its requests, its answers as records, its tokens. Knows no pipeline. */
package io.soletape.stockx;
