/**
 * The market's words as types: SKU, size, money, platform, region, programme, quote, sale, offer
 * bin. Records that check themselves; no Spark, no HTTP, no JSON.
 */
package io.soletape.market;
