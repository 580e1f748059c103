/**
 * From SKUs to platform products: exact matches only, with evidence; and what the platforms tell of
 * the products and their sizes. What is known is asked again only where quotes show it to be old.
 */
package io.soletape.mapping;
