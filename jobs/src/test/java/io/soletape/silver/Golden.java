package io.soletape.silver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a version of the parsers made of recorded answers.
 *
 * @param version of the parsers
 * @param rows by answer, as text
 */
record Golden(String version, Map<String, List<String>> rows) {

  private static final String VERSION = "parser version ";
  private static final String DIGEST = "sha256 ";
  private static final String ANSWER = "== ";

  Golden {
    rows = new TreeMap<>(rows);
  }

  /** The kept text: version, digest of the rows, rows. */
  String text() {
    return VERSION + version + "\n" + DIGEST + digest() + "\n" + body();
  }

  /** The golden file of a text that {@link #text} wrote. */
  static Golden read(String text) {
    List<String> lines = Arrays.asList(text.split("\n"));
    Map<String, List<String>> rows = new TreeMap<>();
    List<String> current = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      if (line.startsWith(ANSWER)) {
        current = new ArrayList<>();
        rows.put(line.substring(ANSWER.length()), current);
      } else {
        current.add(line);
      }
    }
    Golden golden = new Golden(lines.get(0).substring(VERSION.length()), rows);
    if (!lines.get(1).equals(DIGEST + golden.digest())) {
      throw new AssertionError("parsed.golden was edited by hand: let the test write it");
    }
    return golden;
  }

  /** Requires that another reading of the same answers has a higher version. */
  void makeWayFor(Golden next) {
    int rise = Integer.compare(Integer.parseInt(next.version), Integer.parseInt(version));
    boolean isSame =
        rows.entrySet().stream()
            .allMatch(answer -> answer.getValue().equals(next.rows.get(answer.getKey())));
    if (rise < 0 || (rise == 0 && !isSame)) {
      throw new AssertionError(
          "version %s reads recorded answers otherwise than version %s: raise ParserVersion first"
              .formatted(next.version, version));
    }
  }

  private String body() {
    StringBuilder text = new StringBuilder();
    rows.forEach(
        (answer, told) -> {
          text.append(ANSWER).append(answer).append('\n');
          told.forEach(row -> text.append(row).append('\n'));
        });
    return text.toString();
  }

  private String digest() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(body().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
