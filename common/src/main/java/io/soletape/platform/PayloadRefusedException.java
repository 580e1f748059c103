package io.soletape.platform;

/** The structure of an answer is at fault, so nothing of it can be taken over. */
public final class PayloadRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String detail;

  public PayloadRefusedException(Refusal refusal) {
    super(refusal.reason() + ": " + refusal.detail());
    this.reason = refusal.reason();
    this.detail = refusal.detail();
  }

  /** Why, for the quarantine. */
  public Refusal refusal() {
    return Refusal.of(reason, detail);
  }
}
