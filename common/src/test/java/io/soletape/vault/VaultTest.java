package io.soletape.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.http.Sleeper;
import io.soletape.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every vault. Each process is an object of its own on the same place. */
class VaultTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final ExecutorService processes = Executors.newFixedThreadPool(6);

  /** Where a vault lies. */
  enum Place {
    FILE,
    POSTGRES
  }

  @AfterEach
  void end() {
    processes.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsKeptAtFirst(Place place) {
    Optional<String> kept = vaults(place, 1, PATIENCE).get(0).exclusively(Vault.Opened::text);

    assertThat(kept).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theNewestTextIsSeenByAll(Place place) {
    List<Vault> vaults = vaults(place, 2, PATIENCE);

    keep(vaults.get(0), "first");
    keep(vaults.get(0), "second");

    assertThat(vaults.get(1).exclusively(Vault.Opened::text)).contains("second");
  }

  @ParameterizedTest
  @EnumSource
  void aTextIsSeenByItsWriterAndKeptThoughTheWorkFails(Place place) {
    List<Vault> vaults = vaults(place, 2, PATIENCE);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                vaults
                    .get(0)
                    .exclusively(
                        opened -> {
                          opened.replace("kept");
                          assertThat(opened.text()).contains("kept");
                          throw new IllegalStateException("the work failed");
                        }))
        .withMessage("the work failed");

    assertThat(vaults.get(1).exclusively(Vault.Opened::text)).contains("kept");
  }

  @ParameterizedTest
  @EnumSource
  void oneIsInsideAtATime(Place place) throws InterruptedException, ExecutionException {
    AtomicInteger inside = new AtomicInteger();
    List<Callable<Boolean>> increments = new ArrayList<>();
    for (Vault vault : vaults(place, 6, PATIENCE)) {
      increments.addAll(Collections.nCopies(10, () -> incremented(vault, inside)));
    }

    for (Future<Boolean> wasAlone : processes.invokeAll(increments)) {
      assertThat(wasAlone.get()).isTrue();
    }

    assertThat(vaults(place, 1, PATIENCE).get(0).exclusively(Vault.Opened::text)).contains("60");
  }

  @ParameterizedTest
  @EnumSource
  void whoWaitsTooLongIsToldWhatToDo(Place place) throws InterruptedException, ExecutionException {
    Vault held = vaults(place, 1, PATIENCE).get(0);
    Vault impatient = vaults(place, 1, Duration.ofMillis(200)).get(0);
    CountDownLatch isInside = new CountDownLatch(1);
    CountDownLatch mayLeave = new CountDownLatch(1);
    Future<Boolean> holder =
        processes.submit(() -> held.exclusively(opened -> await(isInside, mayLeave)));
    isInside.await();

    assertThatExceptionOfType(VaultException.class)
        .isThrownBy(() -> impatient.exclusively(Vault.Opened::text))
        .withMessageContaining("Another process has held")
        .withMessageContaining("end it and try again");

    mayLeave.countDown();
    assertThat(holder.get()).isTrue();
    assertThat(impatient.exclusively(Vault.Opened::text)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theClockIsThatOfThePlace(Place place) {
    Instant now = vaults(place, 1, PATIENCE).get(0).exclusively(Vault.Opened::now);

    assertThat(Duration.between(now, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
  }

  private List<Vault> vaults(Place place, int count, Duration patience) {
    List<Vault> vaults = new ArrayList<>();
    for (int process = 0; process < count; process++) {
      vaults.add(
          switch (place) {
            case FILE ->
                new FileVault(
                    directory.resolve("var").resolve("tokens"),
                    patience,
                    Clock.systemUTC(),
                    Sleeper.real());
            case POSTGRES -> new PostgresVault(database(), "stockx:1", patience);
          });
    }
    return vaults;
  }

  private String database = "";

  private String database() {
    if (database.isEmpty()) {
      database = PostgresServer.newDatabase();
    }
    return database;
  }

  private static void keep(Vault vault, String text) {
    vault.exclusively(
        opened -> {
          opened.replace(text);
          return text;
        });
  }

  private static boolean incremented(Vault vault, AtomicInteger inside) {
    return vault.exclusively(
        opened -> {
          boolean isAlone = inside.incrementAndGet() == 1;
          int before = opened.text().map(Integer::parseInt).orElse(0);
          opened.replace(String.valueOf(before + 1));
          inside.decrementAndGet();
          return isAlone;
        });
  }

  private static boolean await(CountDownLatch isInside, CountDownLatch mayLeave) {
    isInside.countDown();
    try {
      mayLeave.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
