package io.soletape.mapping;

import static org.apache.spark.sql.functions.max;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Products that can be asked for quotes, and when their sizes were last told.
 *
 * @param active their mappings
 * @param toldIn the newest slot that told sizes, by product; none for a product without sizes
 */
record KnownSizes(List<Mapping> active, Map<String, Instant> toldIn) {

  static KnownSizes read(Lake lake, Collection<Sku> skus) {
    Map<String, Instant> toldIn = new HashMap<>();
    lake.read(Tables.VARIANTS)
        .groupBy("platform_product_id")
        .agg(max("slot_at").as("told_in"))
        .collectAsList()
        .forEach(row -> toldIn.put(row.getString(0), row.getAs("told_in")));
    return new KnownSizes(Mappings.read(lake, skus).active(), toldIn);
  }

  /** Products whose sizes nobody has told. */
  List<Mapping> unsized() {
    return active.stream().filter(mapping -> !isSized(mapping)).toList();
  }

  /** Products whose sizes were last told at a moment or before, the longest ago first. */
  List<Mapping> toldUpTo(Instant moment) {
    return active.stream()
        .filter(this::isSized)
        .filter(mapping -> !toldIn(mapping).isAfter(moment))
        .sorted(
            Comparator.<Mapping, Instant>comparing(this::toldIn)
                .thenComparing(Mapping::sku)
                .thenComparing(Mapping::platform))
        .toList();
  }

  private boolean isSized(Mapping mapping) {
    return toldIn.containsKey(mapping.productId().orElseThrow());
  }

  private Instant toldIn(Mapping mapping) {
    return toldIn.get(mapping.productId().orElseThrow());
  }
}
