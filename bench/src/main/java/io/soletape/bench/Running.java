package io.soletape.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the product under way; its output goes to files. */
final class Running implements AutoCloseable {

  private static final List<String> OURS = List.of("SOLETAPE_", "STOCKX_", "ALIAS_", "FX_");

  private final Process process;
  private final Path out;
  private final Path err;

  private Running(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Running start(List<String> words, Map<String, String> environment, Path folder)
      throws IOException {
    Path out = Files.createTempFile(folder, "command", ".out");
    Path err = Path.of(out.toString().replace(".out", ".err"));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> OURS.stream().anyMatch(name::startsWith));
    builder.environment().putAll(environment);
    return new Running(Offspring.start(builder), out, err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Waits for its end.
   *
   * @throws IllegalStateException if it has not ended by then; it is killed
   */
  Outcome await(Duration patience) throws IOException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new IllegalStateException(
          "A command did not end within %s; it said: %s".formatted(patience, said()));
    }
    return new Outcome(process.exitValue(), report(), said());
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private String said() throws IOException {
    return Files.readString(err);
  }

  private JsonNode report() throws IOException {
    List<String> lines = Files.readAllLines(out).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? MissingNode.getInstance()
        : new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }
}
