package io.soletape.fees;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.soletape.config.SettingException;
import io.soletape.market.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A file of fees: CSV with the header below, one fee a line, {@code #} before a comment. Read
 * strictly: one wrong line and nothing is read, since a missing fee would make a profit.
 */
public final class FeeFile {

  /** The header. */
  public static final String HEADER =
      "platform,side,region,programme,fee,percent,fixed,minimum,currency,valid_from,source";

  private static final String EXAMPLE = "example-fees.csv";
  private static final List<String> COLUMNS = List.of(HEADER.split(",", -1));
  private static final ObjectReader LINE =
      new CsvMapper().readerForListOf(String.class).with(CsvParser.Feature.TRIM_SPACES);

  private FeeFile() {}

  /** The example that is packaged: its owner is to check every figure. */
  public static FeeSchedule example() {
    return read(exampleLines(), "the packaged " + EXAMPLE);
  }

  /** The example as it stands in its file. */
  public static List<String> exampleLines() {
    try (InputStream stream =
        Objects.requireNonNull(FeeFile.class.getResourceAsStream(EXAMPLE), EXAMPLE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The packaged fees cannot be read", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws SettingException if it cannot be read or a line is at fault; the message names file,
   *     line, value and what is allowed
   */
  public static FeeSchedule read(Path file) {
    try {
      return read(Files.readAllLines(file), "the fee file " + file);
    } catch (IOException e) {
      throw new SettingException(
          "SOLETAPE_FEES is '%s': the file cannot be read; name a CSV file with the header %s"
              .formatted(file, HEADER),
          e);
    }
  }

  private static FeeSchedule read(List<String> lines, String name) {
    List<Fee> fees = new ArrayList<>();
    Map<List<Object>, Integer> lineOf = new HashMap<>();
    boolean isHeaderRead = false;
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index).strip();
      FeeLine at = new FeeLine(name, index + 1, COLUMNS, line.isEmpty() ? List.of() : cells(line));
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (!isHeaderRead) {
        at.requireHeader();
        isHeaderRead = true;
        continue;
      }
      Fee fee = at.fee();
      Optional.ofNullable(lineOf.put(fee.identity(), index + 1)).ifPresent(at::refuseRepeatOf);
      fees.add(fee);
    }
    requireEveryPlatform(fees, name);
    return new FeeSchedule(fees);
  }

  private static List<String> cells(String line) {
    try {
      return LINE.readValue(line);
    } catch (JsonProcessingException e) {
      return List.of(line);
    }
  }

  private static void requireEveryPlatform(List<Fee> fees, String name) {
    for (Platform platform : Platform.values()) {
      if (fees.stream().noneMatch(fee -> fee.platform() == platform)) {
        throw new SettingException(
            "%s has no fee of %s: add a line for each side that you trade there"
                .formatted(name, platform.code()));
      }
    }
  }
}
