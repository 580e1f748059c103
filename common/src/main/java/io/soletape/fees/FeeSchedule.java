package io.soletape.fees;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * All fees that are known. Of several fees of one name that hold somewhere, the one that names the
 * region wins, then the one that names the programme, then the newest.
 */
public record FeeSchedule(List<Fee> fees) {

  private static final Comparator<Fee> STRENGTH =
      Comparator.comparing((Fee fee) -> fee.region().isPresent())
          .thenComparing(fee -> fee.programme().isPresent())
          .thenComparing(Fee::validFrom);

  public FeeSchedule {
    fees = List.copyOf(fees);
  }

  /**
   * The fees of one side somewhere on a day, one of each name, by name.
   *
   * @return none where the schedule does not know what it costs: then nobody can trade there
   */
  public List<Fee> of(Venue venue, Side side, LocalDate day) {
    Map<String, Fee> strongest =
        fees.stream()
            .filter(fee -> fee.holdsAt(venue, side, day))
            .collect(
                Collectors.toMap(
                    Fee::name, fee -> fee, BinaryOperator.maxBy(STRENGTH), TreeMap::new));
    return List.copyOf(strongest.values());
  }

  /** The day since which these fees have been what they are; empty if there are none. */
  public static Optional<LocalDate> asOf(List<Fee> fees) {
    return fees.stream().map(Fee::validFrom).max(LocalDate::compareTo);
  }
}
