package io.soletape.lake;

/** The lake cannot be read or written. The message names the table and what to do. */
public final class LakeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LakeException(String message) {
    super(message);
  }

  public LakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
