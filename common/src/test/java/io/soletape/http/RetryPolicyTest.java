package io.soletape.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.soletape.http.RetryDecision.Postpone;
import io.soletape.http.RetryDecision.Renew;
import io.soletape.http.RetryDecision.Repeat;
import io.soletape.http.RetryDecision.Settled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

  private static final Instant NOW = Instant.parse("2026-03-10T22:30:00Z");
  private static final double MOST = 1.0;
  private static final HttpOutcome BROKEN =
      new HttpOutcome.Broken(HttpOutcome.Broken.TIMEOUT, Duration.ofSeconds(30));

  private final RetryPolicy policy = RetryPolicy.standard();

  @Test
  void aQuickenedPolicyWaitsLessAndTriesAsOften() {
    RetryPolicy quick = policy.quickened(20);

    assertThat(quick.decide(BROKEN, new CallHistory(1, 0, 0, Duration.ZERO), NOW, MOST))
        .isEqualTo(new Repeat(Duration.ofMillis(100)));
    assertThat(quick.maxAttempts()).isEqualTo(policy.maxAttempts());
  }

  @Test
  void jsonWith200IsSettled() {
    assertThat(first(answered(200, "{\"products\":[]}"))).isEqualTo(new Settled(Settlement.OK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[{\"a\":1}", "[] []", "<html>maintenance</html>"})
  void anythingElseWith200IsTroubleThatMayPass(String body) {
    assertThat(first(answered(200, body))).isEqualTo(seconds(2));
    assertThat(last(answered(200, body))).isEqualTo(new Settled(Settlement.FAILED));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 408, 425, 500, 502, 503, 504, 520, 599})
  void troubleAtTheServerIsRepeatedThenFailed(int status) {
    assertThat(first(answered(status, "{}"))).isEqualTo(seconds(2));
    assertThat(last(answered(status, "{}"))).isEqualTo(new Settled(Settlement.FAILED));
  }

  @Test
  void noAnswerIsRepeatedThenFailed() {
    assertThat(first(BROKEN)).isEqualTo(seconds(2));
    assertThat(last(BROKEN)).isEqualTo(new Settled(Settlement.FAILED));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 304, 307, 400, 402, 403, 405, 409, 410, 413, 415, 418, 422, 451})
  void refusalsAreNeverRepeated(int status) {
    assertThat(first(answered(status, "{}"))).isEqualTo(new Settled(Settlement.REJECTED));
  }

  @Test
  void anUnknownIdIsNotFound() {
    assertThat(first(answered(404, "{}"))).isEqualTo(new Settled(Settlement.NOT_FOUND));
  }

  @Test
  void aPageOf184KilobytesWith504IsRepeated() {
    assertThat(first(answered(504, "<html>" + "x".repeat(184_000)))).isEqualTo(seconds(2));
  }

  @Test
  void credentialsAreRenewedOnce() {
    HttpOutcome unauthorized = answered(401, "{}");
    CallHistory once = CallHistory.NONE.with(unauthorized);

    assertThat(policy.decide(unauthorized, once, NOW, MOST)).isEqualTo(new Renew());
    assertThat(policy.decide(unauthorized, once.with(unauthorized), NOW, MOST))
        .isEqualTo(new Settled(Settlement.REJECTED));
  }

  @Test
  void aSecond401IsRejectedEvenWithTroubleBetween() {
    HttpOutcome unauthorized = answered(401, "{}");
    CallHistory history = CallHistory.NONE.with(unauthorized).with(BROKEN).with(unauthorized);

    assertThat(policy.decide(unauthorized, history, NOW, MOST))
        .isEqualTo(new Settled(Settlement.REJECTED));
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 4", "3, 8", "4, 16", "5, 32", "6, 60", "7, 60", "1000000, 60"})
  void waitsDoubleUpToTheLongest(int calls, long seconds) {
    RetryPolicy patient =
        new RetryPolicy(
            Integer.MAX_VALUE,
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofDays(1),
            Duration.ofSeconds(70));
    CallHistory history = new CallHistory(calls, 0, 0, Duration.ZERO);

    assertThat(patient.decide(BROKEN, history, NOW, MOST)).isEqualTo(seconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "0.5, 1500", "1, 2000"})
  void jitterSpreadsWaitsOverTheUpperHalf(double jitter, long millis) {
    assertThat(policy.decide(BROKEN, CallHistory.NONE.with(BROKEN), NOW, jitter))
        .isEqualTo(new Repeat(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void jitterOutsideItsRangeIsRefused(double jitter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.decide(BROKEN, CallHistory.NONE.with(BROKEN), NOW, jitter))
        .withMessageContaining("jitter");
  }

  @ParameterizedTest
  @CsvSource({"297, false", "298, false", "299, true"})
  void aWaitThatWouldOverrunTheTimeFails(long spentSeconds, boolean isFailed) {
    CallHistory history = new CallHistory(1, 0, 0, Duration.ofSeconds(spentSeconds));

    assertThat(policy.decide(BROKEN, history, NOW, MOST))
        .isEqualTo(isFailed ? new Settled(Settlement.FAILED) : seconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2",
    "30, 30",
    "70, 70",
    "'Tue, 10 Mar 2026 22:30:40 GMT', 40",
    "'Tuesday, 10-Mar-26 22:30:40 GMT', 40",
    "'Tue Mar 10 22:30:40 2026', 40",
    "'Tue, 10 Mar 2026 22:00:00 GMT', 2",
    "0, 2",
    "-5, 2",
    "soon, 2",
    "'', 2"
  })
  void retryAfterIsTheShortestWait(String retryAfter, long seconds) {
    assertThat(first(answered(503, "{}", retryAfter))).isEqualTo(seconds(seconds));
    assertThat(first(answered(429, "{}", retryAfter))).isEqualTo(seconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "429, 71, 2026-03-10T22:31:11Z, quota",
    "429, 'Wed, 11 Mar 2026 00:00:00 GMT', 2026-03-11T00:00:00Z, quota",
    "503, 3600, 2026-03-10T23:30:00Z, retry_after",
    "429, 99999999999999999999, 2026-03-17T22:30:00Z, quota",
    "429, 'Sun, 01 Mar 2099 00:00:00 GMT', 2026-03-17T22:30:00Z, quota"
  })
  void aRetryAfterTooLongToSleepPostponesAtOnce(
      int status, String retryAfter, Instant until, String reason) {
    assertThat(first(answered(status, "{}", retryAfter))).isEqualTo(new Postpone(until, reason));
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 4", "3, 8", "4, 16"})
  void fourQuotaRefusalsAreRepeated(int refusals, long seconds) {
    assertThat(afterQuotaRefusals(answered(429, "{}"), refusals)).isEqualTo(seconds(seconds));
  }

  @Test
  void theFifthQuotaRefusalMeansWaitingForMidnight() {
    assertThat(afterQuotaRefusals(answered(429, "{}"), 5))
        .isEqualTo(new Postpone(Instant.parse("2026-03-11T00:00:00Z"), Postpone.QUOTA));
  }

  @Test
  void theFifthQuotaRefusalWithARetryAfterIsObeyed() {
    assertThat(afterQuotaRefusals(answered(429, "{}", "60"), 5))
        .isEqualTo(new Postpone(NOW.plusSeconds(60), Postpone.QUOTA));
  }

  @Test
  void quotaRefusalsNeitherFailNorAreCountedWithOtherTrouble() {
    HttpOutcome refusal = answered(429, "{}");
    CallHistory troubled =
        new CallHistory(5, 1, 0, policy.maxSpent().plusSeconds(1)); // four others before

    assertThat(policy.decide(refusal, troubled, NOW, MOST)).isEqualTo(seconds(32));
  }

  @Test
  void settlementsAreLowerCaseInTables() {
    assertThat(Settlement.NOT_FOUND.code()).isEqualTo("not_found");
  }

  @Test
  void limitsThatCannotBeMeantAreRefused() {
    Duration second = Duration.ofSeconds(1);
    Duration minute = Duration.ofMinutes(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(0, second, minute, minute, minute))
        .withMessageContaining("maxAttempts is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, minute, second, minute, minute))
        .withMessageContaining("firstWait is PT1M");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, second, minute, second.negated(), minute))
        .withMessageContaining("maxSpent PT-1S");
  }

  private RetryDecision first(HttpOutcome outcome) {
    return policy.decide(outcome, CallHistory.NONE.with(outcome), NOW, MOST);
  }

  private RetryDecision last(HttpOutcome outcome) {
    CallHistory history = new CallHistory(policy.maxAttempts(), 0, 0, Duration.ofSeconds(9));
    return policy.decide(outcome, history, NOW, MOST);
  }

  private RetryDecision afterQuotaRefusals(HttpOutcome outcome, int refusals) {
    CallHistory history = new CallHistory(refusals, refusals, 0, Duration.ofSeconds(9));
    return policy.decide(outcome, history, NOW, MOST);
  }

  private static Repeat seconds(long seconds) {
    return new Repeat(Duration.ofSeconds(seconds));
  }

  private static HttpOutcome answered(int status, String body) {
    return new HttpOutcome.Answered(
        status,
        body.getBytes(StandardCharsets.UTF_8),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMillis(200));
  }

  private static HttpOutcome answered(int status, String body, String retryAfter) {
    return new HttpOutcome.Answered(
        status,
        body.getBytes(StandardCharsets.UTF_8),
        Optional.empty(),
        Optional.of(retryAfter),
        Duration.ofMillis(200));
  }
}
