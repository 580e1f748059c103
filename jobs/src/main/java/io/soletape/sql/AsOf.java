package io.soletape.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which past of a table is asked: what was known then. */
public sealed interface AsOf {

  /** What is known now. */
  record Newest() implements AsOf {}

  /**
   * One version of one table.
   *
   * @param number as the table counts its commits, from 0
   */
  record Version(long number) implements AsOf {}

  /** The newest version that was committed at that moment or before. */
  record Moment(Instant at) implements AsOf {}

  /**
   * The versions of all tables that a name keeps for good.
   *
   * @param name as {@code ./soletape pin} lists it
   */
  record Pin(String name) implements AsOf {}

  /** What is known now. */
  AsOf NEWEST = new Newest();

  /** What a version looks like. */
  Pattern DIGITS = Pattern.compile("\\d{1,18}");

  /** What stands before the name of a pin. */
  String PIN = "pin:";

  /** The ways of writing a moment; without an offset it is UTC, a day alone is its first moment. */
  List<Function<String, Instant>> FORMATS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());

  /**
   * Reads a version, a moment or a pin.
   *
   * @param text such as {@code 12}, {@code 2026-01-05T10:00:00Z}, {@code 2026-01-05} or {@code
   *     pin:before-the-fee-change}
   * @param now a later moment is refused: nobody knows it yet
   * @throws QueryException if it is none of them
   */
  static AsOf parse(String text, Instant now) {
    if (DIGITS.matcher(text).matches()) {
      return new Version(Long.parseLong(text));
    }
    if (text.startsWith(PIN)) {
      return new Pin(text.substring(PIN.length()));
    }
    Instant at =
        FORMATS.stream()
            .flatMap(format -> attempt(format, text.replace(' ', 'T')).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new QueryException(
                        "'%s' is no version, time or pin: use a number, UTC such as 2026-01-05T10:00:00Z or 2026-01-05, or pin:NAME"
                            .formatted(text)));
    if (at.isAfter(now)) {
      throw new QueryException(
          "%s is in the future: use a time up to now, which is %s".formatted(at, now));
    }
    return new Moment(at);
  }

  private static Optional<Instant> attempt(Function<String, Instant> format, String text) {
    try {
      return Optional.of(format.apply(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
