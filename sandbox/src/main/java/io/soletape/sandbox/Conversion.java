package io.soletape.sandbox;

import io.soletape.sandbox.market.ReferenceRates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Amounts of the tape in a base currency, by the rates that are out at a moment. */
final class Conversion {

  private static final int RATE_SCALE = 8;
  private static final int MONEY_SCALE = 2;
  private static final List<String> AMOUNTS =
      List.of("lowest_ask", "highest_bid", "last_sale_price");

  private final LocalDate day;
  private final String base;
  private final Map<String, BigDecimal> perEuro;

  Conversion(ReferenceRates rates, Instant marketTime, String base) {
    this.day = rates.dayAt(marketTime);
    this.base = base;
    this.perEuro = new TreeMap<>(rates.on(day));
    perEuro.put("EUR", BigDecimal.ONE);
  }

  /** Puts rate, day and converted amounts into a row of the tape. */
  void addTo(Map<String, Object> row) {
    BigDecimal rate = rate(String.valueOf(row.get("currency_code")));
    row.put("base_currency_code", base);
    row.put("fx_rate", rate);
    row.put("fx_as_of", day);
    for (String amount : AMOUNTS) {
      row.put(
          amount + "_base",
          row.get(amount) instanceof BigDecimal money
              ? money.multiply(rate).setScale(MONEY_SCALE, RoundingMode.HALF_EVEN)
              : null);
    }
  }

  private BigDecimal rate(String currency) {
    return perEuro.get(base).divide(perEuro.get(currency), RATE_SCALE, RoundingMode.HALF_EVEN);
  }
}
