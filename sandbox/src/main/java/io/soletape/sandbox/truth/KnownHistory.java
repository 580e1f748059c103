package io.soletape.sandbox.truth;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sales of a size in a region, as far as answers up to some slot told them. */
final class KnownHistory {

  /** The most that one answer holds (Alias API, recent sales). */
  static final int MOST = 200;

  /** As many as come where the limit is not heeded: they prove no history. */
  static final int USUAL = 10;

  private static final int PERCENT_SCALE = 4;
  private static final int WIDE_SCALE = 12;
  private static final int FEWEST_FOR_RETURNS = 3;
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Comparator<Map<String, Object>> BY_TIME =
      Comparator.comparing(KnownHistory::soldAt).thenComparing(KnownHistory::price);

  private final List<Window> windows = new ArrayList<>();
  private final Map<List<Object>, Map<String, Object>> sales = new LinkedHashMap<>();

  /** When the sales of one answer begin to be complete, when it was asked, and its newest. */
  private record Window(Instant slotAt, Instant from, Instant askedAt, Instant newest, int size) {}

  /** Adds an answer; answers come in the order of their slots. */
  void add(Instant slotAt, SalesAnswer told) {
    List<Map<String, Object>> answer = told.sales();
    boolean isWhole =
        answer.size() < MOST
            && answer.size() != USUAL
            && windows.stream().allMatch(each -> each.size() <= answer.size());
    Instant from =
        isWhole ? Instant.EPOCH : soldAt(answer.get(answer.size() - 1)).plus(1, ChronoUnit.MICROS);
    Instant newest = answer.isEmpty() ? from : soldAt(answer.get(0));
    windows.add(new Window(slotAt, from, told.askedAt(), newest, answer.size()));
    Map<List<Object>, Integer> twins = new LinkedHashMap<>();
    for (Map<String, Object> sale : answer) {
      List<Object> key = List.of(sale.get("is_consigned"), price(sale), soldAt(sale));
      int occurrence = twins.merge(key, 1, Integer::sum);
      Map<String, Object> row = new LinkedHashMap<>(sale);
      row.put("occurrence", occurrence);
      row.put("first_slot_at", slotAt);
      sales.putIfAbsent(List.of(key, occurrence), row);
    }
  }

  /** Rows of silver/sales. */
  List<Map<String, Object>> sales() {
    return List.copyOf(sales.values());
  }

  /** Puts what a row of the tape says of sales into it. */
  void addTo(Map<String, Object> row, Instant slotAt) {
    List<Map<String, Object>> told =
        sales.values().stream()
            .filter(sale -> sale.get("is_consigned").equals(row.get("is_consigned")))
            .sorted(BY_TIME)
            .toList();
    Instant since = since();
    boolean isAskedNow = windows.get(windows.size() - 1).slotAt().equals(slotAt);
    row.put("sales_complete_since", since);
    row.put(
        "sales_last_72h",
        count(told, slotAt, Duration.ofHours(72), isAskedNow, since).orElse(null));
    row.put(
        "sales_last_7d", count(told, slotAt, Duration.ofDays(7), isAskedNow, since).orElse(null));
    row.put("sales_last_30d", count(told, slotAt, MONTH, isAskedNow, since).orElse(null));
    row.put("sales_are_complete", isComplete(slotAt, MONTH, isAskedNow, since));
    row.put("total_sales_volume", told.size());
    List<BigDecimal> month =
        told.stream()
            .filter(sale -> soldAt(sale).isAfter(slotAt.minus(MONTH)))
            .map(KnownHistory::price)
            .toList();
    row.put("average_sale_price_30d", average(month).orElse(null));
    row.put("price_volatility_30d", volatility(month).orElse(null));
    row.put("price_premium", premium(told, row).orElse(null));
  }

  /** Whether every sale of a day, UTC, is known. */
  boolean covers(LocalDate day) {
    Instant begins = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant ends = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return !since().isAfter(begins) && !windows.get(windows.size() - 1).askedAt().isBefore(ends);
  }

  // An answer that begins at or before what the ones after it reach back to makes them longer.
  private Instant since() {
    Instant since = windows.get(windows.size() - 1).from();
    for (int index = windows.size() - 2; index >= 0; index--) {
      Window earlier = windows.get(index);
      if (!since.isAfter(earlier.newest().plus(1, ChronoUnit.MICROS))
          && earlier.from().isBefore(since)) {
        since = earlier.from();
      }
    }
    return since;
  }

  private static boolean isComplete(
      Instant slotAt, Duration span, boolean isAskedNow, Instant since) {
    return isAskedNow && !since.isAfter(slotAt.minus(span));
  }

  private static Optional<Integer> count(
      List<Map<String, Object>> told,
      Instant slotAt,
      Duration span,
      boolean isAskedNow,
      Instant since) {
    int count =
        (int) told.stream().filter(sale -> soldAt(sale).isAfter(slotAt.minus(span))).count();
    boolean isKnown = count > 0 || isComplete(slotAt, span, isAskedNow, since);
    return isKnown ? Optional.of(count) : Optional.empty();
  }

  private static Optional<BigDecimal> average(List<BigDecimal> prices) {
    return prices.isEmpty()
        ? Optional.empty()
        : Optional.of(
            prices.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(prices.size()), MathContext.DECIMAL64)
                .setScale(2, RoundingMode.HALF_EVEN));
  }

  private static Optional<BigDecimal> volatility(List<BigDecimal> prices) {
    if (prices.size() < FEWEST_FOR_RETURNS) {
      return Optional.empty();
    }
    List<Double> returns = new ArrayList<>();
    for (int index = 1; index < prices.size(); index++) {
      returns.add(Math.log(prices.get(index).doubleValue() / prices.get(index - 1).doubleValue()));
    }
    double mean = returns.stream().mapToDouble(Double::doubleValue).sum() / returns.size();
    double squares = returns.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
    double deviation = Math.sqrt(squares / (returns.size() - 1));
    return Optional.of(
        BigDecimal.valueOf(deviation)
            .setScale(WIDE_SCALE, RoundingMode.HALF_UP)
            .setScale(PERCENT_SCALE, RoundingMode.HALF_EVEN));
  }

  private static Optional<BigDecimal> premium(
      List<Map<String, Object>> told, Map<String, Object> row) {
    if (told.isEmpty() || !(row.get("retail_price") instanceof BigDecimal retail)) {
      return Optional.empty();
    }
    BigDecimal newest = price(told.get(told.size() - 1));
    return Optional.of(
        newest
            .subtract(retail)
            .divide(retail, MathContext.DECIMAL64)
            .setScale(PERCENT_SCALE, RoundingMode.HALF_EVEN));
  }

  private static Instant soldAt(Map<String, Object> sale) {
    return (Instant) sale.get("purchased_at");
  }

  private static BigDecimal price(Map<String, Object> sale) {
    return (BigDecimal) sale.get("price");
  }
}
