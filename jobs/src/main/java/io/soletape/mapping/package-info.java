/**
 * From SKUs to platform products: exact matches only, with evidence; and what the platforms tell of
 * the products and their sizes. Nothing that is known is asked again.
 */
package io.soletape.mapping;
