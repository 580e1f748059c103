package io.soletape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScenarioNamesTest {

  @Test
  void eachHasANameOfItsOwn() {
    assertThat(Scenarios.ALL).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  @Test
  void eachIsInTheDocs() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "bench.md"));

    assertThat(Scenarios.ALL)
        .extracting(Scenario::name)
        .allMatch(name -> page.contains("`./soletape bench " + name));
  }
}
