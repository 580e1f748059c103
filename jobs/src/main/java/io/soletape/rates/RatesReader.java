package io.soletape.rates;

import io.soletape.fx.EcbDocument;
import io.soletape.fx.ReferenceRate;
import io.soletape.market.CurrencyCode;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import io.soletape.platform.Refusal;
import io.soletape.platform.RowRefusedException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which rates of an answer are believed.
 *
 * @param slotDay the day of the slot that asked
 * @param fetchedDay the day, UTC, on which the answer came
 * @param before the newest rate of each currency that was known before
 */
record RatesReader(
    LocalDate slotDay, LocalDate fetchedDay, Map<CurrencyCode, ReferenceRate> before) {

  /** The newest rates may be of no day further back than this from the slot's. */
  static final int OLDEST_DAYS = 5;

  /** The newest day is too far back to be the news of that slot. */
  static final String FX_DAY_OLD = "fx_day_old";

  /** The day had not begun when the answer came. */
  static final String FX_DAY_AHEAD = "fx_day_ahead";

  /** The rate is far from the one known before. */
  static final String FX_RATE_JUMP = "fx_rate_jump";

  /** Reference rates of a day have stayed within a fifth of the day before in all but a crash. */
  private static final BigDecimal FARTHEST = new BigDecimal("1.25");

  /** The believed rates of a document, and the refusals of the others, or of all of it. */
  Parsed<ReferenceRate> read(String xml) {
    try {
      Parsed<ReferenceRate> told = EcbDocument.read(xml);
      requireNews(told.rows());
      Parsed<ReferenceRate> believed = Parsed.each(told.rows(), this::believed);
      return new Parsed<>(believed.rows(), concat(told.refusals(), believed.refusals()));
    } catch (PayloadRefusedException e) {
      return new Parsed<>(List.of(), List.of(e.refusal()));
    }
  }

  private void requireNews(List<ReferenceRate> rates) {
    LocalDate oldest = slotDay.minusDays(OLDEST_DAYS);
    rates.stream()
        .map(ReferenceRate::day)
        .max(LocalDate::compareTo)
        .filter(newest -> newest.isBefore(oldest))
        .ifPresent(
            newest -> {
              throw new PayloadRefusedException(
                  Refusal.of(
                      FX_DAY_OLD,
                      "the newest rates are of %s, expected is %s or later"
                          .formatted(newest, oldest)));
            });
  }

  private ReferenceRate believed(ReferenceRate rate) {
    if (rate.day().isAfter(fetchedDay)) {
      throw RowRefusedException.of(
          FX_DAY_AHEAD, "%s of %s, told on %s".formatted(rate.currency(), rate.day(), fetchedDay));
    }
    Optional.ofNullable(before.get(rate.currency()))
        .filter(known -> isFar(rate.unitsPerEuro(), known.unitsPerEuro()))
        .ifPresent(
            known -> {
              throw RowRefusedException.of(
                  FX_RATE_JUMP,
                  "%s %s of %s, before it %s of %s"
                      .formatted(
                          rate.currency(),
                          rate.unitsPerEuro(),
                          rate.day(),
                          known.unitsPerEuro(),
                          known.day()));
            });
    return rate;
  }

  private static boolean isFar(BigDecimal rate, BigDecimal known) {
    BigDecimal ratio = rate.max(known).divide(rate.min(known), MathContext.DECIMAL64);
    return ratio.compareTo(FARTHEST) > 0;
  }

  private static List<Refusal> concat(List<Refusal> first, List<Refusal> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
