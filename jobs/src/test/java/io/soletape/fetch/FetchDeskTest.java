package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.soletape.market.Platform;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import io.soletape.platform.CredentialsRefusedException;
import io.soletape.platform.PlatformUnreachableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The desk and its counters. */
class FetchDeskTest {

  private static final Platform STOCKX = Platform.STOCKX;

  private final AtomicInteger ended = new AtomicInteger();
  private final FakeLedger ledger = new FakeLedger(1_000);
  private final FakeCredentials credentials = new FakeCredentials();
  private FetchDesk desk;

  @BeforeEach
  void open() {
    desk =
        FetchDesk.open(open -> ended.incrementAndGet())
            .serving(STOCKX, ledger.turnstile(STOCKX), credentials)
            .serving(
                Platform.ALIAS, new FakeLedger(0).turnstile(Platform.ALIAS), new FakeCredentials());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aTurnComesWithCredentialsThatAreValidNow() {
    assertThat(turn())
        .isInstanceOfSatisfying(
            DeskReply.Go.class,
            go -> assertThat(go.headers()).isEqualTo(Map.of("Authorization", "token 1")));
    assertThat(turn().toString()).doesNotContain("token");
  }

  @Test
  void aDeadServiceIsGivenUpAfterTenTroubledCallsOverThreeStyles() {
    for (int call = 0; call < 9; call++) {
      troubled("STYLE-" + call % 3);
    }
    assertThat(desk.stop(STOCKX)).isEmpty();

    troubled("STYLE-0");

    assertThat(desk.stop(STOCKX))
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.isDeferral()).isFalse();
              assertThat(stop.reason()).isEqualTo("unreachable");
              assertThat(stop.message()).contains("stockx", "10 calls in a row");
            });
    assertThat(turn()).isEqualTo(new DeskReply.Stop(desk.stop(STOCKX).orElseThrow()));
  }

  @Test
  void oneOrTwoBadIdsAreNoDeadService() {
    for (int call = 0; call < 100; call++) {
      troubled("STYLE-" + call % 2);
    }

    assertThat(desk.stop(STOCKX)).isEmpty();
  }

  @Test
  void aUsableAnswerShowsThatTheServiceLives() {
    for (int call = 0; call < 100; call++) {
      troubled("STYLE-" + call);
      if (call % 9 == 8) {
        ended(true);
      }
    }

    assertThat(desk.stop(STOCKX)).isEmpty();
  }

  @Test
  void aRequestThatFailedShowsNothing() {
    for (int call = 0; call < 10; call++) {
      troubled("STYLE-" + call);
      ended(false);
    }

    assertThat(desk.stop(STOCKX)).isPresent();
    assertThat(ended).hasValue(10);
  }

  @Test
  void aSpentBudgetPutsTheRestOff() {
    DeskReply reply = desk.answer(new DeskMessage.AskTurn(Platform.ALIAS));

    FetchStop stop = ((DeskReply.Stop) reply).stop();
    assertThat(stop.isDeferral()).isTrue();
    assertThat(stop.reason()).isEqualTo("budget");
    assertThat(stop.resumeAt()).isEqualTo(FakeLedger.TOMORROW);
    assertThat(desk.stop(STOCKX)).isEmpty();
  }

  @Test
  void aSpentTimePutsTheRestOff() {
    Counter counter =
        new Counter(
            STOCKX, ledger.turnstile(STOCKX, Optional.of(Instant.EPOCH)), new FakeCredentials());

    FetchStop stop = ((DeskReply.Stop) counter.turn()).stop();

    assertThat(stop.isDeferral()).isTrue();
    assertThat(stop.reason()).isEqualTo("time");
  }

  @Test
  void credentialsThatOnlyAPersonCanMendCloseTheCounter() {
    credentials.failure =
        Optional.of(() -> new CredentialsRefusedException(STOCKX, "check STOCKX_REFRESH_TOKEN"));

    assertThat(turn())
        .isEqualTo(
            new DeskReply.Stop(FetchStop.failed("credentials", "check STOCKX_REFRESH_TOKEN")));
    assertThat(ledger.leased()).isZero();
  }

  @Test
  void aTokenServerThatIsDownClosesTheCounter() {
    credentials.failure =
        Optional.of(() -> new PlatformUnreachableException(STOCKX, "no token to be had"));

    assertThat(desk.answer(new DeskMessage.Renew(STOCKX, Map.of("Authorization", "token 1"))))
        .isEqualTo(new DeskReply.Stop(FetchStop.failed("unreachable", "no token to be had")));
  }

  @Test
  void refusedCredentialsAreHandedOnToBeRenewed() {
    Map<String, String> refused = Map.of("Authorization", "token 1");

    assertThat(desk.answer(new DeskMessage.Renew(STOCKX, refused)))
        .isEqualTo(new DeskReply.Noted());

    assertThat(credentials.refused).containsExactly(new Credentials(refused));
    assertThat(new DeskMessage.Renew(STOCKX, refused).toString()).doesNotContain("token 1");
  }

  @Test
  void aPlatformThatAsksForAPauseIsPutOffUntilThen() {
    Instant until = Instant.parse("2026-03-01T12:00:00Z");

    desk.answer(new DeskMessage.Postponed(STOCKX, until.toEpochMilli(), "quota"));

    assertThat(desk.stop(STOCKX))
        .contains(
            FetchStop.deferred(
                "quota", "stockx asks not to be called before 2026-03-01T12:00:00Z", until));
  }

  @Test
  void theFirstReasonStays() {
    desk.answer(new DeskMessage.Unauthorized(STOCKX));
    desk.answer(new DeskMessage.Postponed(STOCKX, 0, "quota"));

    assertThat(desk.stop(STOCKX).map(FetchStop::reason)).contains("credentials");
    assertThat(desk.stop(STOCKX).map(FetchStop::message).orElseThrow()).contains("STOCKX_API_KEY");
  }

  @Test
  void aTurnThatWasNotUsedIsNotCounted() {
    turn();
    turn();
    desk.answer(new DeskMessage.TurnUnused(STOCKX));

    assertThat(desk.made(STOCKX)).isEqualTo(1);
  }

  @Test
  void aDriverHasOneDeskAndClosingItGivesBackWhatNobodyUsed() {
    turn();
    assertThatIllegalStateException()
        .isThrownBy(() -> FetchDesk.open(open -> {}))
        .withMessageContaining("open in this driver already");

    desk.close();

    assertThat(ledger.leased()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(FetchDesk::current);
    desk = FetchDesk.open(open -> {});
    assertThat(FetchDesk.current()).isSameAs(desk);
  }

  private DeskReply turn() {
    return desk.answer(new DeskMessage.AskTurn(STOCKX));
  }

  private void troubled(String sku) {
    desk.answer(new DeskMessage.Troubled(STOCKX, sku));
  }

  private void ended(boolean isUsable) {
    desk.answer(new DeskMessage.Ended(STOCKX, isUsable));
  }

  /** A token that is valid until a test says otherwise. */
  static final class FakeCredentials implements CredentialSource {
    private final List<Credentials> refused = new ArrayList<>();
    private Optional<Supplier<RuntimeException>> failure = Optional.empty();

    @Override
    public Credentials current() {
      failure.ifPresent(
          refusal -> {
            throw refusal.get();
          });
      return new Credentials(Map.of("Authorization", "token " + (refused.size() + 1)));
    }

    @Override
    public Credentials renewed(Credentials old) {
      refused.add(old);
      return current();
    }
  }
}
