package io.soletape.budget;

/** Somebody else holds a lock, and longer than one would wait. */
public final class LockBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Locks.Claim.Refused refused;

  LockBusyException(String name, Locks.Claim.Refused refused) {
    super(
        "%s is held by %s until %s, or longer while that one lives: wait for it, or end it"
            .formatted(name, refused.holder(), refused.until()));
    this.refused = refused;
  }

  /** Who holds it, and until when. */
  public Locks.Claim.Refused refused() {
    return refused;
  }
}
