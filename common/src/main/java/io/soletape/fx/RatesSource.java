package io.soletape.fx;

import io.soletape.http.CallHistory;
import io.soletape.http.HttpCaller;
import io.soletape.http.HttpOutcome;
import io.soletape.http.RetryDecision;
import io.soletape.http.RetryPolicy;
import io.soletape.http.Settlement;
import io.soletape.http.Sleeper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where the ECB's reference rates are asked for. Trouble is an answer, never an exception. */
public final class RatesSource {

  /** Rates are worth little of a run's hour: two attempts within half a minute. */
  public static final RetryPolicy RETRIES =
      new RetryPolicy(
          2, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ZERO);

  /** One run asks once, so its wait needs no spreading. */
  private static final double MEAN_JITTER = 0.5;

  private static final Map<String, String> HEADERS =
      Map.of("Accept", "application/xml, text/xml;q=0.9");

  private final HttpCaller caller;
  private final URI uri;
  private final Clock clock;
  private final Sleeper sleeper;

  public RatesSource(HttpCaller caller, URI uri, Clock clock, Sleeper sleeper) {
    this.caller = caller;
    this.uri = uri;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Asks until there is a whole document or the policy's limits are reached. */
  public RatesAnswer ask() {
    Instant requestedAt = clock.instant();
    CallHistory history = CallHistory.NONE;
    while (true) {
      HttpOutcome outcome = caller.get(uri, HEADERS);
      history = history.with(outcome);
      if (hasWholeDocument(outcome)) {
        return answer(Settlement.OK, outcome, history, requestedAt);
      }
      RetryDecision decision = RETRIES.decide(outcome, history, clock.instant(), MEAN_JITTER);
      if (!(decision instanceof RetryDecision.Repeat repeat) || !hasSlept(repeat.pause())) {
        return answer(settlement(decision, outcome), outcome, history, requestedAt);
      }
      history = history.waited(repeat.pause());
    }
  }

  private RatesAnswer answer(
      Settlement settlement, HttpOutcome outcome, CallHistory history, Instant requestedAt) {
    Optional<HttpOutcome.Answered> answered = answered(outcome);
    return new RatesAnswer(
        settlement,
        answered.map(HttpOutcome.Answered::status),
        settlement == Settlement.OK ? Optional.empty() : Optional.of(problem(outcome)),
        answered.filter(RatesSource::isFine).map(RatesSource::text),
        history.calls(),
        requestedAt,
        clock.instant(),
        outcome.took());
  }

  // A torn or empty document is kept as it came: the reader refuses it by name.
  private static Settlement settlement(RetryDecision decision, HttpOutcome outcome) {
    if (answered(outcome).filter(RatesSource::isFine).isPresent()) {
      return Settlement.OK;
    }
    return decision instanceof RetryDecision.Settled settled
        ? settled.settlement()
        : Settlement.FAILED;
  }

  private static boolean hasWholeDocument(HttpOutcome outcome) {
    return answered(outcome)
        .filter(RatesSource::isFine)
        .map(RatesSource::text)
        .filter(EcbDocument::isWellFormed)
        .isPresent();
  }

  private static Optional<HttpOutcome.Answered> answered(HttpOutcome outcome) {
    return outcome instanceof HttpOutcome.Answered answered
        ? Optional.of(answered)
        : Optional.empty();
  }

  private static boolean isFine(HttpOutcome.Answered answer) {
    return answer.status() == 200;
  }

  private static String text(HttpOutcome.Answered answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String problem(HttpOutcome outcome) {
    return outcome instanceof HttpOutcome.Broken broken
        ? broken.problem()
        : "status " + ((HttpOutcome.Answered) outcome).status();
  }

  private boolean hasSlept(Duration pause) {
    try {
      sleeper.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
