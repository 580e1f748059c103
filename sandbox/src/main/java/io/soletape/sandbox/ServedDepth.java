package io.soletape.sandbox;

import io.soletape.sandbox.truth.SizeInRegion;
import io.soletape.sandbox.truth.SlotTruth;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the platforms had to tell in a slot, sales and offers only where they were asked for.
 *
 * @param truth of the market
 * @param skus that were asked for
 * @param served calls of the slot
 */
public record ServedDepth(
    GroundTruth truth, Collection<String> skus, Collection<ServedCall> served) {

  private static final String SALES = "/pricing_insights/recent_sales";
  private static final String OFFERS = "/pricing_insights/offer_histogram";
  private static final int MOST_SALES = 200;

  public ServedDepth {
    skus = List.copyOf(skus);
    served = List.copyOf(served);
  }

  /**
   * The truth of the slot.
   *
   * @param quotes rows of {@link GroundTruth#goldRows}
   */
  public SlotTruth at(Instant slotAt, List<Map<String, Object>> quotes) {
    return new SlotTruth(
        slotAt,
        quotes,
        asked(
            SALES,
            size ->
                truth
                    .recentSales(size.sku(), size.sizeKey(), size.region(), Instant.EPOCH, slotAt)
                    .stream()
                    .limit(MOST_SALES)
                    .toList()),
        asked(OFFERS, size -> truth.offerBins(size.sku(), size.sizeKey(), size.region(), slotAt)));
  }

  private Map<SizeInRegion, List<Map<String, Object>>> asked(
      String endpoint, Function<SizeInRegion, List<Map<String, Object>>> told) {
    Map<SizeInRegion, List<Map<String, Object>>> answers = new LinkedHashMap<>();
    served.stream()
        .filter(call -> call.isUsable() && call.status() == 200)
        .map(call -> URI.create(call.url()))
        .filter(url -> url.getPath().endsWith(endpoint))
        .flatMap(url -> size(Query.of(url.getRawQuery())).stream())
        .forEach(size -> answers.computeIfAbsent(size, told));
    return answers;
  }

  private Optional<SizeInRegion> size(Query query) {
    return skus.stream()
        .filter(sku -> truth.productId("alias", sku).equals(query.get("catalog_id")))
        .findFirst()
        .map(
            sku ->
                new SizeInRegion(
                    sku,
                    truth.sizeKey(sku, query.get("size").orElseThrow()),
                    truth.regionName(query.get("region_id"))));
  }
}
