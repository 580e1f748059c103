package io.soletape.lake;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of docs/tables: Markdown, printed from the declarations. */
public final class TablePage {

  private static final String NOTE =
      """
      <!-- Printed from Tables.java. To print it again:
      mvn -q -pl common test -Dtest=TablePagesTest -Dsoletape.docs.write=true -->

      """;
  private static final String INDEX =
      """
      # Tables

      Delta tables at `<lake>/<layer>/<table>`, in the order of the flow. They ask for reader
      version 1 and writer version 2 of Delta and nothing more, so that every common Delta reader
      can read them.

      Times are UTC and end in `_at`. Money is `decimal(12,2)` in major units of `currency_code`.
      Null means that there is no such value; the column says why. Zero is never "none".

      | table | one row | key |
      | --- | --- | --- |
      """;
  private static final String PAGE =
      """
      # %s

      %s

      | | |
      | --- | --- |
      | key | %s |
      | folders | %s |

      ## Columns

      | column | type | meaning |
      | --- | --- | --- |
      """;

  private TablePage() {}

  /** The page of one table. */
  public static String of(Table table) {
    String folders = table.partitionedBy().isEmpty() ? "none" : names(table.partitionedBy());
    return NOTE
        + PAGE.formatted(table.path(), table.grain(), names(table.key()), folders)
        + rows(table.columns().stream().map(TablePage::columnRow));
  }

  /** The page that leads to the pages of these tables. */
  public static String index(List<Table> tables) {
    return NOTE + INDEX + rows(tables.stream().map(TablePage::tableRow));
  }

  /** The file of a table's page: {@code master_market_data.md}. */
  public static String fileName(Table table) {
    return table.name() + ".md";
  }

  private static String columnRow(Column column) {
    return row("`" + column.name() + "`", "`" + typeOf(column) + "`", column.meaning());
  }

  private static String typeOf(Column column) {
    return column.type().catalogString();
  }

  private static String tableRow(Table table) {
    String link = "[%s](%s)".formatted(table.path(), fileName(table));
    return row(link, table.grain(), names(table.key()));
  }

  private static String names(List<String> columns) {
    return columns.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String rows(Stream<String> rows) {
    return rows.collect(Collectors.joining("\n", "", "\n"));
  }
}
