package io.soletape.bench;

import io.soletape.cli.SandboxDoor;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One user's place: a folder with a lake and a ledger, the settings of a sandbox, and a Spark.
 *
 * @param settings by the names of the environment variables
 * @param spark Spark's own configuration
 * @param javaOptions of the process that is started
 */
record Workplace(
    Product product,
    Path folder,
    Map<String, String> settings,
    Map<String, String> spark,
    List<String> javaOptions) {

  private static final List<String> LEAN_EXECUTOR =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  // The product's own options choose another collector.
  private static final List<String> LEAN =
      Stream.concat(Stream.of("-Xmx768m", "-XX:-UseParallelGC"), LEAN_EXECUTOR.stream()).toList();

  private static final String LOCAL = "local[2]";

  Workplace {
    settings = Map.copyOf(settings);
    spark = Map.copyOf(spark);
    javaOptions = List.copyOf(javaOptions);
  }

  /** A place of its own below a folder, on this machine alone. */
  static Workplace in(Path folder, Sandbox sandbox) throws IOException {
    Files.createDirectories(folder);
    Map<String, String> settings = new HashMap<>(SandboxDoor.settings(sandbox));
    settings.put("SOLETAPE_LAKE", folder.resolve("lake").toString());
    settings.put("SOLETAPE_LEDGER", "jdbc:sqlite:" + folder.resolve("ledger.db"));
    settings.put("SOLETAPE_SPARK_MASTER", LOCAL);
    // Scenarios count requests: those for sales and offers depend on what moved before.
    settings.put("ALIAS_DEPTH_CALLS_PER_RUN", "0");
    return new Workplace(Product.built(), folder, settings, Map.of(), LEAN);
  }

  /** The same place with a setting. */
  Workplace with(String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return new Workplace(product, folder, more, spark, javaOptions);
  }

  /** The same place without a setting. */
  Workplace without(String name) {
    Map<String, String> fewer = new HashMap<>(settings);
    fewer.remove(name);
    return new Workplace(product, folder, fewer, spark, javaOptions);
  }

  /** The same place with both platforms' rates. */
  Workplace withRate(double callsPerSecond) {
    String rate = Double.toString(callsPerSecond);
    return with("STOCKX_CALLS_PER_SECOND", rate).with("ALIAS_CALLS_PER_SECOND", rate);
  }

  /** The same place with an entry of Spark's configuration. */
  Workplace withSpark(String name, String value) {
    Map<String, String> more = new HashMap<>(spark);
    more.put(name, value);
    return new Workplace(product, folder, settings, more, javaOptions);
  }

  /** The same place with a further option of Java. */
  Workplace withJava(String option) {
    List<String> more = new ArrayList<>(javaOptions);
    more.add(option);
    return new Workplace(product, folder, settings, spark, more);
  }

  /** The same place with two executors of a cluster. */
  Workplace on(SparkCluster cluster) {
    return with("SOLETAPE_SPARK_MASTER", cluster.url())
        .withSpark("spark.cores.max", "2")
        .withSpark("spark.executor.cores", "1")
        .withSpark("spark.executor.memory", "512m")
        .withSpark("spark.driver.host", "127.0.0.1")
        .withSpark("spark.driver.bindAddress", "127.0.0.1")
        .withSpark("spark.executor.extraJavaOptions", String.join(" ", LEAN_EXECUTOR));
  }

  /** The same place without a cluster. */
  Workplace alone() {
    Map<String, String> local = new HashMap<>(settings);
    local.put("SOLETAPE_SPARK_MASTER", LOCAL);
    return new Workplace(product, folder, local, Map.of(), javaOptions);
  }

  /** The lake's folder. */
  String lake() {
    return settings.get("SOLETAPE_LAKE");
  }

  /** Writes a SKU list and returns its path. */
  String skuFile(List<String> skus) throws IOException {
    return Files.write(folder.resolve("skus.txt"), skus).toString();
  }

  /** Starts a command, whose result is to be one JSON object. */
  Running start(String... arguments) throws IOException {
    List<String> options = new ArrayList<>(javaOptions);
    spark.forEach((name, value) -> options.add("-D" + name + "=" + value));
    options.add("-Dspark.ui.enabled=false");
    List<String> words = product.command(options);
    words.addAll(List.of(arguments));
    words.add("--json");
    return Running.start(words, environment(), folder);
  }

  /** Hands a command to a cluster by spark-submit. */
  Running submit(SparkCluster cluster, String... arguments) throws IOException {
    List<String> words = cluster.submit();
    spark.forEach((name, value) -> words.addAll(List.of("--conf", name + "=" + value)));
    words.addAll(List.of("--class", Product.MAIN, product.jar().toString()));
    words.addAll(List.of(arguments));
    words.add("--json");
    return Running.start(words, environment(), folder);
  }

  /** Runs a command to its end. */
  Outcome call(Duration patience, String... arguments) throws IOException, InterruptedException {
    return start(arguments).await(patience);
  }

  /** Does a step of a slot of the tier all. */
  Outcome step(String step, Instant slot, List<String> skus)
      throws IOException, InterruptedException {
    return done(step, "--tier", "all", "--slot", slot.toString(), "--skus", skuFile(skus));
  }

  /**
   * Runs a command that nothing disturbs.
   *
   * @throws IllegalStateException if its exit code is not 0 all the same
   */
  Outcome done(String... arguments) throws IOException, InterruptedException {
    Outcome outcome = call(Market.PATIENCE, arguments);
    if (outcome.code() != Outcome.DONE) {
      throw new IllegalStateException(
          "Nothing disturbed it, and yet it ended with %d: %s"
              .formatted(outcome.code(), outcome.said()));
    }
    return outcome;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(settings);
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    return environment;
  }
}
