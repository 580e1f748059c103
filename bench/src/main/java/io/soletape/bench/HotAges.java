package io.soletape.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How old the newest quote of each hot product was at each moment, for whoever read the tape then.
 * A quote is read from the end of the run on that wrote it. Just before, the one before it was at
 * its oldest.
 */
final class HotAges {

  private final List<Outage> outages;
  private final Map<String, NavigableMap<Instant, Instant>> newest = new HashMap<>();

  /**
   * No product is known yet.
   *
   * @param outages whose moments do not count
   */
  HotAges(Collection<Outage> outages) {
    this.outages = List.copyOf(outages);
  }

  /**
   * A product's quotes can be read.
   *
   * @param product on its platform
   * @param visibleAt from when on
   * @param toldAt when the platform told the oldest of them
   */
  void read(String product, Instant visibleAt, Instant toldAt) {
    newest
        .computeIfAbsent(product, name -> new TreeMap<>())
        .merge(visibleAt, toldAt, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** Products that were read at least once. */
  int products() {
    return newest.size();
  }

  /** The greatest age of any product at any moment outside outages up to an end. */
  Duration oldest(Instant end) {
    return peaks(end).stream().map(Peak::age).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  /** Each moment at which a product's newest quote was at its oldest, in order. */
  List<Peak> peaks(Instant end) {
    List<Peak> peaks = new ArrayList<>();
    newest.values().forEach(told -> addPeaks(told, end, peaks));
    peaks.sort(Comparator.comparing(Peak::at));
    return peaks;
  }

  private void addPeaks(NavigableMap<Instant, Instant> told, Instant end, List<Peak> peaks) {
    told.forEach(
        (visibleAt, toldAt) -> {
          Instant next = told.higherKey(visibleAt);
          Instant until = lastCounted(visibleAt, next == null ? end : next);
          peaks.add(new Peak(until, Duration.between(toldAt, until)));
        });
  }

  // The last moment before the next quote that does not lie in an outage.
  private Instant lastCounted(Instant visibleAt, Instant until) {
    return outages.stream()
        .filter(outage -> outage.contains(until))
        .map(Outage::from)
        .map(from -> from.isAfter(visibleAt) ? from : visibleAt)
        .findFirst()
        .orElse(until);
  }

  /** An age, and when it was reached. */
  record Peak(Instant at, Duration age) {}
}
