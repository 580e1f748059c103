package io.soletape.fees;

import io.soletape.config.SettingException;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Programme;
import io.soletape.market.Region;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of a fee file and where it stands.
 *
 * @param file what the file is called in messages
 * @param number of the line, from 1
 * @param columns names of the cells
 * @param cells of the line
 */
record FeeLine(String file, int number, List<String> columns, List<String> cells) {

  private static final String ANY = "*";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,7}(\\.\\d{1,4})?");
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,7}(\\.\\d{1,2})?");
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  void requireHeader() {
    if (!cells.equals(columns)) {
      throw refused(
          "the header", String.join(",", cells), "use exactly " + String.join(",", columns));
    }
  }

  void refuseRepeatOf(int earlier) {
    throw refused(
        "fee",
        cell("fee"),
        "line " + earlier + " says the same of the same day; keep one of the two");
  }

  Fee fee() {
    if (cells.size() != columns.size()) {
      throw refused(
          "the line", String.join(",", cells), "use one value, or none, for each of " + columns);
    }
    if (cell("percent").isEmpty() && cell("fixed").isEmpty()) {
      throw refused("percent", "", "give percent, fixed or both; 0 says that it is free");
    }
    return new Fee(
        required("platform", Platform::ofCode, "use stockx or alias"),
        required("side", FeeLine::side, "use buy or sell"),
        wild("region", Region::new, "use two capital letters such as US, global, or * for all"),
        wild("programme", FeeLine::programme, "use " + programmes() + ", or * for all"),
        required("fee", FeeLine::notEmpty, "name what it is for, such as shipping"),
        number("percent", FeeLine::percent, "use a number from 0 to 100"),
        number("fixed", FeeLine::amount, "use an amount in major units, such as 5 or 12.50"),
        number("minimum", FeeLine::amount, "use an amount in major units, such as 5 or 12.50"),
        required("currency", CurrencyCode::new, "use a currency code such as USD"),
        required("valid_from", FeeLine::day, "use the first day it holds, such as 2026-01-31"),
        required("source", FeeLine::notEmpty, "say who says so"));
  }

  private String cell(String column) {
    return Optional.ofNullable(cells.get(columns.indexOf(column))).orElse("");
  }

  private <T> T required(String column, Function<String, T> reader, String allowed) {
    try {
      return reader.apply(cell(column));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(column, cell(column), allowed);
    }
  }

  private <T> Optional<T> wild(String column, Function<String, T> reader, String allowed) {
    return cell(column).equals(ANY)
        ? Optional.empty()
        : Optional.of(required(column, reader, allowed));
  }

  private BigDecimal number(String column, Function<String, BigDecimal> reader, String allowed) {
    return cell(column).isEmpty() ? BigDecimal.ZERO : required(column, reader, allowed);
  }

  private SettingException refused(String what, String value, String allowed) {
    return new SettingException(
        "%s, line %d: %s is '%s'; %s".formatted(file, number, what, value, allowed));
  }

  private static Side side(String word) {
    return oneOf(Side.values(), Side::code, word);
  }

  private static Programme programme(String word) {
    return oneOf(Programme.values(), Programme::code, word);
  }

  private static <T> T oneOf(T[] values, Function<T, String> code, String word) {
    return Arrays.stream(values)
        .filter(value -> code.apply(value).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(word));
  }

  private static String programmes() {
    return Arrays.stream(Programme.values()).map(Programme::code).collect(Collectors.joining(", "));
  }

  private static String notEmpty(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("empty");
    }
    return text;
  }

  private static BigDecimal percent(String text) {
    BigDecimal percent = plain(text, NUMBER);
    if (percent.compareTo(WHOLE) > 0) {
      throw new IllegalArgumentException(text);
    }
    return percent;
  }

  private static BigDecimal amount(String text) {
    return plain(text, AMOUNT);
  }

  private static BigDecimal plain(String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return new BigDecimal(text);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
