package io.soletape.bench;

import io.soletape.http.Sleeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A real standalone cluster on this machine: a master and two workers, each a process. */
final class SparkCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int WORKERS = 2;
  private static final int CORES = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final String QUIET =
      """
      rootLogger.level = warn
      rootLogger.appenderRef.console.ref = console
      appender.console.type = Console
      appender.console.name = console
      appender.console.target = SYSTEM_ERR
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
      logger.deploy.name = org.apache.spark.deploy
      logger.deploy.level = info
      """;

  private final Path home;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private SparkCluster(Path home, int port) {
    this.home = home;
    this.port = port;
  }

  /** Starts a cluster in an empty folder; close it to end every process of it. */
  static SparkCluster start(Product product, Path folder) throws IOException, InterruptedException {
    SparkCluster cluster = new SparkCluster(distribution(product, folder), freePort());
    try {
      cluster.open();
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** Its address, as Spark writes it. */
  String url() {
    return "spark://" + HOST + ":" + port;
  }

  /** The words of its spark-submit, to which options and the jar are added. */
  List<String> submit() {
    return new ArrayList<>(
        List.of(
            "java",
            "-Xmx768m",
            "-cp",
            classpath(),
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            url()));
  }

  /** The executors that are alive: the workers' children. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .skip(1)
        .flatMap(Process::children)
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  @Override
  public void close() {
    executors().forEach(ProcessHandle::destroyForcibly);
    processes.forEach(Process::destroyForcibly);
  }

  private void open() throws IOException, InterruptedException {
    String[] place = {"--host", HOST, "--port", Integer.toString(port), "--webui-port", "0"};
    Path log = home.resolve("master.log");
    processes.add(launch("org.apache.spark.deploy.master.Master", HOST, log, place));
    awaited(() -> holds(log, "Starting Spark master at", 1));
    for (int worker = 1; worker <= WORKERS; worker++) {
      // As on machines of their own: Spark starts no copy of a task on the machine it runs on.
      String host = "127.0.0." + (1 + worker);
      processes.add(
          launch(
              "org.apache.spark.deploy.worker.Worker",
              host,
              home.resolve("worker-" + worker + ".log"),
              "--host",
              host,
              "--webui-port",
              "0",
              "--cores",
              Integer.toString(CORES),
              "--memory",
              "6g",
              "--work-dir",
              home.resolve("work-" + worker).toString(),
              url()));
    }
    awaited(() -> holds(log, "Registering worker", WORKERS));
  }

  private Process launch(String mainClass, String host, Path log, String... arguments)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=512m",
                // An application may lose as many executors as a scenario kills.
                "-Dspark.deploy.maxExecutorRetries=-1",
                "-cp",
                classpath(),
                mainClass));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", host);
    return Offspring.start(builder);
  }

  private String classpath() {
    return home.resolve("conf") + ":" + home.resolve("jars") + "/*";
  }

  private void awaited(BooleanSupplier condition) throws InterruptedException {
    Waiting.until(condition, PATIENCE, PAUSE, Sleeper.real(), "the cluster in " + home);
  }

  private static boolean holds(Path log, String text, int times) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(text)).count() >= times;
    } catch (IOException e) {
      throw new IllegalStateException("The log of a cluster cannot be read: " + log, e);
    }
  }

  // What Spark takes for a distribution of itself: a folder with its jars and a file RELEASE.
  private static Path distribution(Product product, Path folder) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    for (Path jar : product.sparkJars()) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
    }
    Files.writeString(folder.resolve("RELEASE"), "Spark of the build\n");
    Files.writeString(
        Files.createDirectories(folder.resolve("conf")).resolve("log4j2.properties"), QUIET);
    return folder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }
}
