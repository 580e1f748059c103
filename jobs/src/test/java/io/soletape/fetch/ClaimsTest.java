package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.OneWriter;
import io.soletape.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that share a slot: no request is asked by two of them, and none by nobody. */
class ClaimsTest {

  private static final String HOT = "hot-20260301T0000Z";
  private static final String COLD = "cold-20260301T0000Z";
  private static final String ALL = "all-20260301T0000Z";

  @TempDir private Path folder;

  private final Set<String> atWork = new HashSet<>(Set.of(HOT, COLD, ALL));

  @Test
  void aRequestIsWhoseClaimWasThereFirst() {
    Claims hot = arrived(HOT);
    Claims cold = arrived(COLD);

    assertThat(hot.take("r1")).isTrue();
    assertThat(cold.take("r1")).isFalse();
    assertThat(cold.take("r2")).isTrue();
    assertThat(hot.take("r1")).isTrue();
    assertThat(cold.takeOver(List.of("r1"))).isFalse();
  }

  @Test
  void whatARunGivesUpIsAnothers() {
    Claims hot = arrived(HOT);
    Claims cold = arrived(COLD);
    hot.take("r1");
    hot.take("r2");

    cold.release("r1");
    assertThat(cold.take("r1")).isFalse();
    hot.release("r1");

    assertThat(cold.takeOver(List.of("r1", "r2"))).isTrue();
    assertThat(hot.take("r1")).isFalse();
    assertThat(cold.take("r2")).isFalse();
  }

  @Test
  void anAnsweredRequestStaysClaimedForWhoMayNotKnowItsAnswer() {
    Claims hot = arrived(HOT);
    Claims cold = arrived(COLD);
    hot.take("r1");

    hot.forget(List.of("r1"));
    assertThat(cold.take("r1")).isFalse();
    hot.leave();
    assertThat(cold.take("r1")).isFalse();

    assertThat(cold.takeOver(List.of("r1"))).as("to look for the answer again").isTrue();
  }

  @Test
  void nothingIsLeftBehindByTheLast() throws IOException {
    Claims hot = arrived(HOT);
    hot.take("r1");
    hot.forget(List.of("r1", "r2"));
    assertThat(files()).containsExactly(HOT);

    Claims cold = arrived(COLD);
    hot.take("r3");
    cold.take("r4");
    hot.leave();
    assertThat(files()).containsExactlyInAnyOrder(COLD, "r3", "r4");
    cold.leave();

    assertThat(files()).isEmpty();
  }

  @Test
  void claimsOfTheDeadAreTakenOver() {
    arrived(HOT).take("r1");
    atWork.remove(HOT);
    Claims cold = arrived(COLD);
    assertThat(cold.take("r1")).isTrue();

    cold.take("r2");
    Claims all = arrived(ALL);
    atWork.remove(COLD);
    assertThat(all.take("r2")).isFalse();
    assertThat(all.takeOver(List.of("r2"))).isTrue();
  }

  @Test
  void aRunThatWasKilledTakesItsOwnClaimsOver() {
    Claims killed = arrived(HOT);
    arrived(COLD);
    killed.take("r1");

    Claims again = arrived(HOT);

    assertThat(again.takeOver(List.of("r1"))).isTrue();
  }

  @Test
  void aClaimWithoutANameIsSomebodysForAMoment() throws IOException {
    Claims hot = arrived(HOT);
    arrived(COLD);
    Files.createFile(folder.resolve("asked").resolve("r1"));

    assertThat(hot.take("r1")).isFalse();
    assertThat(hot.takeOver(List.of("r1"))).isFalse();
    for (int look = 0; look < 50; look++) {
      hot.takeOver(List.of("r1"));
    }
    assertThat(hot.takeOver(List.of("r1"))).isTrue();
  }

  private Claims arrived(String run) {
    Claims claims =
        Claims.at(
            folder.toString(),
            run,
            new Lake(LocalSpark.session(), folder.toString(), new AtWork(atWork)));
    claims.arrive();
    return claims;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).toList();
    }
  }

  private record AtWork(Set<String> runs) implements OneWriter {

    @Override
    public <T> T alone(String what, Supplier<T> work) {
      return work.get();
    }

    @Override
    public boolean isBusy(String what) {
      return runs.stream().map(FetchJob::lockOf).anyMatch(what::equals);
    }
  }
}
