package io.soletape.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

  private static final Path FILE = Path.of("..", "docs", "settings.md");
  private static final String REMEDY =
      "docs/settings.md is not what SettingNames.java declares; write it again with"
          + " mvn -q -pl common test -Dtest=SettingsPageTest -Dsoletape.docs.write=true";

  @Test
  void thePageIsWhatTheSettingsPrint() throws IOException {
    String printed = SettingsPage.of(SettingNames.ALL);
    if (Boolean.getBoolean("soletape.docs.write")) {
      Files.writeString(FILE, printed);
    }

    assertThat(Files.readString(FILE)).as(REMEDY).isEqualTo(printed);
  }

  @Test
  void aRowSaysNameDefaultAndWhatIsAllowed() {
    assertThat(SettingsPage.of(SettingNames.ALL))
        .contains("| `STOCKX_MARKET` | `US` | use two capital letters |")
        .contains("| `STOCKX_API_KEY` *secret* | none: must be set | set STOCKX_API_KEY, or ")
        .contains("| `ALIAS_CALLS_PER_DAY` | nothing | use a whole number, 1 or more, or nothing");
  }
}
