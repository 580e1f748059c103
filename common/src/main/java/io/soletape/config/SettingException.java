package io.soletape.config;

/**
 * A setting is missing or wrong. The message names it, its value unless secret, and what is
 * allowed.
 */
public final class SettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }

  public SettingException(String message, Throwable cause) {
    super(message, cause);
  }
}
