package io.soletape.bench;

import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A plan of 700 requests with a quota of 500 calls a day, and the day after. */
final class Quota implements Scenario {

  private static final double RATE = 50;
  private static final int CALLS = 500;

  /** Two of them are unknown to StockX. */
  private static final int SKUS = 102;

  private static final String CURRENCIES = "USD,GBP,EUR,CAD,AUD,JPY,CHF";
  // The ledger counts whole minutes: one that has only begun to leave the day is still in it.
  private static final Duration NEXT_DAY = Duration.ofDays(1).plusMinutes(10);

  @Override
  public String name() {
    return "quota";
  }

  @Override
  public String shows() {
    return "a quota of 500 for a plan of 700: deferred, then the rest, none twice";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException, SQLException {
    List<String> skus = Market.skus(SKUS);
    LaterClock clock = new LaterClock();
    try (Sandbox sandbox =
        Sandbox.start(Market.allowing(RATE).withStockxPerDay(CALLS).withClock(clock))) {
      Workplace place =
          Workplace.in(trial.folder().resolve("quota"), sandbox)
              .withRate(RATE)
              .with("STOCKX_CALLS_PER_DAY", Integer.toString(CALLS))
              .with("STOCKX_CALLS_RESERVE", "0")
              .with("STOCKX_CURRENCIES", CURRENCIES)
              .with("ALIAS_REGIONS", "US");
      trial.prepared().layInto(place);
      List<Figure> figures = new ArrayList<>();
      Outcome first = fetched(place, skus);
      long planned =
          Judge.answered(sandbox.stats().stockx()) + first.report().path("deferred").asLong();
      figures.add(Figure.told("StockX requests planned", Long.toString(planned)));
      figures.addAll(spent("first start", first, sandbox));
      figures.addAll(spent("second start", fetched(place, skus), sandbox));
      clock.pass(NEXT_DAY);
      age(trial.folder().resolve("quota").resolve("ledger.db"));
      Outcome nextDay = fetched(place, skus);
      PlatformStats stockx = sandbox.stats().stockx();
      figures.add(Figure.exactly("next day: exit code", nextDay.code(), Outcome.DONE));
      figures.add(Figure.exactly("StockX requests answered", Judge.answered(stockx), planned));
      figures.add(Figure.exactly("answered requests called again", Judge.repeated(stockx), 0));
      figures.add(Figure.exactly("refused by the quota", stockx.refusedByQuota(), 0));
      return figures;
    }
  }

  private static Outcome fetched(Workplace place, List<String> skus)
      throws IOException, InterruptedException {
    return Market.fetch(place, skus).await(Market.PATIENCE);
  }

  private static List<Figure> spent(String when, Outcome outcome, Sandbox sandbox) {
    long counted = sandbox.stats().stockx().calls();
    return List.of(
        Figure.exactly(when + ": exit code", outcome.code(), Outcome.DEFERRED),
        Figure.atMost(when + ": calls that StockX counted", counted, CALLS),
        Figure.exactly(
            when + ": calls in the ledger",
            outcome.report().path("calls").path("stockx").path("quota_used").asLong(),
            counted));
  }

  // The database's clock cannot be moved, so what it has counted is moved into the day before.
  private static void age(Path ledger) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE calls SET minute_us = minute_us - " + NEXT_DAY.toNanos() / 1_000);
      statement.executeUpdate("DELETE FROM troubles");
    }
  }

  /** A clock that days can pass on. */
  private static final class LaterClock extends Clock {

    private volatile Duration passed = Duration.ZERO;

    void pass(Duration time) {
      passed = passed.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(passed);
    }
  }
}
