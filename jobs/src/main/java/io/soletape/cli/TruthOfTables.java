package io.soletape.cli;

import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.sandbox.truth.Charge;
import io.soletape.sandbox.truth.TapeTruth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of a lake held against what the sandbox knows, every cell of every row. */
public final class TruthOfTables {

  // A bin is known by its histogram's request; the truth knows no requests.
  private static final List<String> BIN =
      List.of("slot_at", "sku", "size_key", "region_code", "price");

  private TruthOfTables() {}

  /**
   * A check per table, by the table's path.
   *
   * @param lake whose slots are all in the truth
   * @param charges the fees that its spreads were made with
   */
  public static Map<String, TruthCheck> of(Lake lake, TapeTruth truth, List<Charge> charges) {
    Map<String, TruthCheck> checks = new LinkedHashMap<>();
    checks.putAll(check(lake, Tables.MASTER_MARKET_DATA, truth.tape()));
    checks.putAll(check(lake, Tables.SALES, truth.sales()));
    checks.put(
        Tables.OFFER_BINS.path(),
        TruthCheck.of(lake.read(Tables.OFFER_BINS), BIN, truth.offerBins()));
    checks.putAll(check(lake, Tables.LATEST_MARKET_DATA, truth.latest()));
    checks.putAll(check(lake, Tables.DAILY_PRICE_BARS, truth.bars()));
    checks.putAll(check(lake, Tables.CROSS_MARKET_SPREADS, truth.spreads(charges)));
    return checks;
  }

  private static Map<String, TruthCheck> check(
      Lake lake, Table table, List<Map<String, Object>> expected) {
    return Map.of(table.path(), TruthCheck.of(lake.read(table), table.key(), expected));
  }
}
