package io.soletape.bench;

import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What several scenarios begin with or compare with, made when it is first asked for. */
final class Prepared {

  /** The SKUs of those scenarios that go on to gold. */
  static final List<String> FEW = Market.skus(24);

  private static final List<String> ALL = Market.skus(112);
  private static final double FAST = 200;

  private final Path folder;
  private Optional<Path> mapped = Optional.empty();
  private Optional<Tape> undisturbed = Optional.empty();

  Prepared(Path folder) {
    this.folder = folder;
  }

  /** Puts a lake into a place, in which every packaged SKU is mapped and nothing is quoted. */
  void layInto(Workplace place) throws IOException, InterruptedException {
    Market.copy(mapped(), Path.of(place.lake()));
  }

  /** The tape of a run for the few that nothing disturbs. */
  Tape undisturbed() throws IOException, InterruptedException {
    if (undisturbed.isEmpty()) {
      try (Sandbox sandbox = Sandbox.start(Market.allowing(FAST))) {
        Workplace place = Workplace.in(folder.resolve("undisturbed"), sandbox).withRate(FAST);
        layInto(place);
        checked(Market.run(place, FEW));
        undisturbed = Optional.of(Tape.of(place.lake()));
      }
    }
    return undisturbed.orElseThrow();
  }

  private Path mapped() throws IOException, InterruptedException {
    if (mapped.isEmpty()) {
      try (Sandbox sandbox = Sandbox.start(Market.allowing(FAST))) {
        Workplace place = Workplace.in(folder.resolve("mapped"), sandbox).withRate(FAST);
        checked(Market.start(place, "map", ALL).await(Market.PATIENCE));
        mapped = Optional.of(Path.of(place.lake()));
      }
    }
    return mapped.orElseThrow();
  }

  private static void checked(Outcome outcome) {
    if (outcome.code() != Outcome.DONE) {
      throw new IllegalStateException(
          "Nothing disturbed it, and yet it ended with %d: %s"
              .formatted(outcome.code(), outcome.said()));
    }
  }
}
