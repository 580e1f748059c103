package io.soletape.platform;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something in one answer that the shape of its endpoint does not know.
 *
 * @param path where, such as {@code variants[].availability.lowest_listing_price_cents}
 * @param kind what, one of the words of this class
 * @param sample the first value of it, cut; empty where there is none
 * @param count how often the answer has it
 */
public record ShapeNews(String path, String kind, String sample, long count) {

  /** A field that nobody reads. */
  public static final String FIELD_NEW = "field_new";

  /** A field that belongs there is not told. */
  public static final String FIELD_MISSING = "field_missing";

  /** A value is of another JSON type, such as a number for a text. */
  public static final String TYPE_CHANGED = "type_changed";

  /** A word of a fixed list that is not on it. */
  public static final String WORD_UNKNOWN = "word_unknown";

  /** An amount is gone from every object, and a new field that looks like one is there. */
  public static final String AMOUNT_RENAMED = "amount_renamed";

  /** An amount that every object must tell is gone from all of them. */
  public static final String AMOUNT_MISSING = "amount_missing";

  private static final int LONGEST_SAMPLE = 80;
  private static final String HIDDEN = "(hidden)";
  private static final Pattern PRIVATE =
      Pattern.compile("token|secret|password|authorization|api_?key|session|e?mail|phone");

  /** The same, seen once more. */
  ShapeNews seenAgain() {
    return new ShapeNews(path, kind, sample, count + 1);
  }

  // Whatever a platform may come to tell about its users stays out of the lake's tables.
  static String sample(String path, JsonParser parser) throws IOException {
    if (PRIVATE.matcher(path.toLowerCase(Locale.ROOT)).find()) {
      return HIDDEN;
    }
    if (!parser.currentToken().isScalarValue()) {
      return parser.isExpectedStartArrayToken() ? "(array)" : "(object)";
    }
    String text = parser.getText();
    return text.length() > LONGEST_SAMPLE ? text.substring(0, LONGEST_SAMPLE) + "…" : text;
  }
}
