package io.soletape.fetch;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.soletape.http.Settlement;
import io.soletape.http.Sleeper;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.plan.Planned;
import io.soletape.plan.Slot;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Fetches what a plan asks for and bronze does not have. Workers in Spark tasks take one request
 * after the other from the desk; meanwhile what has landed is committed to bronze in waves.
 */
public final class FetchJob {

  // A wave bounds how many files there are in the landing zone.
  private static final int WAVE = 2_000;
  private static final int LOOK_EVERY_MILLIS = 250;

  private final Lake lake;
  private final FetchContext context;
  private final Slot slot;
  private final Optional<FetchDesk> desk;
  private final Consumer<String> notes;
  private final Sharing sharing;

  private boolean hasArrived;

  /**
   * A fetch for one slot, through the desk of this driver.
   *
   * @param notes told what a person should know before the calls begin
   */
  public FetchJob(
      Lake lake, Slot slot, FetchContext context, FetchDesk desk, Consumer<String> notes) {
    this(lake, slot, context, Optional.of(desk), notes);
  }

  private FetchJob(
      Lake lake,
      Slot slot,
      FetchContext context,
      Optional<FetchDesk> desk,
      Consumer<String> notes) {
    this.desk = desk;
    this.lake = lake;
    this.slot = slot;
    this.context = context;
    this.notes = notes;
    this.sharing = new Sharing(Claims.at(context.landing(), context.runId(), lake), landing());
  }

  /** A fetch that only tells what is missing. */
  public static FetchJob withoutCalls(Lake lake, Slot slot, FetchContext context) {
    return new FetchJob(lake, slot, context, Optional.empty(), note -> {});
  }

  /** Where the answers of a slot land before they are in bronze. */
  public static String landingOf(Lake lake, Slot slot) {
    return Landing.folderOf(lake, slot);
  }

  /** The name under which a run works alone, and by which others tell that it is at work. */
  public static String lockOf(String runId) {
    return "run " + runId;
  }

  /**
   * The requests of the plan that no durable answer exists for, in its order. What this attempt has
   * asked in vain is not asked again; what an earlier one did is.
   */
  public List<Planned> missing(List<Planned> plan) {
    arrive();
    if (plan.isEmpty()) {
      return plan;
    }
    Set<String> known = new HashSet<>(landing().ids());
    if (desk.isPresent()) {
      landing().failures().stream().map(Landing::idOf).forEach(known::add);
    }
    known.addAll(
        BronzeAnswers.ofSlot(lake, slot)
            .select("request_id")
            .as(Encoders.STRING())
            .collectAsList());
    return plan.stream().filter(planned -> !known.contains(planned.requestId())).toList();
  }

  /**
   * Calls for the requests, first things first, as far as budget and time admit, and commits the
   * usable answers, also those that an earlier run left in the landing zone. What is not admitted
   * is named and put off before the first call. What failed is open until {@link #settle}.
   *
   * @return what was done, by platform
   * @throws IllegalStateException if this is a fetch without calls
   */
  public Map<Platform, FetchTally> fetch(List<Planned> missing) {
    FetchDesk open = openDesk();
    Map<Platform, FetchTally> before = open.tallies();
    arrive();
    List<Planned> wanted = missing;
    do {
      ask(open, wanted);
      wanted = leftByOthers(open, wanted);
    } while (!wanted.isEmpty());
    Map<Platform, FetchTally> done = new EnumMap<>(Platform.class);
    open.tallies()
        .forEach((platform, tally) -> done.put(platform, tally.minus(before.get(platform))));
    commit(Landing::usable);
    done.values().removeIf(FetchTally::isNothing);
    return done;
  }

  private void ask(FetchDesk open, List<Planned> wanted) {
    Map<Platform, List<Assignment>> work =
        wanted.stream().map(Assignment::of).collect(Collectors.groupingBy(Assignment::platform));
    open.opens(work, sharing).forEach(stop -> notes.accept(stop.message()));
    if (!wanted.isEmpty()) {
      callAndCommit(open);
    }
    open.closes();
  }

  // Others have but the calls that are under way: whoever comes first to a request asks it.
  private List<Planned> leftByOthers(FetchDesk open, List<Planned> wanted) {
    Set<String> elsewhere = sharing.elsewhere();
    long version = lake.version(Tables.PLATFORM_RESPONSES);
    List<Planned> left =
        missing(
            wanted.stream()
                .filter(planned -> elsewhere.contains(planned.requestId()))
                .filter(planned -> open.stop(planned.request().platform()).isEmpty())
                .toList());
    while (!left.isEmpty() && !sharing.takesOver(left)) {
      pause();
      lake.confirmAlone();
      long before = version;
      version = lake.version(Tables.PLATFORM_RESPONSES);
      left =
          version == before
              ? left.stream().filter(planned -> !landing().has(planned.requestId())).toList()
              : missing(left);
    }
    return missing(left);
  }

  private static void pause() {
    try {
      Sleeper.real().sleep(Duration.ofMillis(LOOK_EVERY_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for another run's answers", e);
    }
  }

  /**
   * Decides what the failures of this run so far come to, never those of another one. Where a
   * platform lives they are its final answers and are committed. Where it is dead they are dropped,
   * so that the next start asks again, and the desk stops it.
   *
   * @throws IllegalStateException if this is a fetch without calls
   */
  public void settle() {
    FetchDesk open = openDesk();
    open.settles();
    open.tallies().values().forEach(tally -> noticeDeath(open, tally));
    Landing landing = landing();
    // Another run of the slot may have had more luck.
    landing.remove(
        landing.failures().stream()
            .filter(path -> isForOthers(landing, Landing.idOf(path)))
            .toList());
    commit(FetchJob::decided);
    sharing.leave();
    hasArrived = false;
  }

  private boolean isForOthers(Landing landing, String requestId) {
    return landing.has(requestId) || !sharing.claims(requestId);
  }

  private static List<Path> decided(Landing landing) {
    return Stream.concat(landing.usable().stream(), landing.failures().stream()).toList();
  }

  // Once: failures that are there later are those of this attempt.
  private void arrive() {
    if (desk.isPresent() && !hasArrived) {
      hasArrived = true;
      landing().open();
      sharing.arrive();
      lake.alone(Tables.PLATFORM_RESPONSES.path(), this::putAside);
    }
  }

  private boolean putAside() {
    landing().putTornAside().forEach(this::noteTorn);
    landing().putFailuresAside(this::isAnotherAtWork);
    return true;
  }

  private boolean isAnotherAtWork(String run) {
    return !run.equals(context.runId()) && lake.isBusy(lockOf(run));
  }

  private FetchDesk openDesk() {
    return desk.orElseThrow(() -> new IllegalStateException("A fetch without calls cannot call"));
  }

  private void noteTorn(Path aside) {
    notes.accept(
        "a landed answer was torn; it is kept as %s, and its request is asked again"
            .formatted(aside));
  }

  private void callAndCommit(FetchDesk open) {
    SparkContext spark = lake.spark().sparkContext();
    DeskWatch watch = new DeskWatch(open);
    spark.addSparkListener(watch);
    try {
      int committed = 0;
      CompletableFuture<Void> calls =
          CompletableFuture.runAsync(this::work, run -> new Thread(run, "fetch-workers").start());
      while (!isOver(calls)) {
        if (open.ended() - committed >= WAVE) {
          committed = open.ended();
          commit(Landing::usable);
        }
      }
    } finally {
      spark.removeSparkListener(watch);
    }
  }

  private void work() {
    int workers = workers();
    lake.spark().range(0, workers, 1, workers).foreachPartition(new FetchWorker(context));
  }

  private int workers() {
    SparkContext spark = lake.spark().sparkContext();
    int executors = spark.statusTracker().getExecutorInfos().length - 1;
    return spark.isLocal() ? 1 : workers(executors, spark.defaultParallelism());
  }

  /**
   * How many tasks call. The calls are bound by the platforms' rates: a worker an executor is
   * plenty, and an executor that registers late gets one too. A core is left to the commits, which
   * would otherwise wait for the end of the fetch.
   *
   * @param executors that have registered
   * @param cores of all of them
   */
  static int workers(int executors, int cores) {
    return Math.max(1, Math.min(Math.max(2, executors), cores - 1));
  }

  private static boolean isOver(CompletableFuture<Void> calls) {
    try {
      calls.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The fetch failed: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while fetching", e);
    }
  }

  // Another run of the same slot takes files away as well: what there is, is looked up alone.
  private void commit(Function<Landing, List<Path>> which) {
    boolean isMore = !which.apply(landing()).isEmpty();
    while (isMore) {
      isMore =
          lake.alone(
              Tables.PLATFORM_RESPONSES.path(), () -> commitWaveAlone(which.apply(landing())));
    }
  }

  private boolean commitWaveAlone(List<Path> landed) {
    List<Path> wave = landed.subList(0, Math.min(WAVE, landed.size()));
    if (!wave.isEmpty()) {
      Dataset<Row> arrived =
          finalOnes(BronzeAnswers.landed(lake, wave))
              .join(broadcast(committed(wave)), "request_id", "left_anti")
              .coalesce(1);
      lake.append(Tables.PLATFORM_RESPONSES, arrived);
      sharing.commits(wave.stream().map(Landing::idOf).toList());
      landing().remove(wave);
      sharing.forgets(wave.stream().map(Landing::idOf).toList());
    }
    return landed.size() > wave.size();
  }

  // Of what has landed, never of all that the slot has: executors would hold more with each wave.
  private Dataset<Row> committed(List<Path> landed) {
    Dataset<Row> ids =
        lake.spark()
            .createDataset(landed.stream().map(Landing::idOf).toList(), Encoders.STRING())
            .toDF("request_id");
    return BronzeAnswers.ofSlot(lake, slot)
        .select("request_id")
        .join(broadcast(ids), "request_id", "left_semi");
  }

  // What a dead service could not answer is asked again when it is back: not a final answer.
  private Dataset<Row> finalOnes(Dataset<Row> answers) {
    Object[] dead =
        Stream.of(Platform.values())
            .filter(platform -> isDead(platform))
            .map(Platform::code)
            .toArray();
    Column isUseless =
        col("outcome")
            .equalTo(Answer.FAILED)
            .or(coalesce(col("http_status").equalTo(Answer.FORBIDDEN), lit(false)));
    return answers.where(not(isUseless.and(col("platform").isin(dead))));
  }

  // Too few styles to tell a dead service by its pattern, but nothing usable came in all the slot.
  private void noticeDeath(FetchDesk open, FetchTally tally) {
    Platform platform = tally.platform();
    boolean isSilent = tally.answered() > 0 && tally.troubled() == tally.answered();
    if (isSilent && !hasAnsweredBefore(platform) && !isExplainedByIds(platform)) {
      open.isDead(platform, tally.answered());
    }
  }

  // A resumed slot may have nothing left to ask but what its first attempt asked in vain.
  private boolean hasAnsweredBefore(Platform platform) {
    return !BronzeAnswers.ofSlot(lake, slot)
        .where(col("platform").equalTo(platform.code()))
        .where(col("outcome").isin(Settlement.OK.code(), Settlement.NOT_FOUND.code()))
        .isEmpty();
  }

  // What was settled before has no file any more.
  private boolean isExplainedByIds(Platform platform) {
    List<Path> failures = landing().failures();
    return failures.isEmpty()
        || UnknownIds.explain(
            BronzeAnswers.landed(lake, failures).where(col("platform").equalTo(platform.code())),
            lake.read(Tables.PLATFORM_RESPONSES));
  }

  private boolean isDead(Platform platform) {
    return desk.flatMap(open -> open.stop(platform)).filter(stop -> !stop.isDeferral()).isPresent();
  }

  private Landing landing() {
    return Landing.at(
        context.landing(), context.runId(), lake.spark().sparkContext().hadoopConfiguration());
  }
}
