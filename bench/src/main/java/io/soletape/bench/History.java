package io.soletape.bench;

import io.delta.tables.DeltaTable;
import io.soletape.lake.Lake;
import io.soletape.lake.LakeSession;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.plan.ListedSku;
import io.soletape.plan.SkuList;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What an hourly slot and a question cost after twelve months of history, against one day. */
final class History implements Scenario {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-09T00:00:00Z");
  private static final List<Tier> TIERS = List.of(Tier.HOT, Tier.WARM, Tier.COLD);
  private static final int YEAR = 365;
  private static final int MONTH = 30;
  private static final int FEW = 3;
  private static final double GROWTH = 1.2;
  private static final StructType CADENCES =
      new StructType()
          .add("sku", DataTypes.StringType)
          .add("tier_of_run", DataTypes.StringType)
          .add("hours", DataTypes.LongType);

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String shows() {
    return "what an hourly slot and a question cost after 12 months, against the first day";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    Map<Tier, List<ListedSku>> skus = skus(trial.isLong() ? Integer.MAX_VALUE : FEW);
    int days = trial.isLong() ? YEAR : MONTH;
    SimulatedClock clock = new SimulatedClock(MIDNIGHT, System::nanoTime);
    List<Figure> figures = new ArrayList<>();
    try (SoakPlace place = new SoakPlace(trial.folder(), clock)) {
      for (Tier tier : TIERS) {
        place.run(new Slot(tier, MIDNIGHT), skus.get(tier), Optional.empty());
      }
      Path root = Path.of(place.lake().root());
      Path shortPast = trial.folder().resolve("day");
      Path longPast = trial.folder().resolve("history");
      made(place.lake(), shortPast, skus, 1);
      figures.addAll(made(place.lake(), longPast, skus, days));
      figures.addAll(
          new SlotCost(place, clock, skus.get(Tier.HOT), MIDNIGHT.plus(Duration.ofDays(1)))
              .compared(shortPast, longPast, trial.isLong() ? 7 : 5, GROWTH));
      figures.addAll(files(new Lake(place.lake().spark(), longPast.toString()), days));
      figures.addAll(asked(longPast, skus.get(Tier.HOT).get(1).sku().code()));
    }
    return figures;
  }

  private static List<Figure> made(
      Lake template, Path to, Map<Tier, List<ListedSku>> skus, int days) throws IOException {
    long begun = System.nanoTime();
    Market.copy(Path.of(template.root()), to);
    // A session of its own, set up for many rows.
    SparkSession spark = template.spark().newSession();
    LakeSession.expectManyRows(spark);
    Lake target = new Lake(spark, to.toString());
    new SyntheticHistory(new Lake(spark, template.root()), target, cadences(spark, skus), MIDNIGHT)
        .write(days);
    System.err.printf(
        "history: %d days made in %d s%n", days, (System.nanoTime() - begun) / 1_000_000_000L);
    return List.of(
        Figure.told(
            "rows of gold", "%,d".formatted(target.read(Tables.MASTER_MARKET_DATA).count())),
        Figure.told("days", Integer.toString(days)),
        Figure.told("megabytes of the lake", Long.toString(bytes(to) >> 20)));
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static List<Figure> files(Lake lake, int days) {
    List<Figure> figures = new ArrayList<>();
    for (Table table : Tables.ALL) {
      if (lake.has(table)) {
        long files =
            DeltaTable.forPath(lake.spark(), lake.path(table)).detail().first().getAs("numFiles");
        System.err.printf("history: %s has %d files%n", table.path(), files);
      }
    }
    return figures;
  }

  private static List<Figure> asked(Path lake, String sku)
      throws IOException, InterruptedException {
    ColdSql sql = new ColdSql(Product.built().home().resolve("soletape"), lake);
    List<Figure> figures = new ArrayList<>();
    for (Optional<String> asOf :
        List.of(Optional.<String>empty(), Optional.of(Instant.now().toString()))) {
      String suffix = asOf.isPresent() ? ", as of a time" : "";
      figures.add(
          sql.timed(
              "latest of one SKU" + suffix,
              "SELECT * FROM latest_market_data WHERE sku = '%s'".formatted(sku),
              asOf));
      figures.add(
          sql.timed(
              "its history of 30 days" + suffix,
              ("SELECT slot_at, min(lowest_ask), max(highest_bid) FROM master_market_data"
                      + " WHERE sku = '%s' AND slot_at >= TIMESTAMPTZ '%s' GROUP BY slot_at")
                  .formatted(sku, MIDNIGHT.minus(Duration.ofDays(29))),
              asOf));
      figures.add(
          sql.timed(
              "best spreads now" + suffix,
              "SELECT * FROM cross_market_spreads WHERE slot_at >= TIMESTAMPTZ '%s'"
                      .formatted(MIDNIGHT.plus(Duration.ofDays(1)))
                  + " ORDER BY net_profit_base DESC LIMIT 20",
              asOf));
    }
    return figures;
  }

  private static Map<Tier, List<ListedSku>> skus(int mostOfATier) {
    Map<Tier, List<ListedSku>> skus = new EnumMap<>(Tier.class);
    for (Tier tier : TIERS) {
      skus.put(tier, SkuList.packaged().of(tier).stream().limit(mostOfATier).toList());
    }
    return skus;
  }

  private static Dataset<Row> cadences(SparkSession spark, Map<Tier, List<ListedSku>> skus) {
    List<Row> rows = new ArrayList<>();
    skus.forEach(
        (tier, listed) ->
            listed.forEach(
                each ->
                    rows.add(
                        RowFactory.create(
                            each.sku().code(), tier.code(), tier.cadence().toHours()))));
    return spark.createDataFrame(rows, CADENCES);
  }
}
