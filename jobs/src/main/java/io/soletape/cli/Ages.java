package io.soletape.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Ages, reckoned when they are read. */
final class Ages {

  private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
  private static final int HOURS_IN_DAYS = 48;

  private Ages() {}

  /** The text with its age beside each moment of the past, as in {@code … (2 h 5 min ago)}. */
  static String beside(String text, Instant now) {
    return MOMENT
        .matcher(text)
        .replaceAll(
            found -> {
              Duration age = Duration.between(Instant.parse(found.group()), now);
              return age.isNegative()
                  ? found.group()
                  : "%s (%s ago)".formatted(found.group(), told(age));
            });
  }

  private static String told(Duration age) {
    if (age.toHours() >= HOURS_IN_DAYS) {
      return "%d d %d h".formatted(age.toDays(), age.toHoursPart());
    }
    return age.toHours() > 0
        ? "%d h %d min".formatted(age.toHours(), age.toMinutesPart())
        : "%d min".formatted(age.toMinutes());
  }
}
