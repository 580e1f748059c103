package io.soletape.platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an answer's rows became. Every row of the answer is in one of the two lists.
 *
 * @param rows taken over, in the answer's order
 * @param refusals of the other rows
 */
public record Parsed<T>(List<T> rows, List<Refusal> refusals) {

  public Parsed {
    rows = List.copyOf(rows);
    refusals = List.copyOf(refusals);
  }

  /**
   * Reads each source on its own.
   *
   * @param reader throws {@link RowRefusedException} where the row is at fault
   */
  public static <S, T> Parsed<T> each(List<S> sources, Function<S, T> reader) {
    List<T> rows = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (S source : sources) {
      try {
        rows.add(reader.apply(source));
      } catch (RowRefusedException e) {
        refusals.add(e.refusal());
      }
    }
    return new Parsed<>(rows, refusals);
  }

  /**
   * Keeps the rows that hold and refuses the others.
   *
   * @param holds whether a row is kept
   * @param refusal of a row that is not
   */
  public Parsed<T> only(Predicate<T> holds, Function<T, Refusal> refusal) {
    return new Parsed<>(
        rows.stream().filter(holds).toList(),
        Stream.concat(refusals.stream(), rows.stream().filter(holds.negate()).map(refusal))
            .toList());
  }

  /**
   * Keeps the first row of each key and refuses the later ones.
   *
   * @param key what may be there once
   * @param refusal of a later row
   */
  public <K> Parsed<T> withoutRepeats(Function<T, K> key, Function<T, Refusal> refusal) {
    Set<K> seen = new HashSet<>();
    List<T> kept = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>(refusals);
    for (T row : rows) {
      if (seen.add(key.apply(row))) {
        kept.add(row);
      } else {
        refused.add(refusal.apply(row));
      }
    }
    return new Parsed<>(kept, refused);
  }

  /**
   * Keeps the first of rows that are equal, and none of rows with one key that say different
   * things, since nobody can tell which of them is right.
   *
   * @param key what may be there once
   * @param refusal of a row that is not kept
   */
  public <K> Parsed<T> withoutContradictions(Function<T, K> key, Function<T, Refusal> refusal) {
    Map<K, Set<T>> told = new HashMap<>();
    rows.forEach(row -> told.computeIfAbsent(key.apply(row), it -> new HashSet<>()).add(row));
    List<T> clear = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>(refusals);
    for (T row : rows) {
      if (told.get(key.apply(row)).size() == 1) {
        clear.add(row);
      } else {
        refused.add(refusal.apply(row));
      }
    }
    return new Parsed<>(clear, refused).withoutRepeats(key, refusal);
  }
}
