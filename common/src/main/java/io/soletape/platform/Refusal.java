package io.soletape.platform;

import java.util.Objects;
import java.util.Optional;

/**
 * Why a row or a whole payload is not taken over; it goes to quarantine.
 *
 * @param reason the kind of fault, in snake_case
 * @param detail what was found, for a person
 * @param sizeKey the size of the row as far as the answer tells it: its key, StockX's variant id or
 *     Alias's number; empty where it is not known
 */
public record Refusal(String reason, String detail, Optional<String> sizeKey) {

  /** The body is no JSON. */
  public static final String PAYLOAD_UNREADABLE = "payload_unreadable";

  /** The body is JSON of another structure than the endpoint's. */
  public static final String PAYLOAD_STRUCTURE = "payload_structure";

  /** A part of the row is of another structure than the endpoint's. */
  public static final String ROW_STRUCTURE = "row_structure";

  /** The row does not say what it is of. */
  public static final String ID_MISSING = "id_missing";

  /** An amount is not a plain number in the platform's unit. */
  public static final String AMOUNT_UNREADABLE = "amount_unreadable";

  /** An amount is of another order than it can be: probably of another unit. */
  public static final String UNIT_SUSPECT = "unit_suspect";

  /** An amount is zero where zero has no meaning. */
  public static final String AMOUNT_NOT_POSITIVE = "amount_not_positive";

  /** Amounts are in another currency than asked for. */
  public static final String CURRENCY_MISMATCH = "currency_mismatch";

  /** The row names no size. */
  public static final String SIZE_MISSING = "size_missing";

  /** The size is not of the form of a shoe size. */
  public static final String SIZE_UNREADABLE = "size_unreadable";

  /** The row names its size in several places, and they do not agree. */
  public static final String SIZE_CONTRADICTION = "size_contradiction";

  /** The answer has the same variant further up. */
  public static final String DUPLICATE_VARIANT = "duplicate_variant";

  /** The answer has a row of the same size and conditions further up. */
  public static final String DUPLICATE_ROW = "duplicate_row";

  /** The condition of shoe or box is none of the known ones. */
  public static final String UNKNOWN_CONDITION = "unknown_condition";

  /** The row is of the other selling programme than asked for. */
  public static final String CONSIGNED_MISMATCH = "consigned_mismatch";

  /** The row is of another product than asked for. */
  public static final String PRODUCT_MISMATCH = "product_mismatch";

  /** The row is of another size than asked for. */
  public static final String SIZE_MISMATCH = "size_mismatch";

  /** A moment is not told as an ISO time with its zone. */
  public static final String TIME_UNREADABLE = "time_unreadable";

  /** A moment before there was such a market, or later than the answer that tells it. */
  public static final String TIME_OUT_OF_RANGE = "time_out_of_range";

  /** A count is not a whole number above zero. */
  public static final String COUNT_UNREADABLE = "count_unreadable";

  private static final int LONGEST_DETAIL = 300;

  public Refusal {
    Objects.requireNonNull(reason, "reason is null");
    Objects.requireNonNull(sizeKey, "sizeKey is null");
    detail = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
  }

  /** The same, of a size. */
  public Refusal ofSize(String size) {
    return new Refusal(reason, detail, Optional.of(size));
  }

  /** A refusal of something without a known size. */
  public static Refusal of(String reason, String detail) {
    return new Refusal(reason, detail, Optional.empty());
  }
}
