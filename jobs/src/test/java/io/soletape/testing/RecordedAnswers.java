package io.soletape.testing;

import io.soletape.lake.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers of the shapes that the references tell of, as rows of bronze of one slot: one file each,
 * whose first line says what was asked (platform, endpoint, SKU, parameters).
 */
public final class RecordedAnswers {

  /** The slot that they are of. */
  public static final String SLOT = "2026-03-01T12:00:00Z";

  private static final Path FOLDER = Path.of("src", "test", "resources", "recorded");

  private RecordedAnswers() {}

  /** The names of all, which are their request ids. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString().replace(".txt", "")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows of bronze/platform_responses. */
  public static TestRows of(List<String> names) {
    TestRows rows =
        TestRows.of(
                Tables.PLATFORM_RESPONSES,
                "request_id",
                "platform",
                "endpoint",
                "sku",
                "params",
                "body")
            .with("run_id", "hot-20260301T1200Z")
            .with("outcome", "ok")
            .with("http_status", 200)
            .with("slot_at", SLOT)
            .with("slot_date", "2026-03-01")
            .with("requested_at", "2026-03-01T12:00:01Z")
            .with("fetched_at", "2026-03-01T12:00:02Z");
    names.forEach(name -> add(rows, name));
    return rows;
  }

  private static void add(TestRows rows, String name) {
    String[] parts = text(name).split("\n\n", 2);
    String[] asked = parts[0].split(" ");
    Map<String, String> params =
        Arrays.stream(asked[3].split("&"))
            .map(param -> param.split("="))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    rows.row(name, asked[0], asked[1], asked[2], params, parts[1]);
  }

  private static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
