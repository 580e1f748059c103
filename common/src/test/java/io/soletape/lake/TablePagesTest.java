package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class TablePagesTest {

  private static final Path FOLDER = Path.of("..", "docs", "tables");
  private static final String REMEDY =
      "the pages of docs/tables are not what Tables.java declares; write them again with"
          + " mvn -q -pl common test -Dtest=TablePagesTest -Dsoletape.docs.write=true";

  @Test
  void aPageSaysGrainKeyFoldersAndColumns() {
    Table table =
        new Table(
            "silver",
            "shelves",
            "One row is a shelf.",
            List.of(
                Column.text("shelf", "its name, left | right"),
                Column.money("worth", "null where unknown"),
                new Column("boxes", DataTypes.createArrayType(DataTypes.IntegerType), "counts")),
            List.of("shelf"),
            List.of());

    assertThat(TablePage.of(table))
        .endsWith(
            """
            # silver/shelves

            One row is a shelf.

            | | |
            | --- | --- |
            | key | `shelf` |
            | folders | none |

            ## Columns

            | column | type | meaning |
            | --- | --- | --- |
            | `shelf` | `string` | its name, left \\| right |
            | `worth` | `decimal(12,2)` | null where unknown |
            | `boxes` | `array<int>` | counts |
            """);
  }

  @Test
  void thePagesAreWhatTheDeclarationsPrint() throws IOException {
    Map<String, String> printed = printed();
    if (Boolean.getBoolean("soletape.docs.write")) {
      write(printed);
    }

    assertThat(written()).as(REMEDY).isEqualTo(printed);
  }

  private static Map<String, String> printed() {
    Map<String, String> pages = new TreeMap<>();
    pages.put("README.md", TablePage.index(Tables.ALL));
    Tables.ALL.forEach(table -> pages.put(TablePage.fileName(table), TablePage.of(table)));
    return pages;
  }

  private static Map<String, String> written() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        pages.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return pages;
  }

  private static void write(Map<String, String> pages) throws IOException {
    Files.createDirectories(FOLDER);
    for (String name : written().keySet()) {
      Files.delete(FOLDER.resolve(name));
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
    }
  }
}
