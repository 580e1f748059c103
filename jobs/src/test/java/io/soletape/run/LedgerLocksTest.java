package io.soletape.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.budget.Locks;
import io.soletape.budget.SqlLocks;
import io.soletape.lake.NotAloneException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that write one lake, over one ledger. */
class LedgerLocksTest {

  private static final ProcessName SELF = ProcessName.own();
  private static final ProcessName DEAD_HERE =
      new ProcessName(SELF.host(), SELF.pid(), SELF.startedAtMillis() - 60_000);
  private static final ProcessName ELSEWHERE = new ProcessName("another-machine", 4, 5);
  private static final Duration LIFE = Duration.ofHours(1);
  private static final String TABLE = "silver/mappings";

  @TempDir private Path folder;

  private final List<String> notes = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private Locks others;
  private Locks own;
  private LedgerLocks locks;

  @BeforeEach
  void open() {
    String url = "jdbc:sqlite:" + folder.resolve("ledger.db");
    others = SqlLocks.open(url);
    own = SqlLocks.open(url);
    locks = new LedgerLocks(own, "/lake", SELF, this::await, notes::add, nanos::get);
  }

  @AfterEach
  void close() {
    locks.close();
    others.close();
  }

  @Test
  void whileOneWorksNobodyElseHasTheLockAndAfterwardsItIsFree() {
    Locks.Claim during = locks.alone(TABLE, this::claimOfAnother);

    assertThat(during)
        .isInstanceOfSatisfying(
            Locks.Claim.Refused.class,
            refused -> assertThat(refused.holder()).isEqualTo(SELF.text()));
    assertThat(claimOfAnother()).isInstanceOf(Locks.Claim.Taken.class);
    assertThat(notes).isEmpty();
  }

  @Test
  void whoHasTheLockMayEnterAgainAndKeepsItUntilTheOuterWorkIsDone() {
    Locks.Claim afterTheInner =
        locks.alone(
            TABLE,
            () -> {
              locks.alone(TABLE, () -> true);
              return claimOfAnother();
            });

    assertThat(afterTheInner).isInstanceOf(Locks.Claim.Refused.class);
  }

  @Test
  void namesAndLakesDoNotMeet() {
    LedgerLocks otherLake =
        new LedgerLocks(others, "/other", ELSEWHERE, this::await, notes::add, nanos::get);

    assertThat(locks.alone(TABLE, () -> otherLake.alone(TABLE, () -> 1))).isEqualTo(1);
    assertThat(locks.alone(TABLE, () -> locks.alone("gold/x", () -> 2))).isEqualTo(2);
    assertThat(waits).isEmpty();
  }

  @Test
  void theLockOfAProcessThatDiedOnThisMachineIsTakenOverAtOnce() {
    others.claim(TABLE + " of /lake", DEAD_HERE.text(), LIFE);

    assertThat(locks.alone(TABLE, () -> 1)).isEqualTo(1);
    assertThat(waits).isEmpty();
    assertThat(notes).isEmpty();
  }

  @Test
  void aLivingHolderIsNamedAndWaitedFor() {
    others.claim(TABLE + " of /lake", ELSEWHERE.text(), LIFE);

    assertThat(locks.alone(TABLE, () -> 1)).isEqualTo(1);

    assertThat(waits).isNotEmpty();
    assertThat(notes)
        .containsExactly(
            "silver/mappings is being worked on by process 4 on another-machine since 5:"
                + " waiting for it");
  }

  @Test
  void whatIsDoneAloneIsConfirmedAlsoAfterALongPauseIfNobodyTookOver() {
    locks.alone(
        TABLE,
        () -> {
          locks.confirm();
          nanos.addAndGet(Duration.ofSeconds(31).toNanos());
          return confirmed();
        });

    assertThat(claimOfAnother()).isInstanceOf(Locks.Claim.Taken.class);
  }

  @ParameterizedTest
  @EnumSource
  void whoMayHaveBeenOvertakenIsToldAndWhatToDo(Loss loss) {
    assertThatExceptionOfType(NotAloneException.class)
        .isThrownBy(
            () ->
                locks.alone(
                    TABLE,
                    () -> {
                      nanos.addAndGet(Duration.ofSeconds(31).toNanos());
                      loss.happen.accept(this);
                      return locks.alone("gold/x", this::confirmed);
                    }))
        .withMessageStartingWith("The lock of silver/mappings of /lake is lost: it was not renewed")
        .withMessageContaining("run the same command again");
  }

  @Test
  void whatSomebodyLivingDoesIsBusy() {
    assertThat(locks.isBusy(TABLE)).isFalse();
    assertThat(locks.<Boolean>alone(TABLE, () -> locks.isBusy(TABLE))).isTrue();
    assertThat(locks.isBusy(TABLE)).isFalse();

    others.claim(TABLE + " of /lake", ELSEWHERE.text(), LIFE);
    assertThat(locks.isBusy(TABLE)).isTrue();
    assertThat(locks.isBusy("gold/x")).isFalse();

    others.claim("gold/x of /lake", DEAD_HERE.text(), LIFE);
    assertThat(locks.isBusy("gold/x")).isFalse();
  }

  private boolean confirmed() {
    locks.confirm();
    return true;
  }

  private enum Loss {
    SOMEBODY_HAS_IT(test -> test.takeOver()),
    SOMEBODY_HAD_IT(
        test -> {
          test.takeOver();
          test.others.release(TABLE + " of /lake", ELSEWHERE.text());
        });

    private final Consumer<LedgerLocksTest> happen;

    Loss(Consumer<LedgerLocksTest> happen) {
      this.happen = happen;
    }
  }

  @Test
  void withoutALedgerNobodyKnowsWhoHasTheLock() {
    assertThatExceptionOfType(NotAloneException.class)
        .isThrownBy(
            () ->
                locks.alone(
                    TABLE,
                    () -> {
                      own.close();
                      assertThat(confirmed()).isTrue();
                      nanos.addAndGet(Duration.ofSeconds(31).toNanos());
                      return confirmed();
                    }));
  }

  private void takeOver() {
    others.release(TABLE + " of /lake", SELF.text());
    others.claim(TABLE + " of /lake", ELSEWHERE.text(), LIFE);
  }

  private Locks.Claim claimOfAnother() {
    Locks.Claim claim = others.claim(TABLE + " of /lake", ELSEWHERE.text(), LIFE);
    others.release(TABLE + " of /lake", ELSEWHERE.text());
    return claim;
  }

  // The other one ends its work while it is waited for.
  private void await(Duration pause) {
    waits.add(pause);
    others.release(TABLE + " of /lake", ELSEWHERE.text());
  }
}
