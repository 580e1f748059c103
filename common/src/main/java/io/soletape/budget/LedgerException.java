package io.soletape.budget;

/** The ledger cannot be used, so no call may be made: an uncounted call is worse than none. */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LedgerException(String message) {
    super(message);
  }

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
