package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.soletape.budget.Locks.Claim;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LocksTest {

  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final HeldLock.Terms NEVER_RENEWED_BY_ITSELF =
      new HeldLock.Terms(Duration.ofDays(9), Duration.ofDays(1));

  @Parameter TestDatabase database;
  @TempDir Path directory;

  private final List<Duration> pauses = new ArrayList<>();
  private volatile Instant now = NOON;
  private String url;
  private Locks locks;

  @BeforeEach
  void openTheLocks() {
    url = database.freshUrl(directory);
    locks = SqlLocks.open(url, () -> now);
  }

  @AfterEach
  void closeTheLocks() {
    locks.close();
  }

  @Test
  void aLockHasOneHolderWhoIsNamedToOthers() {
    assertThat(claim("bronze", "one")).isEqualTo(new Claim.Taken(NOON.plus(LIFE)));
    now = NOON.plusSeconds(20);

    assertThat(claim("bronze", "two"))
        .isEqualTo(new Claim.Refused("one", NOON.plus(LIFE), Duration.ofSeconds(40)));
    assertThat(claim("silver", "two")).isInstanceOf(Claim.Taken.class);
    assertThat(claim("bronze", "one")).isEqualTo(new Claim.Taken(now.plus(LIFE)));
  }

  @Test
  void theLockOfADeadHolderEndsByItself() {
    claim("bronze", "dead");
    now = NOON.plus(LIFE).minusMillis(1);
    assertThat(claim("bronze", "two")).isInstanceOf(Claim.Refused.class);
    now = NOON.plus(LIFE);

    assertThat(claim("bronze", "two")).isInstanceOf(Claim.Taken.class);
    assertThat(locks.renew("bronze", "dead", LIFE)).isFalse();
    assertThat(claim("bronze", "dead")).isInstanceOf(Claim.Refused.class);
  }

  @Test
  void whoHasALockIsToldWithoutTakingIt() {
    assertThat(locks.holder("bronze")).isEmpty();

    claim("bronze", "one");
    now = NOON.plus(LIFE).minusMillis(1);
    assertThat(locks.holder("bronze")).contains("one");
    assertThat(locks.holder("silver")).isEmpty();

    now = NOON.plus(LIFE);
    assertThat(locks.holder("bronze")).isEmpty();
    assertThat(claim("bronze", "two")).isInstanceOf(Claim.Taken.class);
    locks.release("bronze", "two");
    assertThat(locks.holder("bronze")).isEmpty();
  }

  @Test
  void renewingGivesAnotherLife() {
    claim("bronze", "one");
    now = NOON.plusSeconds(50);
    assertThat(locks.renew("bronze", "one", LIFE)).isTrue();
    now = NOON.plusSeconds(100);

    assertThat(claim("bronze", "two"))
        .isEqualTo(new Claim.Refused("one", NOON.plusSeconds(110), Duration.ofSeconds(10)));
  }

  @Test
  void aLockThatEndedAndThatNobodyTookIsRenewed() {
    claim("bronze", "one");
    now = NOON.plusSeconds(90);

    assertThat(locks.renew("bronze", "one", LIFE)).isTrue();
    assertThat(claim("bronze", "two")).isInstanceOf(Claim.Refused.class);
  }

  @Test
  void onlyTheHolderReleases() {
    claim("bronze", "one");

    locks.release("bronze", "two");
    assertThat(claim("bronze", "two")).isInstanceOf(Claim.Refused.class);
    locks.release("bronze", "one");
    assertThat(claim("bronze", "two")).isInstanceOf(Claim.Taken.class);
    assertThat(locks.renew("bronze", "one", LIFE)).isFalse();
  }

  @Test
  void aClockSetBackAddsNothingToALife() {
    claim("bronze", "dead");
    now = NOON.minusSeconds(7_200);

    assertThat(claim("bronze", "two")).isEqualTo(new Claim.Refused("dead", now.plus(LIFE), LIFE));
    now = now.plus(LIFE);
    assertThat(claim("bronze", "two")).isInstanceOf(Claim.Taken.class);
  }

  @Test
  void ofManyWhoClaimAtOnceOneGetsIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Claim>> work =
          IntStream.range(0, 8)
              .<Callable<Claim>>mapToObj(thread -> () -> claimOverAnotherConnection(thread))
              .toList();
      int taken = 0;
      for (Future<Claim> claim : threads.invokeAll(work)) {
        taken += claim.get() instanceof Claim.Taken ? 1 : 0;
      }
      assertThat(taken).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whoIsPatientGetsTheLockWhenItEnds() throws InterruptedException {
    locks.claim("bronze", "dead", Duration.ofMillis(2_500));

    try (HeldLock held = acquire("two", Duration.ofSeconds(10))) {
      assertThat(held.isHeld()).isTrue();
      assertThat(pauses)
          .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(500));
    }
    assertThat(claim("bronze", "three")).isInstanceOf(Claim.Taken.class);
  }

  @Test
  void whoLosesPatienceIsToldWhoHasTheLock() {
    claim("bronze", "run hot-20260310T1200Z");

    assertThatExceptionOfType(LockBusyException.class)
        .isThrownBy(() -> acquire("two", Duration.ofMillis(1_500)))
        .withMessageContaining(
            "bronze is held by run hot-20260310T1200Z until 2026-03-10T12:01:00Z");
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(500));
  }

  @Test
  void aHeldLockKnowsThatItWasLost() throws InterruptedException {
    try (HeldLock held = acquire("one", Duration.ZERO)) {
      held.renew();
      assertThat(held.isHeld()).isTrue();
      locks.release("bronze", "one");
      claim("bronze", "two");

      held.renew();

      assertThat(held.isHeld()).isFalse();
    }
    assertThat(claim("bronze", "three")).isInstanceOf(Claim.Refused.class);
  }

  @Test
  void aHeldLockThatCannotBeRenewedEndsWithItsLife() throws InterruptedException {
    HeldLock held = acquire("one", Duration.ZERO);
    locks.close();
    assertThatExceptionOfType(LedgerException.class).isThrownBy(held::renew);

    assertThat(held.isHeld()).isTrue();
    now = NOON.plus(Duration.ofDays(9));
    assertThat(held.isHeld()).isFalse();
    assertThatExceptionOfType(LedgerException.class).isThrownBy(held::close);
  }

  @Test
  void aLockWhoseLifeIsOverIsOursAgainIfNobodyTookIt() throws InterruptedException {
    try (HeldLock held = acquire("one", Duration.ZERO)) {
      now = NOON.plus(Duration.ofDays(9));
      assertThat(held.isHeld()).isFalse();

      assertThat(held.isLost()).isFalse();

      assertThat(held.isHeld()).isTrue();
      assertThat(claim("bronze", "two")).isInstanceOf(Claim.Refused.class);
    }
  }

  @Test
  void aLockWhoseLifeIsOverIsLostIfSomebodyTookItForHoweverLong() throws InterruptedException {
    try (HeldLock held = acquire("one", Duration.ZERO)) {
      now = NOON.plus(Duration.ofDays(9));
      claim("bronze", "two");
      assertThat(held.isLost()).isTrue();

      locks.release("bronze", "two");

      assertThat(held.isLost()).isTrue();
    }
  }

  @Test
  void aLockThatWasGivenUpIsNotLost() throws InterruptedException {
    HeldLock held = acquire("one", Duration.ZERO);
    held.close();

    assertThat(held.isHeld()).isFalse();
    assertThat(held.isLost()).isFalse();
  }

  @Test
  void aHeldLockRenewsItselfUntilItIsClosed() throws InterruptedException {
    CountDownLatch renewals = new CountDownLatch(3);
    try (HeldLock held =
        HeldLock.acquire(
            counting(renewals),
            "bronze",
            "one",
            new HeldLock.Terms(LIFE, Duration.ofMillis(5)),
            Duration.ZERO,
            pauses::add,
            System::nanoTime)) {
      assertThat(renewals.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(held.isHeld()).isTrue();
    }
  }

  @Test
  void termsThatLoseALockAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HeldLock.Terms(LIFE, Duration.ofSeconds(31)))
        .withMessageContaining("use at most half of it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locks.claim("bronze", "one", Duration.ofMillis(999)))
        .withMessageContaining("use a second or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locks.claim("bronze", " ", LIFE))
        .withMessageContaining("name one");
  }

  private Claim claim(String name, String holder) {
    return locks.claim(name, holder, LIFE);
  }

  private Claim claimOverAnotherConnection(int thread) {
    try (Locks own = SqlLocks.open(url, () -> now)) {
      return own.claim("bronze", "thread " + thread, LIFE);
    }
  }

  private HeldLock acquire(String holder, Duration patience) throws InterruptedException {
    return HeldLock.acquire(
        locks,
        "bronze",
        holder,
        NEVER_RENEWED_BY_ITSELF,
        patience,
        pause -> {
          pauses.add(pause);
          now = now.plus(pause);
        },
        () -> Duration.between(NOON, now).toNanos());
  }

  private Locks counting(CountDownLatch renewals) {
    return new Locks() {
      @Override
      public Claim claim(String name, String holder, Duration life) {
        return locks.claim(name, holder, life);
      }

      @Override
      public boolean renew(String name, String holder, Duration life) {
        boolean isRenewed = locks.renew(name, holder, life);
        renewals.countDown();
        return isRenewed;
      }

      @Override
      public Optional<String> holder(String name) {
        return locks.holder(name);
      }

      @Override
      public void release(String name, String holder) {
        locks.release(name, holder);
      }

      @Override
      public void close() {
        locks.close();
      }
    };
  }
}
