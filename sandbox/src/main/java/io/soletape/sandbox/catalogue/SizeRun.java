package io.soletape.sandbox.catalogue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sizes of an item, in the platform's order.
 *
 * @param sizes smallest first, little kids before youth
 */
public record SizeRun(List<Size> sizes) {

  public SizeRun {
    sizes = List.copyOf(sizes);
  }

  /**
   * Returns the run that {@code text} describes: comma-separated single sizes and ranges by halves,
   * for example {@code 3.5-13,14,15} or {@code 10.5C-13.5C,1Y-7Y}.
   */
  public static SizeRun of(String text) {
    return new SizeRun(Stream.of(text.split(",", -1)).flatMap(SizeRun::range).toList());
  }

  private static Stream<Size> range(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      return Stream.of(Size.of(text));
    }
    Size first = Size.of(text.substring(0, dash));
    Size last = Size.of(text.substring(dash + 1));
    return IntStream.rangeClosed(first.halves(), last.halves())
        .mapToObj(halves -> new Size(halves, first.sizeClass()));
  }
}
