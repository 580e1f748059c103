package io.soletape.rates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.soletape.fx.ReferenceRate;
import io.soletape.http.Settlement;
import io.soletape.lake.Lake;
import io.soletape.lake.ScopeWriter;
import io.soletape.lake.Tables;
import io.soletape.market.CurrencyCode;
import io.soletape.plan.Slot;
import io.soletape.platform.Parsed;
import io.soletape.platform.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the answer of a slot in bronze into silver/fx_rates, and what is not believed into
 * silver/quarantine. A function of bronze and of the rates of earlier slots: slots are to be read
 * oldest first.
 */
public final class RatesJob {

  /** Stands for the ECB where a table names a platform. */
  public static final String SOURCE = "ecb";

  /** Stands for the question where a table names an endpoint. */
  public static final String ENDPOINT = "daily_rates";

  // Further back, a rate says too little of today's.
  private static final int JUMP_LOOK_BACK_DAYS = 10;
  private static final String PARSER_VERSION = "1";

  private final Lake lake;
  private final Slot slot;

  public RatesJob(Lake lake, Slot slot) {
    this.lake = lake;
    this.slot = slot;
  }

  /** Reads the slot's answer; does nothing if the slot has none. */
  public void run() {
    lake.read(Tables.FX_RESPONSES)
        .where(col("request_id").equalTo(RatesFetch.requestId(slot)))
        .where(col("outcome").equalTo(Settlement.OK.code()))
        .collectAsList()
        .forEach(this::read);
  }

  private void read(Row answer) {
    Instant fetchedAt = answer.getAs("fetched_at");
    LocalDate fetchedDay = fetchedAt.atZone(ZoneOffset.UTC).toLocalDate();
    // No body at all is as unreadable as an empty one.
    String body = Optional.ofNullable(answer.<String>getAs("body")).orElse("");
    Parsed<ReferenceRate> read = new RatesReader(slot.date(), fetchedDay, before()).read(body);
    String requestId = answer.getAs("request_id");
    String ofAnswer = "request_id = '" + requestId + "'";
    new ScopeWriter(lake, ofAnswer)
        .write(
            Tables.FX_RATES,
            rows(
                read.rows().stream().map(rate -> row(rate, requestId, fetchedAt)).toList(),
                Tables.FX_RATES.schema()));
    new ScopeWriter(lake, "slot_date = DATE '" + slot.date() + "' AND " + ofAnswer)
        .write(
            Tables.QUARANTINE,
            rows(
                read.refusals().stream()
                    .map(refusal -> refused(refusal, requestId, fetchedAt))
                    .toList(),
                Tables.QUARANTINE.schema()));
  }

  private Map<CurrencyCode, ReferenceRate> before() {
    Dataset<Row> told =
        lake.read(Tables.FX_RATES)
            .where(col("slot_at").lt(lit(slot.at())))
            .where(
                col("rate_date")
                    .between(lit(slot.date().minusDays(JUMP_LOOK_BACK_DAYS)), lit(slot.date())));
    return newestPerCurrency(told).collectAsList().stream()
        .map(RatesJob::rate)
        .collect(Collectors.toMap(ReferenceRate::currency, rate -> rate));
  }

  private static Dataset<Row> newestPerCurrency(Dataset<Row> rates) {
    return rates
        .withColumn(
            "place",
            row_number()
                .over(
                    Window.partitionBy("currency_code")
                        .orderBy(desc("rate_date"), desc("slot_at"), desc("request_id"))))
        .where(col("place").equalTo(1));
  }

  private static ReferenceRate rate(Row row) {
    return new ReferenceRate(
        row.getAs("rate_date"),
        new CurrencyCode(row.getAs("currency_code")),
        row.getAs("units_per_euro"));
  }

  private Row row(ReferenceRate rate, String requestId, Instant fetchedAt) {
    return RowFactory.create(
        rate.day(),
        rate.currency().code(),
        rate.unitsPerEuro(),
        requestId,
        slot.at(),
        fetchedAt,
        PARSER_VERSION);
  }

  private Row refused(Refusal refusal, String requestId, Instant fetchedAt) {
    return RowFactory.create(
        requestId,
        SOURCE,
        ENDPOINT,
        null,
        null,
        refusal.reason(),
        refusal.detail(),
        PARSER_VERSION,
        fetchedAt,
        null,
        slot.at(),
        slot.date());
  }

  private Dataset<Row> rows(List<Row> rows, StructType schema) {
    return lake.spark().createDataFrame(rows, schema);
  }
}
