package io.soletape.sandbox;

import io.soletape.sandbox.truth.SalesAnswer;
import io.soletape.sandbox.truth.SizeInRegion;
import io.soletape.sandbox.truth.SlotTruth;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

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
        told(SALES, (size, askedAt) -> new SalesAnswer(askedAt, sales(size, slotAt))),
        told(
            OFFERS,
            (size, askedAt) -> truth.offerBins(size.sku(), size.sizeKey(), size.region(), slotAt)));
  }

  private List<Map<String, Object>> sales(SizeInRegion size, Instant slotAt) {
    return truth
        .recentSales(size.sku(), size.sizeKey(), size.region(), Instant.EPOCH, slotAt)
        .stream()
        .limit(MOST_SALES)
        .toList();
  }

  private <T> Map<SizeInRegion, T> told(
      String endpoint, BiFunction<SizeInRegion, Instant, T> answer) {
    Map<SizeInRegion, T> answers = new LinkedHashMap<>();
    for (ServedCall call : served) {
      URI url = URI.create(call.url());
      if (call.isUsable() && call.status() == 200 && url.getPath().endsWith(endpoint)) {
        size(Query.of(url.getRawQuery()))
            .ifPresent(size -> answers.put(size, answer.apply(size, call.arrivedAt())));
      }
    }
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
