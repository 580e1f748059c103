package io.soletape.mapping;

import io.soletape.market.Sku;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Planned;
import io.soletape.plan.QuoteCell;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The quote requests of a slot: one per cell of each product that is known. */
public final class QuotePlan {

  private QuotePlan() {}

  /**
   * The requests by their value, so that a run that is cut short has the best of them: hot SKUs
   * before warm before cold; of these the first cell of every SKU, then the second; SKUs in the
   * order of the list. Cells are in the order of the settings.
   *
   * @param listed the SKUs in the order of the list
   */
  public static List<Planned> of(
      Slot slot, List<Mapping> active, QuoteScope scope, List<ListedSku> listed) {
    Map<Sku, Integer> places = new HashMap<>();
    listed.forEach(sku -> places.put(sku.sku(), places.size()));
    Map<Sku, Integer> ranks = new HashMap<>();
    listed.forEach(sku -> ranks.put(sku.sku(), sku.rank()));
    return active.stream()
        .flatMap(mapping -> of(slot, mapping, scope))
        .sorted(
            Comparator.comparing((Ranked ranked) -> ranks.getOrDefault(ranked.sku(), 0))
                .thenComparing(Ranked::cell)
                .thenComparing(ranked -> places.getOrDefault(ranked.sku(), 0))
                .thenComparing(ranked -> ranked.planned().request().platform()))
        .map(Ranked::planned)
        .toList();
  }

  private record Ranked(Planned planned, int cell) {
    Sku sku() {
      return planned.request().sku();
    }
  }

  private static Stream<Ranked> of(Slot slot, Mapping mapping, QuoteScope scope) {
    String productId = mapping.productId().orElseThrow();
    List<QuoteCell> cells = QuoteCell.of(mapping.platform(), scope);
    return IntStream.range(0, cells.size())
        .mapToObj(
            cell ->
                new Ranked(
                    Planned.in(slot, cells.get(cell).request(mapping.sku(), productId)), cell));
  }
}
