package io.soletape.fetch;

import io.soletape.http.CallHistory;
import io.soletape.http.Departure;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Asks one request until it has ended: call, decide, perhaps wait for another turn. Thread-safe.
 */
final class RequestCaller {

  private static final int TOO_MANY = 429;
  private static final int UNAUTHORIZED = 401;

  private final PlatformApi api;
  private final HttpCaller http;
  private final Lane lane;
  private final Keeper keeper;
  private final RetryPolicy retries;
  private final Sleeper sleeper;
  private final Clock clock;
  private final DoubleSupplier jitter;

  RequestCaller(
      PlatformApi api,
      HttpCaller http,
      Lane lane,
      Keeper keeper,
      RetryPolicy retries,
      Sleeper sleeper,
      Clock clock,
      DoubleSupplier jitter) {
    this.api = api;
    this.http = http;
    this.lane = lane;
    this.keeper = keeper;
    this.retries = retries;
    this.sleeper = sleeper;
    this.clock = clock;
    this.jitter = jitter;
  }

  /**
   * Calls when its turn comes, and again as the policy decides; keeps the final answer, if there is
   * one in this run, and says so.
   *
   * @param first the first turn
   */
  void call(Assignment assignment, Lane.Due first) throws InterruptedException {
    URI uri = api.uri(assignment.request());
    Instant requestedAt = clock.instant();
    Lane.Due due = first;
    CallHistory history = CallHistory.NONE;
    while (true) {
      Leaving leaving = new Leaving(assignment.requestId(), due);
      HttpOutcome outcome = http.get(uri, leaving);
      if (isNotSent(outcome)) {
        return;
      }
      history = history.with(outcome);
      RetryDecision decision =
          retries.decide(outcome, history, clock.instant(), jitter.getAsDouble());
      DeskMessage.Called call = told(assignment, outcome, decision, history);
      if (decision instanceof RetryDecision.Settled settled) {
        settle(
            call,
            settled(assignment, settled.settlement(), outcome, history, requestedAt),
            history);
        return;
      }
      lane.called(call);
      if (decision instanceof RetryDecision.Postpone postpone) {
        lane.postpone(postpone.until(), postpone.reason());
        return;
      }
      history = history.waited(prepared(decision, leaving.credentials));
      Lane.Pass pass = lane.again(assignment.requestId());
      if (!(pass instanceof Lane.Pass.Free free)) {
        return;
      }
      due = free.due();
    }
  }

  private void settle(DeskMessage.Called call, Answer answer, CallHistory history) {
    if (isUnauthorized(answer, history)) {
      lane.called(call);
      lane.unauthorized();
      return;
    }
    // Durable first: the desk may keep a caller waiting, and a paid answer would die with him.
    Optional<String> trouble = keeper.keep(answer);
    lane.called(call);
    trouble.ifPresentOrElse(
        // Another call would be lost in the same way.
        lane::unlanded, () -> lane.ended(answer.assignment().requestId(), answer.outcome()));
  }

  private static boolean isNotSent(HttpOutcome outcome) {
    return outcome instanceof HttpOutcome.Broken broken
        && broken.problem().equals(HttpOutcome.Broken.NOT_SENT);
  }

  private Duration prepared(RetryDecision decision, Credentials refused)
      throws InterruptedException {
    if (decision instanceof RetryDecision.Repeat repeat) {
      sleeper.sleep(repeat.pause());
      return repeat.pause();
    }
    lane.renew(refused);
    return Duration.ZERO;
  }

  private DeskMessage.Called told(
      Assignment assignment, HttpOutcome outcome, RetryDecision decision, CallHistory history) {
    Optional<HttpOutcome.Answered> answered = answered(outcome);
    return new DeskMessage.Called(
        assignment.platform(),
        assignment.sku(),
        answered.map(HttpOutcome.Answered::status).orElse(0),
        answered.map(answer -> answer.body().length).orElse(0),
        history.calls() > 1,
        meaning(outcome, decision),
        answered
            .map(answer -> RetryPolicy.demanded(answer, clock.instant()).toMillis())
            .orElse(0L));
  }

  private static DeskMessage.Meaning meaning(HttpOutcome outcome, RetryDecision decision) {
    int status = answered(outcome).map(HttpOutcome.Answered::status).orElse(0);
    if (status == TOO_MANY) {
      return DeskMessage.Meaning.REFUSED;
    }
    if (status == UNAUTHORIZED) {
      return DeskMessage.Meaning.UNAUTHORIZED;
    }
    if (status == Answer.FORBIDDEN) {
      return DeskMessage.Meaning.FORBIDDEN;
    }
    boolean isSettled =
        decision instanceof RetryDecision.Settled settled
            && settled.settlement() != Settlement.FAILED;
    return isSettled ? DeskMessage.Meaning.ALIVE : DeskMessage.Meaning.TROUBLED;
  }

  private static boolean isUnauthorized(Answer answer, CallHistory history) {
    return history.authRefusals() > 1 && answer.outcome().equals(Settlement.REJECTED.code());
  }

  private Answer settled(
      Assignment assignment,
      Settlement settlement,
      HttpOutcome outcome,
      CallHistory history,
      Instant requestedAt) {
    Optional<HttpOutcome.Answered> answered = answered(outcome);
    return new Answer(
        assignment,
        settlement.code(),
        answered.map(HttpOutcome.Answered::status),
        answered.map(HttpOutcome.Answered::body),
        history.calls(),
        requestedAt,
        clock.instant(),
        outcome.took().toMillis());
  }

  private static Optional<HttpOutcome.Answered> answered(HttpOutcome outcome) {
    return outcome instanceof HttpOutcome.Answered whole ? Optional.of(whole) : Optional.empty();
  }

  /** Makes an answer durable. */
  interface Keeper {

    /**
     * Keeps an answer.
     *
     * @return why it could not be kept; empty if it is durable
     */
    Optional<String> keep(Answer answer);
  }

  /** A call that leaves at its turn, or a later one, with the credentials of then. */
  private final class Leaving implements Departure {
    private final String requestId;
    private final Lane.Due due;
    private Credentials credentials;

    private Leaving(String requestId, Lane.Due due) {
      this.requestId = requestId;
      this.due = due;
      this.credentials = due.credentials();
    }

    @Override
    public Optional<Map<String, String>> headers() throws InterruptedException {
      Optional<Credentials> current = lane.depart(requestId, due);
      credentials = current.orElse(credentials);
      return current.map(Credentials::headers);
    }
  }
}
