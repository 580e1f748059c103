package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.Noise;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The depth below a highest offer. */
final class Offers {

  private static final int DEEPEST = 12;

  private Offers() {}

  /** Returns the bins of one region; none where there is no offer. */
  static Stream<OfferBin> below(AliasCell cell, AliasRegion region, long highest) {
    if (highest == 0) {
      return Stream.empty();
    }
    Noise noise = cell.noise().child("offers").child(region.id()).child(highest);
    int depth = 1 + noise.child("depth").below(DEEPEST);
    return LongStream.range(0, depth)
        .mapToObj(step -> new OfferBin(highest - step * (1 + step), 1 + noise.child(step).below(6)))
        .filter(bin -> bin.dollars() >= 10);
  }

  /** Returns the bins of all regions, equal prices together, highest first. */
  static List<OfferBin> merge(Stream<OfferBin> bins) {
    return bins
        .collect(
            Collectors.groupingBy(
                OfferBin::dollars, TreeMap::new, Collectors.summingLong(OfferBin::offers)))
        .descendingMap()
        .entrySet()
        .stream()
        .map(entry -> new OfferBin(entry.getKey(), entry.getValue()))
        .toList();
  }
}
