package io.soletape.run;

import java.util.Optional;

/**
 * Calls to one platform in a run.
 *
 * @param made every attempt, repetitions and token calls included
 * @param retries attempts beyond the first of a request
 * @param rateLimited attempts answered 429
 * @param quotaUsed calls counted against the day, by everyone
 * @param quotaLeft calls left of the day; empty where there is no quota
 */
public record CallReport(
    long made, long retries, long rateLimited, long quotaUsed, Optional<Integer> quotaLeft) {}
