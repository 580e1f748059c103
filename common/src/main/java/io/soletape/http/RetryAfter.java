package io.soletape.http;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the header Retry-After, which is seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

  /** Longer waits are a mistake of the server; obeying for a week is polite enough. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,40}");

  // RFC 9110, 5.6.7: the form of today, and two that nobody should send but each must understand.
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.US),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
              .withZone(ZoneOffset.UTC));

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
    return DATES.stream()
        .flatMap(form -> date(text, form).stream())
        .findFirst()
        .map(date -> between(Duration.ZERO, Duration.between(now, date), LONGEST));
  }

  private static Optional<Instant> date(String text, DateTimeFormatter form) {
    try {
      return Optional.of(form.parse(text, Instant::from));
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
