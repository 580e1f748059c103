package io.soletape.http;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Decides what follows from a call. Pure: time and randomness come from the caller.
 *
 * <p>Trouble on the way or at the server (no whole answer, an answer that is not JSON, 408, 425,
 * 5xx) is repeated with exponential, jittered waits. A 429 is repeated up to {@link
 * #MOST_QUOTA_REFUSALS} refusals, whatever the other limits, and then means that the quota is gone.
 * {@code Retry-After} is the shortest wait, and postpones if it is longer than what may be slept.
 *
 * @param maxAttempts calls of one request before it has failed
 * @param firstWait the wait after the first call, before jitter
 * @param longestWait where the waits stop growing
 * @param maxSpent time for all calls and waits of one request
 * @param longestSleep longer waits that a server demands are not slept but postponed
 */
public record RetryPolicy(
    int maxAttempts,
    Duration firstWait,
    Duration longestWait,
    Duration maxSpent,
    Duration longestSleep)
    implements Serializable {

  /** After so many answers 429 to one request the quota is taken to be gone. */
  public static final int MOST_QUOTA_REFUSALS = 5;

  private static final int MOST_DOUBLINGS = 20;

  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts is " + maxAttempts + ": 1 or more is needed");
    }
    if (firstWait.isNegative() || firstWait.compareTo(longestWait) > 0) {
      throw new IllegalArgumentException(
          "firstWait is " + firstWait + ": needed is 0 to longestWait, " + longestWait);
    }
    if (maxSpent.isNegative() || longestSleep.isNegative()) {
      throw new IllegalArgumentException(
          "maxSpent " + maxSpent + " and longestSleep " + longestSleep + " must not be negative");
    }
  }

  /** Four attempts within five minutes; waits from 2 s to 60 s; sleeps of at most 70 s. */
  public static RetryPolicy standard() {
    return new RetryPolicy(
        4,
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        Duration.ofSeconds(70));
  }

  /**
   * The same with shorter waits of its own, for platforms that are called faster than real ones.
   *
   * @param times how often the shorter wait is contained in the longer one
   */
  public RetryPolicy quickened(int times) {
    return new RetryPolicy(
        maxAttempts,
        firstWait.dividedBy(times),
        longestWait.dividedBy(times),
        maxSpent,
        longestSleep);
  }

  /**
   * What to do after the last call of a request.
   *
   * @param outcome of that call
   * @param history of the request, that call included
   * @param now when the outcome was known
   * @param jitter 0 to 1, fresh for each decision: the wait is half to whole of the back-off
   */
  public RetryDecision decide(
      HttpOutcome outcome, CallHistory history, Instant now, double jitter) {
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter is " + jitter + ": 0 to 1 is needed");
    }
    if (!(outcome instanceof HttpOutcome.Answered answer)) {
      return afterTrouble(Duration.ZERO, history, now, jitter);
    }
    Duration demanded = demanded(answer, now);
    return switch (kindOf(answer)) {
      case FINE -> new RetryDecision.Settled(Settlement.OK);
      case UNKNOWN -> new RetryDecision.Settled(Settlement.NOT_FOUND);
      case REFUSED -> new RetryDecision.Settled(Settlement.REJECTED);
      case UNAUTHORIZED -> afterUnauthorized(history);
      case TOO_MANY -> afterQuotaRefusal(demanded, history, now, jitter);
      case TROUBLE -> afterTrouble(demanded, history, now, jitter);
    };
  }

  /** How long an answer asks to be left alone, by its {@code Retry-After}; zero if it does not. */
  public static Duration demanded(HttpOutcome.Answered answer, Instant now) {
    return answer.retryAfter().flatMap(text -> RetryAfter.read(text, now)).orElse(Duration.ZERO);
  }

  private enum Kind {
    FINE,
    UNKNOWN,
    REFUSED,
    UNAUTHORIZED,
    TOO_MANY,
    TROUBLE
  }

  private static Kind kindOf(HttpOutcome.Answered answer) {
    return switch (answer.status()) {
      case 200 -> JsonBody.isWellFormed(answer.body()) ? Kind.FINE : Kind.TROUBLE;
      case 401 -> Kind.UNAUTHORIZED;
      case 404 -> Kind.UNKNOWN;
      case 408, 425 -> Kind.TROUBLE;
      case 429 -> Kind.TOO_MANY;
      default -> answer.status() < 300 || answer.status() >= 500 ? Kind.TROUBLE : Kind.REFUSED;
    };
  }

  private static RetryDecision afterUnauthorized(CallHistory history) {
    return history.authRefusals() > 1
        ? new RetryDecision.Settled(Settlement.REJECTED)
        : new RetryDecision.Renew();
  }

  private RetryDecision afterQuotaRefusal(
      Duration demanded, CallHistory history, Instant now, double jitter) {
    boolean isGone = history.quotaRefusals() >= MOST_QUOTA_REFUSALS;
    if (isGone && demanded.isZero()) {
      return new RetryDecision.Postpone(nextMidnight(now), RetryDecision.Postpone.QUOTA);
    }
    if (isGone || demanded.compareTo(longestSleep) > 0) {
      return new RetryDecision.Postpone(now.plus(demanded), RetryDecision.Postpone.QUOTA);
    }
    return new RetryDecision.Repeat(longer(backOff(history, jitter), demanded));
  }

  private RetryDecision afterTrouble(
      Duration demanded, CallHistory history, Instant now, double jitter) {
    if (demanded.compareTo(longestSleep) > 0) {
      return new RetryDecision.Postpone(now.plus(demanded), RetryDecision.Postpone.RETRY_AFTER);
    }
    Duration wait = longer(backOff(history, jitter), demanded);
    boolean isSpent = history.spent().plus(wait).compareTo(maxSpent) > 0;
    return history.calls() >= maxAttempts || isSpent
        ? new RetryDecision.Settled(Settlement.FAILED)
        : new RetryDecision.Repeat(wait);
  }

  private Duration backOff(CallHistory history, double jitter) {
    int doublings = Math.min(Math.max(history.calls() - 1, 0), MOST_DOUBLINGS);
    Duration grown = firstWait.multipliedBy(1L << doublings);
    Duration whole = grown.compareTo(longestWait) > 0 ? longestWait : grown;
    return Duration.ofMillis(Math.round(whole.toMillis() * (1 + jitter) / 2));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** When StockX gives out its daily quota anew: the next 00:00 UTC (StockX API, limits). */
  public static Instant nextMidnight(Instant now) {
    return now.atOffset(ZoneOffset.UTC)
        .toLocalDate()
        .plusDays(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }
}
