package io.soletape.lake;

/** Another process may do by now what this one was doing alone: it must write nothing more. */
public final class NotAloneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotAloneException(String message) {
    super(message);
  }
}
