package io.soletape.sandbox.market;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Alias's sales. A sale belongs to one region, so regional histories never overlap (Alias API,
 * recent sales). Stateless.
 */
public final class AliasSales {

  private static final Comparator<AliasSale> NEWEST_FIRST =
      Comparator.comparing(AliasSale::purchasedAt).reversed();

  /** Returns the newest sales of the cells up to {@code until}, newest first. */
  public List<AliasSale> newest(List<AliasCell> cells, AliasScope scope, Instant until, int limit) {
    return cells.stream()
        .flatMap(cell -> streams(cell, scope))
        .flatMap(stream -> stream.newest(until, limit).stream())
        .sorted(NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  /** Returns the price of the newest sale in whole US dollars, 0 where there is none. */
  long lastPrice(AliasCell cell, AliasScope scope, long hour) {
    Instant until = Hours.startOf(hour);
    return streams(cell, scope)
        .flatMap(stream -> stream.newest(until).stream())
        .max(Comparator.comparing(AliasSale::purchasedAt))
        .map(AliasSale::dollars)
        .orElse(0L);
  }

  private static Stream<SaleStream> streams(AliasCell cell, AliasScope scope) {
    return scope.regions().stream()
        .flatMap(region -> scope.kinds().stream().map(kind -> new SaleStream(cell, region, kind)));
  }
}
