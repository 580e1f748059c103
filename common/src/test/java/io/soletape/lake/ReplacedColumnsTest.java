package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that says what became of the replaced system's columns, held against the tables. */
class ReplacedColumnsTest {

  private static final Path PAGE = Path.of("..", "docs", "replaced-columns.md");
  private static final Pattern LINE =
      Pattern.compile("\\| (\\d+) \\| `(\\w+)` \\| (none|`[^`]+`) \\| (.*?) ?\\|");
  private static final Pattern NAMED =
      Pattern.compile("`((?:bronze|silver|gold|ops)/\\w+(?:\\.\\w+)?)`");

  private static List<Matcher> lines;
  private static String page;

  @BeforeAll
  static void readThePage() throws IOException {
    page = Files.readString(PAGE);
    lines = page.lines().map(LINE::matcher).filter(Matcher::matches).toList();
  }

  @Test
  void allFortySixAreThereOnce() {
    assertThat(lines)
        .extracting(line -> Integer.valueOf(line.group(1)))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 46).boxed().toList());
    assertThat(lines).extracting(line -> line.group(2)).doesNotHaveDuplicates();
  }

  @Test
  void everyTableAndColumnNamedExists() {
    Set<String> declared =
        Tables.ALL.stream()
            .flatMap(
                table ->
                    Stream.concat(
                        Stream.of(table.path()),
                        table.columnNames().stream().map(name -> table.path() + "." + name)))
            .collect(Collectors.toSet());

    assertThat(NAMED.matcher(page).results().map(found -> found.group(1)).toList())
        .hasSizeGreaterThan(46)
        .allSatisfy(name -> assertThat(declared).contains(name));
  }

  @Test
  void whatHasNoSuccessorSaysWhy() {
    assertThat(lines)
        .filteredOn(line -> line.group(3).equals("none"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.group(4)).isNotBlank());
  }
}
