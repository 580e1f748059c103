package io.soletape.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days that can hold what a statement asks for, by its conditions on {@code slot_at}: tables
 * lie in one folder per day of it, and DuckDB sees no link between the two.
 *
 * @param first the first day; empty where every earlier day may count
 * @param last the last day; empty where every later day may count
 */
record AskedDays(Optional<LocalDate> first, Optional<LocalDate> last) {

  /** The column that the folders are made of: the day of {@code slot_at}, UTC. */
  static final String FOLDERS = "slot_date";

  private static final AskedDays ALL = new AskedDays(Optional.empty(), Optional.empty());
  private static final Pattern CONDITION =
      Pattern.compile(
          "\\bslot_at(>=|>|<=|<|=)'(\\d{4}-\\d{2}-\\d{2}) [^']*\\+00'::TIMESTAMP WITH TIME ZONE");
  private static final Pattern FOLDER = Pattern.compile("/" + FOLDERS + "=(\\d{4}-\\d{2}-\\d{2})/");

  /**
   * Reads the conditions that DuckDB's plan hands to its scans, their constants worked out.
   *
   * @param plan as {@code EXPLAIN (FORMAT json)} tells it; what is not understood bounds nothing
   */
  static AskedDays of(JsonNode plan) {
    List<AskedDays> scans = new ArrayList<>();
    collect(plan, scans);
    return scans.stream().reduce(AskedDays::or).orElse(ALL);
  }

  /** Whether a data file can hold a row of these days. */
  boolean mayHold(Path file) {
    Matcher folder = FOLDER.matcher(file.toString());
    if (!folder.find()) {
      return true;
    }
    LocalDate day = LocalDate.parse(folder.group(1));
    return first.filter(day::isBefore).isEmpty() && last.filter(day::isAfter).isEmpty();
  }

  private static void collect(JsonNode node, List<AskedDays> scans) {
    if (node.path("name").asText().strip().equals("READ_PARQUET")) {
      scans.add(ofScan(node.path("extra_info").path("Filters")));
    }
    node.forEach(child -> collect(child, scans));
  }

  private static AskedDays ofScan(JsonNode filters) {
    AskedDays days = ALL;
    for (JsonNode filter : filters.isArray() ? filters : List.of(filters)) {
      String text = filter.asText();
      if (text.startsWith("slot_at") && !text.contains(" OR ")) {
        Matcher condition = CONDITION.matcher(text);
        while (condition.find()) {
          days = days.and(condition.group(1), LocalDate.parse(condition.group(2)));
        }
      }
    }
    return days;
  }

  private AskedDays and(String comparison, LocalDate day) {
    boolean isLower = comparison.startsWith(">") || comparison.equals("=");
    boolean isUpper = comparison.startsWith("<") || comparison.equals("=");
    return new AskedDays(
        isLower && first.filter(day::isBefore).isEmpty() ? Optional.of(day) : first,
        isUpper && last.filter(day::isAfter).isEmpty() ? Optional.of(day) : last);
  }

  private AskedDays or(AskedDays other) {
    return new AskedDays(
        first.flatMap(mine -> other.first.map(theirs -> mine.isBefore(theirs) ? mine : theirs)),
        last.flatMap(mine -> other.last.map(theirs -> mine.isAfter(theirs) ? mine : theirs)));
  }
}
