package io.soletape.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunCheckPageTest {

  private static final Path PAGE = Path.of("..", "docs", "quality.md");
  private static final String FROM = "<!-- printed from RunCheck.java -->\n";
  private static final String TO = "<!-- printed until here -->\n";

  @Test
  void thePageSaysWhatIsDeclared() throws IOException {
    String page = Files.readString(PAGE);
    String printed =
        page.substring(0, page.indexOf(FROM) + FROM.length())
            + "\n"
            + String.join("\n", RunCheck.page())
            + "\n\n"
            + page.substring(page.indexOf(TO));
    if (Boolean.getBoolean("soletape.docs.write")) {
      Files.writeString(PAGE, printed);
      page = printed;
    }

    assertThat(page)
        .as(
            "docs/quality.md is not what RunCheck.java declares; write it again with mvn -q -pl"
                + " jobs -am test -Dtest=RunCheckPageTest -Dsoletape.docs.write=true")
        .isEqualTo(printed);
  }
}
