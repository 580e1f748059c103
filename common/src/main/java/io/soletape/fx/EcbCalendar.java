package io.soletape.fx;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When the ECB publishes: about 16:00 in Frankfurt, Monday to Friday, except on the holidays of the
 * TARGET system. Holidays are not known here: on one of them rates are merely asked for in vain.
 */
public final class EcbCalendar {

  private static final ZoneId FRANKFURT = ZoneId.of("Europe/Berlin");
  private static final LocalTime PUBLISHED = LocalTime.of(16, 0);
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private EcbCalendar() {}

  /** The newest day whose rates may be out at a moment. */
  public static LocalDate newestOutAt(Instant moment) {
    ZonedDateTime there = moment.atZone(FRANKFURT);
    LocalDate day = there.toLocalDate();
    LocalDate newest = there.toLocalTime().isBefore(PUBLISHED) ? day.minusDays(1) : day;
    while (WEEKEND.contains(newest.getDayOfWeek())) {
      newest = newest.minusDays(1);
    }
    return newest;
  }
}
