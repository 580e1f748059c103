package io.soletape.fetch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.plan.Planned;
import io.soletape.plan.Slot;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Fetches what a plan asks for and bronze does not have, and commits it to bronze in waves. */
public final class FetchJob {

  // A wave bounds what a crash leaves in the landing zone and what a driver holds in memory.
  private static final int WAVE = 2_000;
  private static final int SMALLEST_PARTITION = 40;

  private final Lake lake;
  private final FetchContext context;
  private final Slot slot;
  private final Optional<FetchDesk> desk;

  /** A fetch for one slot, through the desk of this driver. */
  public FetchJob(Lake lake, Slot slot, FetchContext context, FetchDesk desk) {
    this(lake, slot, context, Optional.of(desk));
  }

  private FetchJob(Lake lake, Slot slot, FetchContext context, Optional<FetchDesk> desk) {
    this.desk = desk;
    this.lake = lake;
    this.slot = slot;
    this.context = context;
  }

  /** A fetch that only tells what is missing. */
  public static FetchJob withoutCalls(Lake lake, Slot slot, FetchContext context) {
    return new FetchJob(lake, slot, context, Optional.empty());
  }

  /** Where the answers of a slot land before they are in bronze. */
  public static String landingOf(Lake lake, Slot slot) {
    return Landing.folderOf(lake, slot);
  }

  /** The requests of the plan that no durable answer exists for. */
  public List<Planned> missing(List<Planned> plan) {
    Set<String> known = new HashSet<>(landing().ids());
    known.addAll(
        BronzeAnswers.ofSlot(lake, slot)
            .select("request_id")
            .as(Encoders.STRING())
            .collectAsList());
    return plan.stream().filter(planned -> !known.contains(planned.requestId())).toList();
  }

  /**
   * Calls for the requests and commits the answers, also those that an earlier run left in the
   * landing zone.
   */
  public Map<Platform, FetchTally> fetch(List<Planned> missing) {
    Map<Platform, FetchTally> tallies = new EnumMap<>(Platform.class);
    landing().open();
    for (int from = 0; from < missing.size(); from += WAVE) {
      List<Planned> wave = missing.subList(from, Math.min(from + WAVE, missing.size()));
      Map<Platform, FetchTally> done = call(wave);
      done.values().forEach(this::noticeDeath);
      done.forEach((platform, tally) -> tallies.merge(platform, tally, FetchTally::plus));
      commit();
    }
    if (missing.isEmpty()) {
      commit();
    }
    return tallies;
  }

  private Map<Platform, FetchTally> call(List<Planned> wave) {
    Dataset<Row> receipts =
        PlanFrame.of(lake.spark(), slot, wave)
            .repartition(partitions(wave.size()))
            .mapPartitions(new FetchPartition(context), Encoders.row(Receipt.SCHEMA));
    Map<Platform, FetchTally> tallies = new EnumMap<>(Platform.class);
    for (Row row : tallied(receipts).collectAsList()) {
      FetchTally tally = tally(row);
      tallies.put(tally.platform(), tally);
    }
    return tallies;
  }

  private static Dataset<Row> tallied(Dataset<Row> receipts) {
    return receipts
        .groupBy("platform")
        .agg(
            sum(isOutcome(Receipt.NOT_ANSWERED)).as("not_answered"),
            sum(isOutcome("failed").plus(isOutcome("rejected")).plus(isOutcome("not_found")))
                .as("failed"),
            sum(isOutcome("failed")).as("troubled"),
            sum("calls").as("calls"),
            sum(greatest(col("calls").minus(1), lit(0))).as("retries"),
            sum("rate_limited").as("rate_limited"),
            count(lit(1)).as("requests"));
  }

  private static Column isOutcome(String outcome) {
    return when(col("outcome").equalTo(outcome), 1L).otherwise(0L);
  }

  private static FetchTally tally(Row row) {
    long notAnswered = row.getAs("not_answered");
    return new FetchTally(
        Platform.ofCode(row.getAs("platform")),
        row.<Long>getAs("requests") - notAnswered,
        row.getAs("failed"),
        row.getAs("troubled"),
        notAnswered,
        row.getAs("calls"),
        row.getAs("retries"),
        row.getAs("rate_limited"));
  }

  private void commit() {
    List<Path> landed = landing().landed();
    if (landed.isEmpty()) {
      return;
    }
    Dataset<Row> known = BronzeAnswers.ofSlot(lake, slot).select("request_id");
    Dataset<Row> arrived =
        finalOnes(BronzeAnswers.landed(lake, landed))
            .join(known, "request_id", "left_anti")
            .coalesce(1);
    lake.append(Tables.PLATFORM_RESPONSES, arrived);
    landing().remove(landed);
  }

  // What a dead service could not answer is asked again when it is back: not a final answer.
  private Dataset<Row> finalOnes(Dataset<Row> answers) {
    Object[] dead =
        Stream.of(Platform.values())
            .filter(platform -> isDead(platform))
            .map(Platform::code)
            .toArray();
    return answers.where(not(col("outcome").equalTo("failed").and(col("platform").isin(dead))));
  }

  // Too few styles to tell a dead service by its pattern, but nothing usable came at all.
  private void noticeDeath(FetchTally tally) {
    if (tally.answered() > 0 && tally.troubled() == tally.answered()) {
      desk.ifPresent(open -> open.isDead(tally.platform(), tally.answered()));
    }
  }

  private boolean isDead(Platform platform) {
    return desk.flatMap(open -> open.stop(platform)).filter(stop -> !stop.isDeferral()).isPresent();
  }

  private Landing landing() {
    return Landing.at(context.landing(), lake.spark().sparkContext().hadoopConfiguration());
  }

  private int partitions(int requests) {
    int slots = lake.spark().sparkContext().defaultParallelism();
    return Math.max(1, Math.min(slots, requests / SMALLEST_PARTITION));
  }
}
