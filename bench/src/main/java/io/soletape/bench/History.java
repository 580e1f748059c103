package io.soletape.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.delta.tables.DeltaTable;
import io.soletape.lake.Lake;
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
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a tier's slot and a question cost after a history, against one day. */
final class History implements Scenario {

  /** Its file in the scenario's folder, for whoever draws it. */
  static final String FILE = "history.json";

  /** An hourly slot after twelve months. */
  static final History A_YEAR =
      new History(
          "history",
          "what an hourly slot and a question cost after 12 months, against the first day",
          Tier.HOT,
          List.of(1, 90, 365),
          OptionalDouble.empty());

  /** A slot of all SKUs after eight weeks. */
  static final History EIGHT_WEEKS =
      new History(
          "eight-weeks",
          "what a slot of all SKUs and a question cost after 8 weeks, against the first day",
          Tier.ALL,
          List.of(1, 56),
          OptionalDouble.of(40));

  private static final Instant MIDNIGHT = Instant.parse("2026-03-09T00:00:00Z");
  private static final Instant FROM = MIDNIGHT.plus(Duration.ofDays(1));
  private static final List<Tier> TIERS = List.of(Tier.HOT, Tier.WARM, Tier.COLD);
  private static final List<Integer> SHORT = List.of(1, 30);
  private static final int FEW = 3;
  private static final int ROUNDS = 5;
  private static final double GROWTH = 1.2;

  /** A file a day, and what came since the last maintenance. */
  private static final int FILES_BESIDE = 40;

  private static final StructType CADENCES =
      new StructType()
          .add("sku", DataTypes.StringType)
          .add("tier_of_run", DataTypes.StringType)
          .add("hours", DataTypes.LongType);

  private final String name;
  private final String shows;
  private final Tier tier;
  private final List<Integer> days;
  private final OptionalDouble mostSeconds;

  private History(
      String name, String shows, Tier tier, List<Integer> days, OptionalDouble mostSeconds) {
    this.name = name;
    this.shows = shows;
    this.tier = tier;
    this.days = days;
    this.mostSeconds = mostSeconds;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String shows() {
    return shows;
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    Map<Tier, List<ListedSku>> skus = skus(trial.isLong() ? Integer.MAX_VALUE : FEW);
    SimulatedClock clock = new SimulatedClock(MIDNIGHT, System::nanoTime);
    List<Figure> figures = new ArrayList<>();
    try (SoakPlace place = new SoakPlace(trial.folder(), clock)) {
      for (Tier each : TIERS) {
        place.runAskingEverySize(new Slot(each, MIDNIGHT), skus.get(each));
      }
      List<Past> pasts = new ArrayList<>();
      for (int each : trial.isLong() ? days : SHORT) {
        Past past = new Past(each, trial.folder().resolve("days-" + each));
        figures.addAll(made(place.lake(), past, skus));
        pasts.add(past);
      }
      Map<Integer, Double> medians =
          new SlotCost(place, clock, tier, of(tier, skus)).medians(pasts, FROM, ROUNDS);
      record(trial.folder(), medians);
      figures.addAll(compared(medians));
      mostSeconds.ifPresent(most -> figures.add(within(most, medians)));
      Past longest = pasts.get(pasts.size() - 1);
      figures.addAll(maintained(place.at(longest.lake()), longest));
      figures.addAll(asked(longest.lake(), skus.get(Tier.HOT).get(1).sku().code()));
    }
    figures.add(Figure.told("picture", Picture.drawn("history", trial.folder())));
    return figures;
  }

  private static List<ListedSku> of(Tier tier, Map<Tier, List<ListedSku>> skus) {
    return tier == Tier.ALL
        ? TIERS.stream().flatMap(each -> skus.get(each).stream()).toList()
        : skus.get(tier);
  }

  private static Figure within(double most, Map<Integer, Double> medians) {
    double longest = Collections.max(medians.entrySet(), Map.Entry.comparingByKey()).getValue();
    return new Figure(
        "seconds of a slot after the longest history",
        "%.1f".formatted(longest),
        "at most %.0f".formatted(most),
        longest <= most);
  }

  private static List<Figure> compared(Map<Integer, Double> medians) {
    double first = medians.get(1);
    List<Figure> figures = new ArrayList<>();
    medians.forEach(
        (days, seconds) -> {
          String after = "slot after %d days".formatted(days);
          figures.add(Figure.told("seconds of a " + after, "%.2f".formatted(seconds)));
          if (days > 1) {
            figures.add(
                Figure.ratioAtMost(
                    "silver, gold and quality of a " + after + ", against a day",
                    seconds / first,
                    GROWTH));
          }
        });
    return figures;
  }

  private static void record(Path folder, Map<Integer, Double> medians) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode told = mapper.createArrayNode();
    medians.forEach((days, seconds) -> told.addObject().put("days", days).put("seconds", seconds));
    mapper.writeValue(folder.resolve(FILE).toFile(), told);
  }

  private static List<Figure> made(Lake template, Past past, Map<Tier, List<ListedSku>> skus)
      throws IOException {
    long begun = System.nanoTime();
    Market.copy(Path.of(template.root()), past.lake());
    Lake source = template.forManyRows();
    Lake target = new Lake(source.spark(), past.lake().toString());
    new SyntheticHistory(source, target, cadences(source.spark(), skus), MIDNIGHT)
        .write(past.days());
    System.err.printf("history: %d days made in %.0f s%n", past.days(), secondsSince(begun));
    return List.of(
        Figure.told(
            "rows of gold in %d days".formatted(past.days()),
            "%,d".formatted(target.read(Tables.MASTER_MARKET_DATA).count())),
        Figure.told(
            "megabytes of the lake of %d days".formatted(past.days()),
            Long.toString(bytes(past.lake()) >> 20)));
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static List<Figure> maintained(SoakPlace place, Past past) {
    long begun = System.nanoTime();
    place.maintain();
    return List.of(
        Figure.told(
            "seconds of maintenance after %d days".formatted(past.days()),
            "%.0f".formatted(secondsSince(begun))),
        Figure.atMost(
            "most files of a table after it", mostFiles(place.lake()), past.days() + FILES_BESIDE));
  }

  private static long mostFiles(Lake lake) {
    return Tables.ALL.stream()
        .filter(lake::has)
        .mapToLong(table -> files(lake, table))
        .max()
        .orElse(0);
  }

  private static long files(Lake lake, Table table) {
    return DeltaTable.forPath(lake.spark(), lake.path(table))
        .detail()
        .first()
        .<Long>getAs("numFiles");
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
