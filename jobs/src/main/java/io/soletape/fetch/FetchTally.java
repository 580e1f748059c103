package io.soletape.fetch;

import io.soletape.market.Platform;

/**
 * What a fetch did for one platform.
 *
 * @param platform who was asked
 * @param answered requests that ended with an answer
 * @param failed of these, the ones without a usable answer
 * @param troubled of these, the ones that ended in trouble of the platform or the way to it
 * @param notAnswered requests put off or given up
 * @param calls calls made, repetitions included
 * @param retries calls beyond the first of a request
 * @param rateLimited calls answered 429
 */
public record FetchTally(
    Platform platform,
    long answered,
    long failed,
    long troubled,
    long notAnswered,
    long calls,
    long retries,
    long rateLimited) {

  /** Nothing done yet. */
  public static FetchTally none(Platform platform) {
    return new FetchTally(platform, 0, 0, 0, 0, 0, 0, 0);
  }

  /** What has come since an earlier tally of the same platform. */
  FetchTally minus(FetchTally earlier) {
    return new FetchTally(
        platform,
        answered - earlier.answered,
        failed - earlier.failed,
        troubled - earlier.troubled,
        notAnswered - earlier.notAnswered,
        calls - earlier.calls,
        retries - earlier.retries,
        rateLimited - earlier.rateLimited);
  }

  /** Whether nothing was asked for at all. */
  boolean isNothing() {
    return answered == 0 && notAnswered == 0 && calls == 0;
  }

  /** Both together. */
  public FetchTally plus(FetchTally other) {
    return new FetchTally(
        platform,
        answered + other.answered,
        failed + other.failed,
        troubled + other.troubled,
        notAnswered + other.notAnswered,
        calls + other.calls,
        retries + other.retries,
        rateLimited + other.rateLimited);
  }
}
