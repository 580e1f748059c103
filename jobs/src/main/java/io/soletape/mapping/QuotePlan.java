package io.soletape.mapping;

import io.soletape.plan.Planned;
import io.soletape.plan.QuoteCell;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The quote requests of a slot: one per cell of each product that is known. */
public final class QuotePlan {

  private QuotePlan() {}

  /** The requests, by SKU, so that a run that is cut short has whole products. */
  public static List<Planned> of(Slot slot, List<Mapping> active, QuoteScope scope) {
    List<Planned> requests = new ArrayList<>();
    active.stream()
        .sorted(Comparator.comparing(Mapping::sku).thenComparing(Mapping::platform))
        .forEach(mapping -> requests.addAll(of(slot, mapping, scope)));
    return requests;
  }

  private static List<Planned> of(Slot slot, Mapping mapping, QuoteScope scope) {
    String productId = mapping.productId().orElseThrow();
    return QuoteCell.of(mapping.platform(), scope).stream()
        .map(cell -> Planned.in(slot, cell.request(mapping.sku(), productId)))
        .toList();
  }
}
