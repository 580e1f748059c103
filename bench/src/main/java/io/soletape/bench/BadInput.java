package io.soletape.bench;

import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A ledger that is not there or cannot be used, and a landing zone that breaks. */
final class BadInput implements Scenario {

  private static final double RATE = 20;
  private static final double SLOW = 2;
  private static final int SKUS = 4;
  private static final int TOO_SMALL = 16 << 10;
  private static final int LARGE = 64 << 20;

  /** Half a second of turns, which a process takes at once. */
  private static final int BLOCK = (int) (RATE / 2);

  private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/ledger?connectTimeout=2";

  @Override
  public String name() {
    return "bad-input";
  }

  @Override
  public String shows() {
    return "a broken ledger or landing zone: a clear message, nothing lost, no uncounted call";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException, SQLException {
    List<String> skus = Market.skus(SKUS);
    List<Figure> figures = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Workplace place = Workplace.in(trial.folder().resolve("ledgers"), sandbox).withRate(RATE);
      trial.prepared().layInto(place);
      figures.addAll(refused("ledger unreachable", place.with("SOLETAPE_LEDGER", NOWHERE), skus));
      figures.addAll(refused("no database", place.with("SOLETAPE_LEDGER", text(place)), skus));
      figures.addAll(locked(place, skus));
      figures.add(
          Figure.exactly(
              "calls without a ledger",
              sandbox.stats().stockx().calls() + sandbox.stats().alias().calls(),
              0));
    }
    figures.addAll(lost(trial.folder().resolve("lost"), trial.prepared(), skus));
    figures.addAll(full(trial.folder().resolve("full"), trial.prepared(), skus));
    figures.addAll(torn(trial.folder().resolve("torn"), trial.prepared(), skus));
    return figures;
  }

  private static String text(Workplace place) throws IOException {
    Path file = Files.writeString(place.folder().resolve("text.db"), "no database ".repeat(100));
    return "jdbc:sqlite:" + file;
  }

  private static List<Figure> locked(Workplace place, List<String> skus)
      throws IOException, InterruptedException, SQLException {
    String ledger = "jdbc:sqlite:" + place.folder().resolve("locked.db");
    try (Connection holder = DriverManager.getConnection(ledger);
        Statement statement = holder.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      return refused("ledger locked", place.with("SOLETAPE_LEDGER", ledger), skus);
    }
  }

  // Held by somebody else for longer than anybody waits for it.
  private static List<Figure> lost(Path folder, Prepared prepared, List<String> skus)
      throws IOException, InterruptedException, SQLException {
    try (Sandbox sandbox = Sandbox.start(Market.allowing(SLOW))) {
      Workplace place = Workplace.in(folder, sandbox).withRate(SLOW);
      prepared.layInto(place);
      List<Figure> figures = new ArrayList<>();
      try (Connection holder =
              DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
          Statement statement = holder.createStatement();
          Running running = Market.fetch(place, skus)) {
        Market.awaitCalls(sandbox, 2 * SKUS, running);
        statement.execute("PRAGMA busy_timeout = 10000");
        statement.execute("BEGIN EXCLUSIVE");
        figures.addAll(said("ledger lost while calls are made", running.await(Market.PATIENCE)));
        statement.execute("ROLLBACK");
      }
      Outcome outcome = Market.fetch(place, skus).await(Market.PATIENCE);
      PlatformStats stockx = sandbox.stats().stockx();
      PlatformStats alias = sandbox.stats().alias();
      figures.add(Figure.exactly("ledger there again: exit code", outcome.code(), Outcome.DONE));
      figures.add(
          Figure.exactly(
              "ledger there again: answered requests called again",
              Judge.repeated(stockx) + Judge.repeated(alias),
              0));
      figures.add(
          counted(
              "ledger there again",
              outcome.report().path("calls").path("stockx").path("quota_used").asLong(),
              stockx.calls()));
      return figures;
    }
  }

  private static List<Figure> refused(String what, Workplace place, List<String> skus)
      throws IOException, InterruptedException {
    return said(what, Market.fetch(place, skus).await(Market.PATIENCE));
  }

  private static List<Figure> said(String what, Outcome outcome) {
    String said = outcome.said().lines().reduce((first, second) -> second).orElse("");
    return List.of(
        new Figure(
            what + ": exit code",
            Integer.toString(outcome.code()),
            "1 or 2",
            outcome.code() == Outcome.FAILED || outcome.code() == Outcome.BAD_SETTING),
        new Figure(what + ": it says", said, "", said.startsWith("soletape: ")));
  }

  private static List<Figure> full(Path folder, Prepared prepared, List<String> skus)
      throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Workplace place = Workplace.in(folder, sandbox).withRate(RATE);
      prepared.layInto(place);
      Optional<SmallDisk> small = SmallDisk.at(landing(place), TOO_SMALL);
      if (small.isEmpty()) {
        return List.of(Figure.told("disk full while landing", "not tried: root alone may mount"));
      }
      try (SmallDisk disk = small.get()) {
        List<Figure> figures = new ArrayList<>(refused("disk full while landing", place, skus));
        disk.grow(LARGE);
        Outcome outcome = Market.fetch(place, skus).await(Market.PATIENCE);
        figures.add(Figure.exactly("disk has room again: exit code", outcome.code(), Outcome.DONE));
        figures.add(
            counted(
                "disk has room again",
                outcome.report().path("calls").path("stockx").path("quota_used").asLong(),
                sandbox.stats().stockx().calls()));
        figures.add(
            Figure.exactly(
                "disk has room again: requests without an answer",
                outcome.report().path("planned").asLong()
                    - Judge.answered(sandbox.stats().stockx())
                    - Judge.answered(sandbox.stats().alias()),
                0));
        return figures;
      }
    }
  }

  // What was granted when the disk filled may not have been called any more.
  private static Figure counted(String when, long inLedger, long called) {
    return new Figure(
        when + ": StockX's calls in the ledger",
        Long.toString(inLedger),
        "from %d to %d".formatted(called, called + BLOCK),
        inLedger >= called && inLedger <= called + BLOCK);
  }

  private static Path landing(Workplace place) {
    return Path.of(place.lake()).resolve("bronze").resolve("_landing");
  }

  // What a power cut leaves of a file that was not yet on the disk.
  private static List<Figure> torn(Path folder, Prepared prepared, List<String> skus)
      throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Workplace place = Workplace.in(folder, sandbox).withRate(RATE);
      prepared.layInto(place);
      try (Running running = Market.fetch(place, skus)) {
        Market.awaitCalls(sandbox, 2 * SKUS, running);
        running.kill();
      }
      int files = tear(landing(place));
      Outcome outcome = Market.run(place, skus);
      return List.of(
          Figure.exactly("landing file torn: files torn", files, 1),
          Figure.exactly("landing file torn: exit code", outcome.code(), Outcome.DONE),
          Figure.exactly(
              "landing file torn: rows in bronze, against a run that nothing disturbed",
              bronze(outcome),
              undisturbed(folder.resolve("whole"), prepared, skus)));
    }
  }

  // With a sandbox of its own: a refresh token that another place has exchanged is worth nothing.
  private static long undisturbed(Path folder, Prepared prepared, List<String> skus)
      throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Workplace whole = Workplace.in(folder, sandbox).withRate(RATE);
      prepared.layInto(whole);
      return bronze(Market.run(whole, skus));
    }
  }

  private static long bronze(Outcome outcome) {
    return outcome.report().path("rows").path("bronze").asLong();
  }

  private static int tear(Path landing) throws IOException {
    try (Stream<Path> files = Files.walk(landing)) {
      List<Path> landed = files.filter(file -> file.toString().endsWith(".json")).limit(1).toList();
      for (Path file : landed) {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      }
      return landed.size();
    }
  }
}
