package io.soletape.stockx;

import java.time.Duration;
import java.time.Instant;

/**
 * What opens the API for a while. Never prints the token.
 *
 * @param text the token
 * @param gotAt when it was got
 * @param expiresAt when it ends
 */
record AccessToken(String text, Instant gotAt, Instant expiresAt) {

  private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);
  private static final int LIFETIME_PER_MARGIN = 10;

  /** From when on it should be renewed: five minutes or a tenth of its life early. */
  Instant renewAt() {
    Duration tenth = Duration.between(gotAt, expiresAt).dividedBy(LIFETIME_PER_MARGIN);
    return expiresAt.minus(tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN);
  }

  boolean isFresh(Instant now) {
    return now.isBefore(renewAt());
  }

  /** The same token by a clock that is ahead of the one so far. */
  AccessToken byClockAhead(Duration ahead) {
    return new AccessToken(text, gotAt.plus(ahead), expiresAt.plus(ahead));
  }

  @Override
  public String toString() {
    return "AccessToken[gotAt=" + gotAt + ", expiresAt=" + expiresAt + "]";
  }
}
