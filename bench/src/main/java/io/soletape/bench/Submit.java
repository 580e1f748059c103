package io.soletape.bench;

import io.soletape.sandbox.Sandbox;
import io.soletape.sandbox.SandboxCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The one jar through spark-submit, and what Spark writes down of it. */
final class Submit implements Scenario {

  private static final double RATE = 50;
  private static final int SKUS = 4;

  @Override
  public String name() {
    return "submit";
  }

  @Override
  public String shows() {
    return "spark-submit runs the one jar on a cluster; no secret in what Spark writes";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    Path home = Files.createDirectories(trial.folder().resolve("cluster"));
    Path events = Files.createDirectories(home.resolve("events"));
    try (SparkCluster cluster = SparkCluster.start(Product.built(), home);
        Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Workplace place =
          Workplace.in(trial.folder().resolve("submitted"), sandbox)
              .withRate(RATE)
              .on(cluster)
              .without("SOLETAPE_SPARK_MASTER")
              .withSpark("spark.eventLog.enabled", "true")
              .withSpark("spark.eventLog.dir", events.toUri().toString());
      trial.prepared().layInto(place);
      Outcome outcome = submitted(place, cluster);
      List<Path> written = files(home);
      List<String> secrets = secrets(sandbox.credentials());
      return List.of(
          Figure.exactly("exit code", outcome.code(), Outcome.DONE),
          Figure.same("status", outcome.report().path("status").asText(), "done"),
          Figure.exactly("executors that made calls", executors(home), 2),
          Figure.same(
              "an event log was written", Boolean.toString(!files(events).isEmpty()), "true"),
          Figure.told("files of the cluster looked through", Integer.toString(written.size())),
          Figure.exactly("files with a secret in them", holding(written, secrets), 0));
    }
  }

  private static Outcome submitted(Workplace place, SparkCluster cluster)
      throws IOException, InterruptedException {
    return place
        .submit(
            cluster,
            "run",
            "--tier",
            "hot",
            "--slot",
            Market.SLOT,
            "--skus",
            place.skuFile(Market.skus(SKUS)))
        .await(Market.PATIENCE);
  }

  private static List<String> secrets(SandboxCredentials credentials) {
    return List.of(
        credentials.clientSecret(),
        credentials.apiKey(),
        credentials.refreshToken(),
        credentials.aliasToken(),
        "sandbox-access-");
  }

  // The log of each executor stands in a folder of its own below a worker's.
  private static long executors(Path home) throws IOException {
    return files(home).stream()
        .filter(file -> file.toString().contains("/work-"))
        .filter(file -> file.endsWith("stderr"))
        .count();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".jar"))
          .toList();
    }
  }

  private static long holding(List<Path> files, List<String> secrets) throws IOException {
    List<Path> holding = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (secrets.stream().anyMatch(text::contains)) {
        holding.add(file);
      }
    }
    return holding.size();
  }
}
