package io.soletape.rates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.to_date;

import io.soletape.fx.EcbCalendar;
import io.soletape.fx.RatesAnswer;
import io.soletape.fx.RatesSource;
import io.soletape.http.Settlement;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.RequestId;
import io.soletape.plan.Slot;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Asks for the rates of a slot and keeps the answer in bronze. A slot asks only if the rates known
 * are older than those that may be out, or if a slot of the last 90 days has none, and never again
 * once it has an answer. A source in trouble fails no run: the trouble is kept in bronze instead.
 */
public final class RatesFetch {

  /** As far back as the ECB's document of the last days reaches. */
  private static final int GAPS_LOOKED_FOR_DAYS = 90;

  private final Lake lake;
  private final Slot slot;
  private final RatesSource source;

  public RatesFetch(Lake lake, Slot slot, RatesSource source) {
    this.lake = lake;
    this.slot = slot;
    this.source = source;
  }

  /** The id of a slot's question. */
  static String requestId(Slot slot) {
    return RequestId.digest(slot.at() + "|" + RatesJob.SOURCE + "|" + RatesJob.ENDPOINT);
  }

  /**
   * Asks if there may be news.
   *
   * @return what a person should know if no rates came
   */
  public Optional<String> run() {
    if (isAllKnown() || isAnswered()) {
      return Optional.empty();
    }
    RatesAnswer answer = source.ask();
    keep(answer);
    return answer
        .problem()
        .map(
            problem ->
                "no exchange rates came (%s): base values stay null where no older rate is known"
                    .formatted(problem));
  }

  private boolean isAllKnown() {
    Set<LocalDate> known =
        days(
            lake.read(Tables.FX_RATES)
                .where(isSince(col("rate_date"), oldest().minusDays(RatesReader.OLDEST_DAYS)))
                .select("rate_date"));
    LocalDate newestOut = EcbCalendar.newestOutAt(slot.at());
    return isKnown(known, newestOut, slot.date())
        && days(
                lake.read(Tables.RUNS)
                    .where(isSince(to_date(col("slot_at")), oldest()))
                    .select(to_date(col("slot_at"))))
            .stream()
            .allMatch(day -> isKnown(known, day.minusDays(RatesReader.OLDEST_DAYS), day));
  }

  private LocalDate oldest() {
    return slot.date().minusDays(GAPS_LOOKED_FOR_DAYS);
  }

  private Column isSince(Column day, LocalDate first) {
    return day.between(lit(first), lit(slot.date()));
  }

  private static boolean isKnown(Set<LocalDate> known, LocalDate first, LocalDate last) {
    return first.datesUntil(last.plusDays(1)).anyMatch(known::contains);
  }

  private static Set<LocalDate> days(Dataset<Row> rows) {
    return rows.distinct().collectAsList().stream()
        .map(row -> row.<LocalDate>getAs(0))
        .collect(Collectors.toSet());
  }

  private boolean isAnswered() {
    return !lake.read(Tables.FX_RESPONSES)
        .where(col("request_id").equalTo(requestId(slot)))
        .where(col("outcome").equalTo(Settlement.OK.code()))
        .isEmpty();
  }

  private void keep(RatesAnswer answer) {
    lake.replace(
        Tables.FX_RESPONSES,
        lake.spark()
            .createDataFrame(List.of(row(answer)), Tables.FX_RESPONSES.schema())
            .withColumn("body_sha256", sha2(col("body"), 256))
            .coalesce(1),
        "request_id = '" + requestId(slot) + "'");
  }

  private Row row(RatesAnswer answer) {
    return RowFactory.create(
        requestId(slot),
        slot.at(),
        slot.runId(),
        answer.httpStatus().orElse(null),
        answer.settlement().code(),
        answer.problem().orElse(null),
        answer.attempts(),
        answer.document().orElse(null),
        null,
        answer.requestedAt(),
        answer.fetchedAt(),
        answer.took().toMillis(),
        slot.date());
  }
}
