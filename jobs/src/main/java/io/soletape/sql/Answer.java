package io.soletape.sql;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a question found.
 *
 * @param columns names of the columns
 * @param rows values in the order of the columns; null where there is none
 * @param isCut whether there are more rows than were wanted
 * @param asked the version that was read of each table, by its name in SQL
 */
public record Answer(
    List<String> columns,
    List<List<Object>> rows,
    boolean isCut,
    SortedMap<String, TableVersion> asked) {

  public Answer {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(rows);
    asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
  }
}
