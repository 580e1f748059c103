package io.soletape.platform;

/** One row of an answer is at fault. Thrown while reading a row, caught by {@link Parsed}. */
public final class RowRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public RowRefusedException(Refusal refusal) {
    super(refusal.reason() + ": " + refusal.detail());
    this.refusal = refusal;
  }

  /** A row that is refused, its size unknown. */
  public static RowRefusedException of(String reason, String detail) {
    return new RowRefusedException(Refusal.of(reason, detail));
  }

  /** The same, of a size. */
  public RowRefusedException ofSize(String size) {
    return new RowRefusedException(refusal.ofSize(size));
  }

  /** Why, for the quarantine. */
  public Refusal refusal() {
    return refusal;
  }
}
