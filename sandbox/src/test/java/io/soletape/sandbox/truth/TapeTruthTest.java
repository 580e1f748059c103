package io.soletape.sandbox.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Newest rows, bars and spreads of a few quotes, worked out by hand. */
class TapeTruthTest {

  private static final Instant FIRST = Instant.parse("2026-03-10T22:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-03-10T23:00:00Z");
  private static final SizeInRegion SIZE = new SizeInRegion("ZZ1001-100", "9", "US");

  private static final List<Charge> CHARGES =
      Charge.read(
          List.of(
              "# a comment",
              "platform,side,region,programme,fee,percent,fixed,minimum,currency,valid_from,source",
              "stockx,buy,*,*,processing,5,,,USD,2024-01-01,a page",
              "stockx,buy,*,*,processing,50,,,USD,2026-04-01,a later page",
              "alias,sell,*,standard,commission,10,,,USD,2024-01-01,\"a page, in short\"",
              "alias,sell,*,standard,seller fee,,99,,USD,2024-01-01,a page",
              "alias,sell,EU,standard,seller fee,,5,,USD,2025-01-01,a page",
              "alias,sell,*,standard,label,,,3,USD,2024-01-01,a page"));

  @Test
  void theNewestRowOfACellStays() {
    TapeTruth truth =
        truth(
            slot(FIRST, quote("stockx", "US", "100", "90")),
            slot(SECOND, quote("stockx", "US", "101", null)));

    assertThat(truth.latest()).hasSize(1);
    assertThat(truth.latest().get(0)).containsEntry("lowest_ask", new BigDecimal("101.00"));
  }

  @Test
  void aBarOpensWithTheFirstSlotAndAnAskAtTheCapIsNoPrice() {
    Map<String, Object> capped = quote("stockx", "US", "2000", "80");
    capped.put("ask_at_listing_cap", true);
    TapeTruth truth = truth(slot(FIRST, quote("stockx", "US", "100", "90")), slot(SECOND, capped));

    assertThat(truth.bars()).hasSize(1);
    assertThat(truth.bars().get(0))
        .containsEntry("bar_date", LocalDate.parse("2026-03-10"))
        .containsEntry("quote_count", 2)
        .containsEntry("ask_high", new BigDecimal("100.00"))
        .containsEntry("ask_count", 1)
        .containsEntry("bid_open", new BigDecimal("90.00"))
        .containsEntry("bid_close", new BigDecimal("80.00"))
        .containsEntry("sale_count", 0);
  }

  @Test
  void salesMakeBarsOfTheirOwnDays() {
    SlotTruth told =
        new SlotTruth(
            FIRST,
            List.of(),
            Map.of(
                SIZE,
                new SalesAnswer(
                    FIRST, List.of(sale("2026-03-09T10:00:00Z"), sale("2026-01-01T10:00:00Z")))),
            Map.of());

    assertThat(truth(told).bars()).hasSize(1);
    assertThat(truth(told).bars().get(0))
        .containsEntry("bar_date", LocalDate.parse("2026-03-09"))
        .containsEntry("sales_are_complete", true);
    assertThat(truth(told).sales()).hasSize(2);
  }

  @Test
  void aSpreadPaysEveryFeeOfItsDayAndRegion() {
    TapeTruth truth =
        truth(slot(FIRST, quote("stockx", "US", "100", null), quote("alias", "EU", null, "150")));

    assertThat(truth.spreads(CHARGES)).hasSize(1);
    assertThat(truth.spreads(CHARGES).get(0))
        .containsEntry("buy_fees_base", new BigDecimal("5.00"))
        .containsEntry("sell_fees_base", new BigDecimal("23.00"))
        .containsEntry("sell_fees_as_of", LocalDate.parse("2025-01-01"))
        .containsEntry("net_profit_base", new BigDecimal("22.00"))
        .containsEntry("return_on_cost", new BigDecimal("20.9524"));
  }

  @Test
  void ofSeveralWaysTheMostProfitableStays() {
    TapeTruth truth =
        truth(
            slot(
                FIRST,
                quote("stockx", "US", "100", null),
                quote("alias", "EU", null, "150"),
                quote("alias", "UK", null, "400")));

    assertThat(truth.spreads(CHARGES))
        .extracting(row -> row.get("sell_region_code"))
        .containsExactly("UK");
  }

  @Test
  void whatNobodyCanTradeIsNoSpread() {
    Map<String, Object> crossed = quote("alias", "EU", "100", "150");
    crossed.put("is_crossed", true);
    Map<String, Object> flex = quote("alias", "UK", null, "150");
    flex.put("programme", "consigned");
    TapeTruth truth =
        truth(
            slot(
                FIRST,
                quote("stockx", "US", "100", null),
                quote("alias", "global", null, "150"),
                crossed,
                flex));

    assertThat(truth.spreads(CHARGES)).isEmpty();
  }

  private static TapeTruth truth(SlotTruth... slots) {
    return new TapeTruth(List.of(slots));
  }

  @SafeVarargs
  private static SlotTruth slot(Instant at, Map<String, Object>... quotes) {
    return new SlotTruth(at, List.of(quotes), Map.of(), Map.of());
  }

  private static Map<String, Object> quote(String platform, String region, String ask, String bid) {
    Map<String, Object> row = new HashMap<>();
    row.put("platform", platform);
    row.put("sku", SIZE.sku());
    row.put("size_key", SIZE.sizeKey());
    row.put("region_code", region);
    row.put("currency_code", "USD");
    row.put("base_currency_code", "USD");
    row.put("programme", "standard");
    row.put("is_crossed", false);
    row.put("ask_at_listing_cap", false);
    row.put("fx_as_of", LocalDate.parse("2026-03-09"));
    put(row, "lowest_ask", ask);
    put(row, "highest_bid", bid);
    return row;
  }

  private static void put(Map<String, Object> row, String column, String amount) {
    BigDecimal money = amount == null ? null : new BigDecimal(amount).setScale(2);
    row.put(column, money);
    row.put(column + "_base", money);
  }

  private static Map<String, Object> sale(String moment) {
    Map<String, Object> sale = new HashMap<>();
    sale.put("platform", "alias");
    sale.put("sku", SIZE.sku());
    sale.put("size_key", SIZE.sizeKey());
    sale.put("region_code", SIZE.region());
    sale.put("currency_code", "USD");
    sale.put("is_consigned", false);
    sale.put("price", new BigDecimal("100.00"));
    sale.put("purchased_at", Instant.parse(moment));
    return sale;
  }
}
