package io.soletape.http;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the header Retry-After, which is seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

  /** Longer waits are a mistake of the server; obeying for a week is polite enough. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,40}");

  private RetryAfter() {}

  /**
   * How long to wait from now: zero if the date has passed.
   *
   * @return empty if the text is neither seconds nor a date
   */
  static Optional<Duration> read(String header, Instant now) {
    String text = header.strip();
    return SECONDS.matcher(text).matches() ? Optional.of(seconds(text)) : untilDate(text, now);
  }

  private static Duration seconds(String digits) {
    BigInteger longest = BigInteger.valueOf(LONGEST.toSeconds());
    return Duration.ofSeconds(new BigInteger(digits).min(longest).longValueExact());
  }

  private static Optional<Duration> untilDate(String text, Instant now) {
    try {
      Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      return Optional.of(between(Duration.ZERO, Duration.between(now, date), LONGEST));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration between(Duration least, Duration value, Duration most) {
    if (value.compareTo(least) < 0) {
      return least;
    }
    return value.compareTo(most) > 0 ? most : value;
  }
}
