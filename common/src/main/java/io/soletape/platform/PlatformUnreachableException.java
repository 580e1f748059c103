package io.soletape.platform;

import io.soletape.market.Platform;
import java.time.Instant;
import java.util.Optional;

/**
 * A platform, or the server that gives out its tokens, could not be had although it was asked
 * several times. Later it may be there again.
 */
public final class PlatformUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Platform platform;
  private final Instant until;

  public PlatformUnreachableException(Platform platform, String message) {
    this(platform, message, Instant.EPOCH);
  }

  /**
   * It has said when to come again.
   *
   * @param until before which it is not to be asked
   */
  public PlatformUnreachableException(Platform platform, String message, Instant until) {
    super(message);
    this.platform = platform;
    this.until = until;
  }

  public PlatformUnreachableException(Platform platform, String message, Throwable cause) {
    super(message, cause);
    this.platform = platform;
    this.until = Instant.EPOCH;
  }

  /** When it said that it may be asked again; empty if it said nothing. */
  public Optional<Instant> until() {
    return Optional.of(until).filter(told -> !told.equals(Instant.EPOCH));
  }

  /** The platform that could not be had. */
  public Platform platform() {
    return platform;
  }
}
