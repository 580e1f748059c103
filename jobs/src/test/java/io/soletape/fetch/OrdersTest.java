package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No request is with two workers, and none is lost. */
class OrdersTest {

  private static final Worker ONE = new Worker("executor-1", 1);
  private static final Worker OTHER = new Worker("executor-2", 2);

  private final Set<String> landed = new HashSet<>();
  private final Set<String> claimedByOthers = new HashSet<>();
  private final Set<String> released = new HashSet<>();
  private final Orders orders =
      new Orders(
          new SharedSlot() {
            @Override
            public boolean hasLanded(String requestId) {
              return landed.contains(requestId);
            }

            @Override
            public boolean claims(String requestId) {
              return !claimedByOthers.contains(requestId);
            }

            @Override
            public void releases(String requestId) {
              released.add(requestId);
            }
          });

  @BeforeEach
  void open() {
    orders.add(List.of(order("a"), order("b"), order("c")));
  }

  @Test
  void requestsAreGivenOutInTheirOrderAndEachOnce() {
    assertThat(taken(ONE)).contains("a");
    assertThat(taken(OTHER)).contains("b");
    assertThat(taken(ONE)).contains("c");
    assertThat(taken(OTHER)).isEmpty();
    assertThat(orders.has(ONE, "a")).isTrue();
    assertThat(orders.has(OTHER, "a")).isFalse();
    assertThat(orders.inFlight()).isEqualTo(3);
  }

  @Test
  void whatALostWorkerHadIsGivenToTheNext() {
    orders.take(ONE);
    orders.take(OTHER);

    orders.comeBack(ONE::equals);

    assertThat(orders.has(ONE, "a")).isFalse();
    assertThat(orders.has(OTHER, "b")).isTrue();
    assertThat(taken(OTHER)).contains("a");
    assertThat(taken(OTHER)).contains("c");
  }

  @Test
  void anAnswerThatLandedJustBeforeItsWorkerWasLostIsNotAskedForAgain() {
    orders.take(ONE);
    landed.add("a");

    orders.comeBack(ONE::equals);

    assertThat(taken(OTHER)).contains("b");
    assertThat(orders.ended()).isEqualTo(1);
  }

  @Test
  void anAnswerOfAWorkerThatWasThoughtLostEndsTheRequestWhoeverHasIt() {
    orders.take(ONE);
    orders.comeBack(ONE::equals);
    orders.ended("a");
    assertThat(taken(OTHER)).contains("b");

    orders.comeBack(OTHER::equals);
    orders.take(ONE);
    orders.ended("b");
    orders.ended("b");

    assertThat(orders.ended()).isEqualTo(2);
    assertThat(taken(OTHER)).contains("c");
  }

  @Test
  void whatAnotherRunAsksIsLeftOut() {
    claimedByOthers.add("a");
    claimedByOthers.add("c");

    assertThat(taken(ONE)).contains("b");
    assertThat(orders.isNothingWaiting()).isTrue();
    assertThat(orders.left()).isEqualTo(1);
  }

  @Test
  void whatHasNoUsableAnswerIsLeftToOthers() {
    orders.take(ONE);
    orders.take(ONE);
    orders.failed("a");
    assertThat(released).containsExactly("a");

    orders.givenUp("b");
    orders.close();
    assertThat(released).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(orders.ended()).isEqualTo(1);
  }

  @Test
  void whatHasNoAnswerIsLeft() {
    orders.take(ONE);
    orders.take(ONE);
    orders.ended("a");
    orders.givenUp("b");
    orders.givenUp("b");

    assertThat(orders.left()).isEqualTo(2);
    assertThat(orders.inFlight()).isZero();
    assertThat(orders.isNothingWaiting()).isFalse();
  }

  private Optional<String> taken(Worker worker) {
    return orders.take(worker).map(Assignment::requestId);
  }

  private static Assignment order(String requestId) {
    return new Assignment(requestId, Platform.STOCKX, "market_data", "DD1391-100", new TreeMap<>());
  }
}
