package io.soletape.platform;

import java.util.Optional;

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

  /** Why, for the quarantine. */
  public Refusal refusal() {
    return refusal;
  }

  /** The same refusal of a row whose size is known. */
  public RowRefusedException ofSize(String sizeKey) {
    return new RowRefusedException(
        new Refusal(refusal.reason(), refusal.detail(), Optional.of(sizeKey)));
  }
}
