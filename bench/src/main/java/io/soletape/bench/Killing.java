package io.soletape.bench;

import io.soletape.http.Sleeper;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** The same command on a cluster, started again and again, since something of it is killed. */
record Killing(
    Workplace place, List<String> skus, SparkCluster cluster, Sandbox sandbox, Random random) {

  private static final Duration LONGEST_LIFE = Duration.ofMillis(1_500);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Who is killed. */
  enum Victim {
    EXECUTOR,
    DRIVER,
    ALL
  }

  /** Kills one after the other, each while calls are made; ends early when the work is done. */
  List<Kill> run(List<Victim> victims) throws IOException, InterruptedException {
    List<Kill> kills = new ArrayList<>();
    Running running = Market.fetch(place, skus);
    try {
      for (Victim victim : victims) {
        if (!running.isAlive()) {
          running = Market.fetch(place, skus);
        }
        Market.awaitCalls(sandbox, Market.calls(sandbox) + 1, running);
        Sleeper.real().sleep(Duration.ofMillis(random.nextLong(LONGEST_LIFE.toMillis())));
        if (running.isAlive()) {
          kills.add(kill(victim, running));
        }
      }
    } finally {
      running.kill();
    }
    return kills;
  }

  /** Kills one of a cluster's executors. */
  static Kill executor(SparkCluster cluster, Random random) throws InterruptedException {
    Instant from = Clock.systemUTC().instant();
    List<ProcessHandle> executors = cluster.executors();
    if (!executors.isEmpty()) {
      ProcessHandle one = executors.get(random.nextInt(executors.size()));
      one.destroyForcibly();
      gone(() -> !one.isAlive());
    }
    return new Kill(from, Clock.systemUTC().instant());
  }

  private Kill kill(Victim victim, Running running) throws InterruptedException {
    if (victim == Victim.EXECUTOR) {
      return executor(cluster, random);
    }
    Instant from = Clock.systemUTC().instant();
    List<ProcessHandle> executors = cluster.executors();
    if (victim == Victim.ALL) {
      executors.forEach(ProcessHandle::destroyForcibly);
    }
    running.kill();
    gone(() -> executors.stream().noneMatch(ProcessHandle::isAlive));
    return new Kill(from, Clock.systemUTC().instant());
  }

  private static void gone(BooleanSupplier condition) throws InterruptedException {
    Waiting.until(condition, Market.PATIENCE, PAUSE, Sleeper.real(), "the end of processes");
  }
}
