package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AtOnceTest {

  @Test
  void oneWorkCanWaitForWhatAnotherDoes() {
    CountDownLatch begun = new CountDownLatch(2);
    List<String> done = new CopyOnWriteArrayList<>();

    AtOnce.run(() -> meet(begun, done), () -> meet(begun, done));

    assertThat(done).containsExactly("met", "met");
  }

  @Test
  void aFailureIsToldWhenTheOthersHaveEnded() {
    CountDownLatch failing = new CountDownLatch(1);
    List<String> done = new CopyOnWriteArrayList<>();

    assertThatThrownBy(
            () ->
                AtOnce.run(
                    () -> {
                      failing.countDown();
                      throw new IllegalStateException("bars");
                    },
                    () -> meet(failing, done),
                    () -> {
                      throw new IllegalStateException("spreads");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bars")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("spreads"));
    assertThat(done).containsExactly("met");
  }

  @Test
  void aFailureThatNobodyDeclaredIsToldWithItsCause() {
    Exception checked = new Exception("a broadcast was cancelled");

    assertThatThrownBy(() -> AtOnce.run(() -> throwAny(checked)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a broadcast was cancelled")
        .hasCause(checked);
  }

  // What Scala's methods do.
  @SuppressWarnings("unchecked")
  private static <T extends Exception> void throwAny(Exception exception) throws T {
    throw (T) exception;
  }

  private static void meet(CountDownLatch others, List<String> done) {
    others.countDown();
    try {
      others.await();
      done.add("met");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
