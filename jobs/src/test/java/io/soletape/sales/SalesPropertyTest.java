package io.soletape.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.LocalSpark;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Sales and known intervals against a model that walks through every sale. One try looks at many
 * sizes, each with a history of its own that is asked for ten times, with overlaps and gaps.
 */
class SalesPropertyTest {

  private static final int SIZES = 40;
  private static final int FETCHES = 10;
  private static final int MINUTES = 120;
  private static final BigDecimal[] PRICES = {new BigDecimal("100.00"), new BigDecimal("101.00")};

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void inAnyOrderAndRepetitionTheIntervalsAreThoseOfTheModel(@ForAll Random random) {
    List<History> histories = histories(random);
    List<Row> rows = new ArrayList<>();
    histories.forEach(history -> history.answers.forEach(answer -> rows.add(answer.depthRow())));

    Map<String, String> found = new TreeMap<>();
    KnownIntervals.of(dataset(Tables.DEPTH_ANSWERS.schema(), shuffledWithRepeats(rows, random)))
        .collectAsList()
        .forEach(
            row ->
                found.put(
                    row.getAs("size_key"),
                    row.getAs("complete_from_at") + " " + row.getAs("complete_to_at")));

    Map<String, String> expected = new TreeMap<>();
    histories.forEach(history -> expected.put(history.size, history.interval().toString()));
    assertThat(found).isEqualTo(expected);
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void inAnyOrderAndRepetitionTheSalesAreThoseThatWereTold(@ForAll Random random) {
    List<History> histories = histories(random);
    List<Row> rows = new ArrayList<>();
    histories.forEach(history -> history.answers.forEach(answer -> rows.addAll(answer.saleRows())));
    List<Row> shuffled = shuffledWithRepeats(rows, random);
    int cut = random.nextInt(shuffled.size() + 1);

    Dataset<Row> first =
        SaleRows.merged(sales(List.of()), sales(shuffled.subList(0, cut))).drop(SaleRows.CHANGE);
    Dataset<Row> merged = SaleRows.merged(first, sales(shuffled.subList(cut, shuffled.size())));

    assertThat(texts(merged.collectAsList())).isEqualTo(earliest(rows));
  }

  @Property(tries = 200)
  void withinTheModelsIntervalEverySaleWasTold(@ForAll Random random) {
    for (History history : histories(random)) {
      Interval known = history.interval();
      Set<Sold> told = new HashSet<>();
      history.answers.forEach(answer -> told.addAll(answer.sales));
      assertThat(history.sales.stream().filter(sale -> known.holds(sale.at)))
          .allMatch(told::contains);
    }
  }

  private static List<History> histories(Random random) {
    List<History> histories = new ArrayList<>();
    for (int size = 0; size < SIZES; size++) {
      histories.add(new History(String.valueOf(size), random));
    }
    return histories;
  }

  private static List<Row> shuffledWithRepeats(List<Row> rows, Random random) {
    List<Row> shuffled = new ArrayList<>(rows);
    rows.stream().filter(row -> random.nextInt(4) == 0).forEach(shuffled::add);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** The earliest telling of each sale, by walking through all. */
  private static Set<String> earliest(List<Row> rows) {
    Map<String, String> earliest = new HashMap<>();
    for (Row row : rows) {
      String first = row.getAs("first_seen_at") + " " + row.getAs("request_id");
      earliest.merge(key(row), first, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
    Set<String> texts = new TreeSet<>();
    earliest.forEach((key, first) -> texts.add(key + " " + first));
    return texts;
  }

  private static Set<String> texts(List<Row> rows) {
    Set<String> texts = new TreeSet<>();
    rows.forEach(
        row ->
            assertThat(
                    texts.add(
                        key(row)
                            + " "
                            + row.getAs("first_seen_at")
                            + " "
                            + row.getAs("request_id")))
                .isTrue());
    return texts;
  }

  private static String key(Row row) {
    StringBuilder key = new StringBuilder();
    Tables.SALES.key().forEach(name -> key.append(row.<Object>getAs(name)).append(' '));
    return key.toString();
  }

  private static Dataset<Row> sales(List<Row> rows) {
    return dataset(Tables.SALES.schema(), rows);
  }

  private static Dataset<Row> dataset(StructType schema, List<Row> rows) {
    return LocalSpark.session().createDataFrame(rows, schema);
  }

  private static Row row(StructType schema, Map<String, Object> values) {
    List<Object> fields = new ArrayList<>();
    for (StructField field : schema.fields()) {
      fields.add(values.get(field.name()));
    }
    return new GenericRowWithSchema(fields.toArray(), schema);
  }

  private static Map<String, Object> key(String size) {
    return new HashMap<>(
        Map.of("platform", "alias", "sku", "DD1391-100", "size_key", size, "region_code", "US"));
  }

  /** Both ends included. */
  private record Interval(Instant from, Instant to) {
    boolean holds(Instant moment) {
      return !moment.isBefore(from) && !moment.isAfter(to);
    }

    @Override
    public String toString() {
      return from + " " + to;
    }
  }

  private record Sold(Instant at, BigDecimal price, boolean isConsigned, int occurrence) {}

  /** A size's sales, some of them at the same moment, and what ten fetches were told of them. */
  private static final class History {
    private final String size;
    private final List<Sold> sales = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    History(String size, Random random) {
      this.size = size;
      int limit = 2 + random.nextInt(5);
      Map<Sold, Integer> seen = new HashMap<>();
      int count = random.nextInt(40);
      for (int index = 0; index < count; index++) {
        Sold sold =
            new Sold(
                minute(random.nextInt(MINUTES)),
                PRICES[random.nextInt(2)],
                random.nextBoolean(),
                1);
        int occurrence = seen.merge(sold, 1, Integer::sum);
        sales.add(new Sold(sold.at, sold.price, sold.isConsigned, occurrence));
      }
      sales.sort(Comparator.comparing(Sold::at).reversed());
      for (int index = 0; index < FETCHES; index++) {
        answers.add(answer(index, minute(random.nextInt(MINUTES)), limit));
      }
    }

    private Answer answer(int index, Instant asked, int limit) {
      List<Sold> told =
          sales.stream().filter(sale -> !sale.at.isAfter(asked)).limit(limit).toList();
      return new Answer(size, "r" + index, asked, told, told.size() < limit);
    }

    /** Starts with the window asked last and takes in whatever touches, until nothing does. */
    Interval interval() {
      Answer last = answers.stream().max(Comparator.comparing(Answer::asked)).orElseThrow();
      Instant from = last.from();
      Instant seen = last.newest();
      boolean hasGrown = true;
      while (hasGrown) {
        hasGrown = false;
        for (Answer answer : answers) {
          boolean touches =
              !answer.from().isAfter(seen.plusNanos(1_000))
                  && !answer.newest().isBefore(from.minusNanos(1_000));
          if (touches && (answer.from().isBefore(from) || answer.newest().isAfter(seen))) {
            from = answer.from().isBefore(from) ? answer.from() : from;
            seen = answer.newest().isAfter(seen) ? answer.newest() : seen;
            hasGrown = true;
          }
        }
      }
      return new Interval(from, last.asked());
    }

    private static Instant minute(int minute) {
      return Instant.parse("2026-03-01T08:00:00Z").plusSeconds(60L * minute);
    }
  }

  private record Answer(String size, String id, Instant asked, List<Sold> sales, boolean isWhole) {

    Instant from() {
      return isWhole ? Instant.EPOCH : oldest().orElseThrow().plusNanos(1_000);
    }

    Instant newest() {
      return sales.stream().map(Sold::at).max(Comparator.naturalOrder()).orElse(from());
    }

    private Optional<Instant> oldest() {
      return sales.stream().map(Sold::at).min(Comparator.naturalOrder());
    }

    Row depthRow() {
      Map<String, Object> values = key(size);
      values.put("request_id", size + id);
      values.put("endpoint", "recent_sales");
      values.put("rows_told", sales.size());
      values.put("rows_refused", 0);
      values.put("is_whole", isWhole);
      oldest().ifPresent(at -> values.put("oldest_sale_at", at));
      oldest().ifPresent(at -> values.put("newest_sale_at", newest()));
      values.put("requested_at", asked);
      return row(Tables.DEPTH_ANSWERS.schema(), values);
    }

    List<Row> saleRows() {
      return sales.stream().map(this::saleRow).toList();
    }

    private Row saleRow(Sold sale) {
      Map<String, Object> values = key(size);
      values.put("is_consigned", sale.isConsigned());
      values.put("price", sale.price());
      values.put("currency_code", "USD");
      values.put("purchased_at", sale.at());
      values.put("occurrence", sale.occurrence());
      values.put("first_seen_at", asked);
      values.put("request_id", size + id);
      values.put("first_slot_at", asked);
      values.put("purchased_year", 2026);
      return row(Tables.SALES.schema(), values);
    }
  }
}
