package io.soletape.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soletape.mapping.CatalogueRows;
import io.soletape.testing.RecordedAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parsers make of recorded answers changes only with their version. */
class ParserVersionTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "parsed.golden");

  @Test
  void recordedAnswersAreReadAsThisVersionHasReadThemBefore() throws IOException {
    Golden now = new Golden(ParserVersion.CURRENT, parsed());
    if (Boolean.getBoolean("soletape.golden.write")) {
      Golden.read(Files.readString(GOLDEN)).makeWayFor(now);
      Files.writeString(GOLDEN, now.text());
    }

    assertThat(now.text())
        .as(
            "the recorded answers are read in another way: raise ParserVersion, then write"
                + " parsed.golden with mvn -q -pl jobs -am test -Dtest=ParserVersionTest"
                + " -Dsoletape.golden.write=true -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @ParameterizedTest
  @CsvSource({"2, one row, true", "3, another row, true", "2, another row, false", "1, x, false"})
  void anotherReadingNeedsAHigherVersion(String version, String row, boolean isAllowed) {
    Golden before = new Golden("2", Map.of("fixture", List.of("one row")));
    Golden after = new Golden(version, Map.of("fixture", List.of(row), "new", List.of()));

    if (isAllowed) {
      before.makeWayFor(after);
    } else {
      assertThatThrownBy(() -> before.makeWayFor(after)).hasMessageContaining("ParserVersion");
    }
  }

  @Test
  void theGoldenFileIsReadAsItIsWritten() {
    Golden golden = new Golden("7", Map.of("a", List.of("1", "2"), "b", List.of()));

    assertThat(Golden.read(golden.text())).isEqualTo(golden);
  }

  @Test
  void aLineEditedByHandIsSeen() {
    String text = new Golden("7", Map.of("a", List.of("1"))).text();

    assertThatThrownBy(() -> Golden.read(text.replace("\n1", "\n2")))
        .hasMessageContaining("edited by hand");
  }

  private static Map<String, List<String>> parsed() {
    return RecordedAnswers.names().stream()
        .collect(
            Collectors.toMap(
                name -> name, name -> rows(RecordedAnswers.of(List.of(name)).dataset())));
  }

  private static List<String> rows(Dataset<Row> answer) {
    return Stream.of(
            ReadAnswers.of(answer, "US"),
            ReadDepth.of(answer),
            CatalogueRows.mappings(answer),
            CatalogueRows.products(answer),
            CatalogueRows.variants(answer),
            CatalogueRows.refusals(answer))
        .flatMap(read -> read.toJSON().collectAsList().stream())
        .toList();
  }
}
