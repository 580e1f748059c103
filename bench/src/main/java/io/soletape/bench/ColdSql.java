package io.soletape.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions to a lake by {@code ./soletape sql}, each in a process of its own. */
final class ColdSql {

  private static final int ROUNDS = 5;
  private static final double MOST_SECONDS = 1;
  private static final double NANOS = 1e9;

  private final Path door;
  private final Path lake;

  ColdSql(Path door, Path lake) {
    this.door = door;
    this.lake = lake;
  }

  /** The median time of an answer, its start included; an error of the question is thrown. */
  Figure timed(String name, String question, Optional<String> asOf)
      throws IOException, InterruptedException {
    // The first one after a build makes the archive of classes.
    asked(question, asOf);
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      asked(question, asOf);
      seconds.add((System.nanoTime() - begun) / NANOS);
    }
    double median = seconds.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    return new Figure(
        "seconds, " + name, "%.2f".formatted(median), "below 1", median < MOST_SECONDS);
  }

  private void asked(String question, Optional<String> asOf)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(door.toString(), "sql", "--json", "--set", "SOLETAPE_LAKE=" + lake, "-e"));
    words.add(question);
    asOf.ifPresent(moment -> words.addAll(List.of("--as-of", moment)));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String answer = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0 || answer.contains("\"rows\":[]")) {
      throw new IllegalStateException("No answer to " + words + ": " + answer);
    }
  }
}
