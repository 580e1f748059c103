package io.soletape.platform;

import io.soletape.market.Platform;

/**
 * A platform does not accept our credentials and only a person can help. The message names the
 * setting to mend, never its value.
 */
public final class CredentialsRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Platform platform;

  public CredentialsRefusedException(Platform platform, String message) {
    super(message);
    this.platform = platform;
  }

  /** The platform that refuses. */
  public Platform platform() {
    return platform;
  }
}
