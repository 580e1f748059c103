package io.soletape.fetch;

import io.soletape.http.CallHistory;
import io.soletape.http.HttpCaller;
import io.soletape.http.HttpOutcome;
import io.soletape.http.RetryDecision;
import io.soletape.http.RetryPolicy;
import io.soletape.http.Settlement;
import io.soletape.http.Sleeper;
import io.soletape.platform.Credentials;
import io.soletape.platform.PlatformApi;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.apache.spark.sql.Row;

/** Asks one request until it has ended: turn, call, decide, perhaps wait, again. Thread-safe. */
final class RequestCaller {

  private static final int TOO_MANY = 429;

  private final PlatformApi api;
  private final HttpCaller http;
  private final Lane lane;
  private final RetryPolicy retries;
  private final Sleeper sleeper;
  private final Clock clock;
  private final DoubleSupplier jitter;

  RequestCaller(
      PlatformApi api,
      HttpCaller http,
      Lane lane,
      RetryPolicy retries,
      Sleeper sleeper,
      Clock clock,
      DoubleSupplier jitter) {
    this.api = api;
    this.http = http;
    this.lane = lane;
    this.retries = retries;
    this.sleeper = sleeper;
    this.clock = clock;
    this.jitter = jitter;
  }

  /** The end of a request: an answer, or the reason why none was asked for any more. */
  sealed interface Ending {

    /** How often it was called, and how often that was refused for pace or quota. */
    CallHistory history();

    /** An answer to keep. */
    record Answered(Answer answer, CallHistory history) implements Ending {}

    /** Not answered in this run. */
    record Stopped(FetchStop stop, CallHistory history) implements Ending {}
  }

  Ending call(Row plan) throws InterruptedException {
    URI uri = api.uri(PlanFrame.request(plan));
    CallHistory history = CallHistory.NONE;
    Optional<Instant> requestedAt = Optional.empty();
    while (true) {
      Lane.Pass pass = lane.await();
      if (pass instanceof Lane.Pass.Stopped stopped) {
        return new Ending.Stopped(stopped.stop(), history);
      }
      Credentials credentials = ((Lane.Pass.Free) pass).credentials();
      requestedAt = requestedAt.or(() -> Optional.of(clock.instant()));
      HttpOutcome outcome = http.get(uri, credentials.headers());
      history = history.with(outcome);
      RetryDecision decision =
          retries.decide(outcome, history, clock.instant(), jitter.getAsDouble());
      if (isTrouble(decision, outcome)) {
        lane.troubled(plan.getAs("sku"));
      }
      if (isUnauthorized(decision, history)) {
        return new Ending.Stopped(lane.unauthorized(), history);
      }
      if (decision instanceof RetryDecision.Settled settled) {
        return settled(plan, settled.settlement(), outcome, history, requestedAt.get());
      }
      if (decision instanceof RetryDecision.Postpone postpone) {
        FetchStop stop = lane.postpone(postpone.until(), postpone.reason());
        return new Ending.Stopped(stop, history);
      }
      if (decision instanceof RetryDecision.Renew) {
        Optional<FetchStop> stop = lane.renew(credentials);
        if (stop.isPresent()) {
          return new Ending.Stopped(stop.get(), history);
        }
      } else {
        Duration pause = ((RetryDecision.Repeat) decision).pause();
        sleeper.sleep(pause);
        history = history.waited(pause);
      }
    }
  }

  private static boolean isTrouble(RetryDecision decision, HttpOutcome outcome) {
    boolean isRefusedForPace =
        outcome instanceof HttpOutcome.Answered answered && answered.status() == TOO_MANY;
    return !isRefusedForPace
        && (decision instanceof RetryDecision.Repeat
            || decision.equals(new RetryDecision.Settled(Settlement.FAILED)));
  }

  private static boolean isUnauthorized(RetryDecision decision, CallHistory history) {
    return history.authRefusals() > 1
        && decision.equals(new RetryDecision.Settled(Settlement.REJECTED));
  }

  private Ending settled(
      Row plan,
      Settlement settlement,
      HttpOutcome outcome,
      CallHistory history,
      Instant requestedAt) {
    Optional<HttpOutcome.Answered> answered =
        outcome instanceof HttpOutcome.Answered whole ? Optional.of(whole) : Optional.empty();
    Answer answer =
        new Answer(
            plan,
            settlement.code(),
            answered.map(HttpOutcome.Answered::status),
            answered.map(HttpOutcome.Answered::body),
            history.calls(),
            requestedAt,
            clock.instant(),
            outcome.took().toMillis());
    return new Ending.Answered(answer, history);
  }
}
