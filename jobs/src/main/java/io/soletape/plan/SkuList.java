package io.soletape.plan;

import io.soletape.config.SettingException;
import io.soletape.market.Sku;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The SKUs to follow. One SKU a line, optionally a tab and its tier, {@code #} comments, optional
 * header. Lines that are none of these are named and left out; the good ones go on.
 *
 * @param skus the good lines, in order, each style once
 * @param problems what is wrong with the others, each with its line number
 */
public record SkuList(List<ListedSku> skus, List<String> problems) {

  private static final Set<String> TIERS =
      Set.of(Tier.HOT.code(), Tier.WARM.code(), Tier.COLD.code(), ListedSku.FROZEN);
  private static final String PACKAGED = "skus.tsv";
  private static final String HEADER = "sku";

  public SkuList {
    skus = List.copyOf(skus);
    problems = List.copyOf(problems);
  }

  /** The production list of 112: 20 hot, 50 warm, 42 cold. */
  public static SkuList packaged() {
    try (InputStream resource = SkuList.class.getResourceAsStream(PACKAGED)) {
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return parse(text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("The packaged SKU list is unreadable", e);
    }
  }

  /**
   * The list in a file.
   *
   * @throws SettingException if the file is missing, unreadable, or holds no SKU at all
   */
  public static SkuList read(Path file) {
    try {
      return notEmpty(parse(Files.readAllLines(file, StandardCharsets.UTF_8)), file);
    } catch (NoSuchFileException e) {
      throw new SettingException(
          "SKU file '" + file + "' does not exist: name a file with one SKU a line", e);
    } catch (MalformedInputException e) {
      throw new SettingException(
          "SKU file '" + file + "' is not UTF-8 text: name a file with one SKU a line", e);
    } catch (IOException e) {
      throw new SettingException(
          "SKU file '" + file + "' cannot be read: name a readable file with one SKU a line", e);
    }
  }

  /** Reads lines; never fails, but names each line that it leaves out. */
  public static SkuList parse(List<String> lines) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    List<ListedSku> skus = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int index = 0; index < lines.size(); index++) {
      String line = content(lines.get(index));
      if (!line.isEmpty() && !isHeader(line, skus)) {
        readLine(line, index + 1, seen, skus, problems);
      }
    }
    return new SkuList(skus, problems);
  }

  /** The SKUs of a run of that tier, in the list's order. */
  public List<ListedSku> of(Tier tier) {
    return skus.stream().filter(sku -> sku.runsIn(tier)).toList();
  }

  private static void readLine(
      String line,
      int number,
      Map<String, Integer> seen,
      List<ListedSku> skus,
      List<String> problems) {
    String[] fields = line.split("\t", -1);
    Optional<String> tier =
        fields.length > 1 && !fields[1].isBlank()
            ? Optional.of(fields[1].strip().toLowerCase(Locale.ROOT))
            : Optional.empty();
    if (tier.filter(named -> !TIERS.contains(named)).isPresent()) {
      problems.add(
          "line %d: tier '%s' is unknown: use hot, warm, cold or frozen"
              .formatted(number, fields[1].strip()));
      return;
    }
    try {
      Sku sku = Sku.parse(fields[0]);
      Integer first = seen.putIfAbsent(Sku.comparable(sku.code()), number);
      if (Optional.ofNullable(first).isPresent()) {
        problems.add("line %d: %s stands on line %d already".formatted(number, sku, first));
      } else {
        skus.add(new ListedSku(sku, tier));
      }
    } catch (IllegalArgumentException e) {
      problems.add("line %d: %s".formatted(number, e.getMessage()));
    }
  }

  private static boolean isHeader(String line, List<ListedSku> before) {
    return before.isEmpty() && line.split("\t", -1)[0].strip().equalsIgnoreCase(HEADER);
  }

  private static String content(String line) {
    String withoutMark = line.startsWith("\uFEFF") ? line.substring(1) : line;
    int comment = withoutMark.indexOf('#');
    return (comment >= 0 ? withoutMark.substring(0, comment) : withoutMark).strip();
  }

  private static SkuList notEmpty(SkuList list, Path file) {
    if (list.skus.isEmpty()) {
      String why = list.problems.isEmpty() ? "" : " (" + String.join("; ", list.problems) + ")";
      throw new SettingException(
          "SKU file '" + file + "' names no SKU" + why + ": put one style code on a line");
    }
    return list;
  }
}
