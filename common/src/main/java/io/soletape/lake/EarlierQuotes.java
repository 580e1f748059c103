package io.soletape.lake;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What quotes of a slot are held against: of each market the rows of its newest slot before, and of
 * a size that was refused there its newest row before that. What was refused once would else be
 * believed the next time, as there would be nothing that speaks against it.
 */
public final class EarlierQuotes {

  private static final String SIZE_KEY = "size_key";

  // Sizes that the product does not carry have no quotes.
  private static final Object[] NEVER_QUOTED = {"size_not_carried", "unknown_variant"};

  private final Lake lake;
  private final Instant slotAt;
  private final Object[] skus;

  /**
   * The quotes before a slot.
   *
   * @param skus codes of the products that are looked at
   */
  public EarlierQuotes(Lake lake, Instant slotAt, Object[] skus) {
    this.lake = Objects.requireNonNull(lake, "lake is null");
    this.slotAt = Objects.requireNonNull(slotAt, "slotAt is null");
    this.skus = skus.clone();
  }

  /**
   * The earlier rows, at most 8 days back.
   *
   * @param rows of silver/quotes or of the tape
   * @param market the columns of an answer's product, without size
   * @param programme the column that tells rows of one size in one answer apart
   * @param markets rows whose markets are looked for
   * @param cells rows of the slot, whose sizes are looked for
   */
  public Dataset<Row> newestOf(
      Dataset<Row> rows,
      List<String> market,
      String programme,
      Dataset<Row> markets,
      Dataset<Row> cells) {
    List<Dataset<Row>> held =
        Held.allOf(new EarlierRows(rows, slotAt, market).newestOf(markets), refused());
    Dataset<Row> newest = held.get(0);
    Dataset<Row> refused = held.get(1);
    if (Held.isEmpty(refused)) {
      return newest;
    }
    List<String> cell =
        Stream.concat(market.stream(), Stream.of(programme, SIZE_KEY)).distinct().toList();
    Dataset<Row> missing =
        cells
            .join(broadcast(refused), new String[] {"platform", "sku", SIZE_KEY}, "left_semi")
            .join(newest, cell.toArray(String[]::new), "left_anti");
    return newest.unionByName(new EarlierRows(rows, slotAt, cell).newestOf(missing));
  }

  private Dataset<Row> refused() {
    Instant from = slotAt.minus(EarlierRows.FURTHEST);
    return lake.read(Tables.QUARANTINE)
        .where(col("slot_date").between(lit(day(from)), lit(day(slotAt))))
        .where(col("slot_at").geq(lit(from)).and(col("slot_at").lt(lit(slotAt))))
        .where(col("sku").isin(skus))
        .where(col(SIZE_KEY).isNotNull().and(not(col("reason").isin(NEVER_QUOTED))))
        .select("platform", "sku", SIZE_KEY)
        .distinct();
  }

  private static LocalDate day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
