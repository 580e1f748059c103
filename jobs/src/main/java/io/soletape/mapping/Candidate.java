package io.soletape.mapping;

/**
 * A product in a search answer, as far as matching needs it.
 *
 * @param productId its id on the platform
 * @param styleText its style as the platform writes it; blank where the platform names none
 */
record Candidate(String productId, String styleText) {}
