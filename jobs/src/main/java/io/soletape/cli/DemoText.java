package io.soletape.cli;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.run.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;

/** The demo's summary: the report, and a few quotes to look at. */
final class DemoText {

  private static final int MOST_QUOTES = 8;

  private DemoText() {}

  static List<String> of(Lake lake, RunReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("The tape of %s, from gold/master_market_data:".formatted(report.slot().at()));
    lines.add("");
    lines.add(
        "  %-8s %-12s %-6s %-7s %-4s %-10s %9s %9s %9s"
            .formatted(
                "platform", "sku", "size", "region", "cur", "programme", "bid", "ask", "spread"));
    quotes(lake, report).forEach(row -> lines.add(quote(row)));
    lines.add("");
    lines.addAll(ReportText.of(report));
    return lines;
  }

  // One size of one shoe across platforms, regions, currencies and programmes.
  private static List<Row> quotes(Lake lake, RunReport report) {
    return lake.read(Tables.MASTER_MARKET_DATA)
        .where(col("slot_at").equalTo(report.slot().at()))
        .where(col("sku").equalTo("FV5029-010").and(abs(col("size_numeric").minus(10)).equalTo(0)))
        .where(col("currency_code").equalTo("USD").and(col("region_code").isin("US", "UK")))
        .orderBy(desc("platform"), col("region_code"), desc("programme"))
        .limit(MOST_QUOTES)
        .collectAsList();
  }

  private static String quote(Row row) {
    return "  %-8s %-12s %-6s %-7s %-4s %-10s %9s %9s %9s"
        .formatted(
            row.<String>getAs("platform"),
            row.<String>getAs("sku"),
            row.<String>getAs("size_key"),
            row.<String>getAs("region_code"),
            row.<String>getAs("currency_code"),
            row.<String>getAs("programme"),
            shown(row.getAs("highest_bid")),
            shown(row.getAs("lowest_ask")),
            shown(row.getAs("spread_absolute")));
  }

  private static String shown(Object amount) {
    return String.valueOf(Objects.requireNonNullElse(amount, "-"));
  }
}
