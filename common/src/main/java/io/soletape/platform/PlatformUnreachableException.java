package io.soletape.platform;

import io.soletape.market.Platform;

/**
 * A platform, or the server that gives out its tokens, could not be had although it was asked
 * several times. Later it may be there again.
 */
public final class PlatformUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Platform platform;

  public PlatformUnreachableException(Platform platform, String message) {
    super(message);
    this.platform = platform;
  }

  public PlatformUnreachableException(Platform platform, String message, Throwable cause) {
    super(message, cause);
    this.platform = platform;
  }

  /** The platform that could not be had. */
  public Platform platform() {
    return platform;
  }
}
