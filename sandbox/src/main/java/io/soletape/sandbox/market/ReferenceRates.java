package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.Noise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ECB's euro reference rates: one set per weekday, published in the afternoon.
 *
 * @param noise the values of the rates alone
 */
public record ReferenceRates(Noise noise) {

  /** Around 16:00 in Frankfurt; before it the day has no rates yet. */
  private static final LocalTime PUBLISHED = LocalTime.of(15, 0);

  private static final String USUAL =
      "USD=1.1630 JPY=178.20 CZK=24.220 DKK=7.4690 GBP=0.87350 HUF=384.40 PLN=4.2350"
          + " RON=5.0890 SEK=10.9200 CHF=0.93800 ISK=147.40 NOK=11.7600 TRY=49.250 AUD=1.7620"
          + " BRL=6.2100 CAD=1.6090 CNY=8.2300 HKD=9.0540 IDR=19380.00 ILS=3.7900 INR=104.100"
          + " KRW=1699.00 MXN=21.250 MYR=4.7880 NZD=2.0150 PHP=68.400 SGD=1.5110 THB=37.500"
          + " ZAR=19.8800";

  /** Returns the newest day whose rates are out at {@code time}. */
  public LocalDate dayAt(Instant time) {
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    LocalDate day = utc.toLocalDate();
    return weekday(utc.toLocalTime().isBefore(PUBLISHED) ? day.minusDays(1) : day);
  }

  /** Returns units of each currency for one euro on a day, in the ECB's order. */
  public Map<String, BigDecimal> on(LocalDate day) {
    Map<String, BigDecimal> rates = new LinkedHashMap<>();
    for (String entry : USUAL.split(" ", -1)) {
      String currency = entry.substring(0, 3);
      rates.put(currency, moved(new BigDecimal(entry.substring(4)), currency, day));
    }
    return rates;
  }

  private BigDecimal moved(BigDecimal usual, String currency, LocalDate day) {
    double drift = new Trend(noise.child(currency)).at(day.toEpochDay() * 24) - 1;
    double share = 1 + drift / 8;
    BigDecimal rate = usual.multiply(BigDecimal.valueOf(share), MathContext.DECIMAL64);
    return rate.setScale(usual.scale(), RoundingMode.HALF_EVEN).stripTrailingZeros();
  }

  private static LocalDate weekday(LocalDate day) {
    LocalDate weekday = day;
    while (weekday.getDayOfWeek() == DayOfWeek.SATURDAY
        || weekday.getDayOfWeek() == DayOfWeek.SUNDAY) {
      weekday = weekday.minusDays(1);
    }
    return weekday;
  }
}
