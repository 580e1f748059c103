package io.soletape.sandbox.market;

import java.time.Instant;

/**
 * One sale at Alias.
 *
 * @param dollars whole US dollars
 * @param occurrence 1, or 2 for the twin of an equal sale
 */
public record AliasSale(
    AliasCell cell,
    AliasRegion region,
    boolean consigned,
    Instant purchasedAt,
    long dollars,
    int occurrence) {}
