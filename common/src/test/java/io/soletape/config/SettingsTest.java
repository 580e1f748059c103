package io.soletape.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String HIDDEN = "hunter2-0451";

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("soletape.properties");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -,    -,           -,      var/lake
          file, -,           -,      file
          file, environment, -,      environment
          file, environment, option, option
          file, -,           option, option
          -,    environment, option, option
          file, '',          -,      file
          """)
  void aLaterSourceWins(String inFile, String inEnvironment, String inOption, String wins)
      throws IOException {
    if (inFile != null) {
      write("soletape.lake=" + inFile);
    }
    Map<String, String> environment =
        inEnvironment == null ? Map.of() : Map.of("SOLETAPE_LAKE", inEnvironment);
    List<String> options = inOption == null ? List.of() : List.of("SOLETAPE_LAKE=" + inOption);

    assertThat(Settings.load(file, environment, options).value(SettingNames.LAKE)).isEqualTo(wins);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SOLETAPE_LAKE", "soletape.lake", "Soletape.Lake"})
  void bothFormsOfANameAreUnderstoodInTheFileAndInOptions(String name) throws IOException {
    write(name + "=/data/lake");

    assertThat(Settings.load(file, Map.of(), List.of()).value(SettingNames.LAKE))
        .isEqualTo("/data/lake");
    assertThat(Settings.load(file, Map.of(), List.of(name + "=/b=c")).value(SettingNames.LAKE))
        .isEqualTo("/b=c");
  }

  @Test
  void theLastOfTwoOptionsWins() {
    List<String> options = List.of("soletape.lake=first", "SOLETAPE_LAKE=second");

    assertThat(load(options).value(SettingNames.LAKE)).isEqualTo("second");
  }

  @Test
  void theEnvironmentOfOthersIsIgnored() {
    Settings settings =
        Settings.load(file, Map.of("PATH", "/bin", "SOLETAPE_HOME", "/opt"), List.of());

    assertThat(settings).hasToString("Settings{}");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # value in: file, environment; NAME_FILE in: file, environment, option -> wins
          from file, -,                -,    -,    -,    from file
          -,         -,                held, -,    -,    held
          from file, -,                held, -,    -,    from file
          from file, -,                -,    held, -,    held
          -,         from environment, held, -,    -,    from environment
          -,         from environment, -,    held, -,    from environment
          from file, from environment, -,    -,    held, held
          """)
  void aSecretMayLieInAFileOfItsOwn(
      String inFile,
      String inEnvironment,
      String fileInFile,
      String fileInEnvironment,
      String fileInOption,
      String wins)
      throws IOException {
    String path = held("held\n").toString();
    write(
        (fileInFile == null ? "" : "stockx.api.key.file=" + path + "\n")
            + (inFile == null ? "" : "stockx.api.key=" + inFile + "\n"));
    Map<String, String> environment = new HashMap<>();
    if (inEnvironment != null) {
      environment.put("STOCKX_API_KEY", inEnvironment);
    }
    if (fileInEnvironment != null) {
      environment.put("STOCKX_API_KEY_FILE", path);
    }
    List<String> options =
        fileInOption == null ? List.of() : List.of("STOCKX_API_KEY_FILE=" + path);

    Settings settings = Settings.load(file, environment, options);

    assertThat(settings.value(SettingNames.STOCKX_API_KEY)).isEqualTo(new Secret(wins));
    assertThat(settings.isSet(SettingNames.STOCKX_API_KEY)).isTrue();
  }

  @Test
  void aSecretsFileThatIsMissingIsNamed() {
    Settings settings = load(List.of("ALIAS_TOKEN_FILE=/nowhere/token"));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> settings.value(SettingNames.ALIAS_TOKEN))
        .withMessage(
            "ALIAS_TOKEN_FILE is '/nowhere/token': the file cannot be read; name a file that holds"
                + " ALIAS_TOKEN");
  }

  @Test
  void aPathThatIsNoneIsRefusedLikeAMissingFile() {
    Settings settings = load(List.of("ALIAS_TOKEN_FILE=a\0b"));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> settings.value(SettingNames.ALIAS_TOKEN))
        .withMessageContaining("ALIAS_TOKEN_FILE");
  }

  @Test
  void onlyASecretMayLieInAFileOfItsOwn() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> load(List.of("SOLETAPE_LAKE_FILE=/run/lake")))
        .withMessageContaining("'SOLETAPE_LAKE_FILE'");
  }

  @ParameterizedTest
  @CsvSource({
    "SOLETAPE_LAK, SOLETAPE_LAKE",
    "stockx.api.ky, STOCKX_API_KEY",
    "ALIAS_REGION, ALIAS_REGIONS",
    "stockx.calls.day, STOCKX_CALLS_PER_DAY"
  })
  void anUnknownNameSuggestsTheNearest(String name, String nearest) throws IOException {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> load(List.of(name + "=x")))
        .withMessage("'%s' given with --set is no setting: did you mean %s?", name, nearest);
    write(name + "=x");
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> load(List.of()))
        .withMessage("'%s' in %s is no setting: did you mean %s?", name, file, nearest);
  }

  @Test
  void anOptionWithoutAValueIsRefused() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> load(List.of("soletape.lake")))
        .withMessage("--set SOLETAPE_LAKE has no value: use --set NAME=VALUE");
  }

  @Test
  void aFileThatIsNoPropertiesFileIsNamed() throws IOException {
    write("soletape.lake=C:\\users\\lake");

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> load(List.of()))
        .withMessageStartingWith(file + " is no properties file");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Files.createDirectory(file);

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> load(List.of()))
        .withMessageStartingWith(file + " cannot be read");
  }

  @Test
  void settingsWithOthersOnTopLeaveTheirBaseAlone() {
    Settings base = Settings.of(Map.of("SOLETAPE_LAKE", "a", "SOLETAPE_SKUS", "s"));
    Settings changed = base.with(Map.of("SOLETAPE_LAKE", "b"));

    assertThat(base.value(SettingNames.LAKE)).isEqualTo("a");
    assertThat(changed.value(SettingNames.LAKE)).isEqualTo("b");
    assertThat(changed.value(SettingNames.SKUS)).contains("s");
  }

  @Test
  void checkReadsWhatIsSetAndNothingElse() {
    Settings.of(Map.of("STOCKX_MARKET", "GB")).check();

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> Settings.of(Map.of("STOCKX_MARKET", "Britain")).check())
        .withMessageStartingWith("STOCKX_MARKET is 'Britain'");
  }

  @Test
  void printedSettingsShowThatASecretIsSetAndNotWhatItIs() throws IOException {
    Settings settings =
        Settings.of(
            Map.of(
                "SOLETAPE_LAKE", "/data",
                "STOCKX_CLIENT_ID", HIDDEN,
                "STOCKX_CLIENT_SECRET", HIDDEN,
                "STOCKX_API_KEY", HIDDEN,
                "STOCKX_REFRESH_TOKEN", HIDDEN,
                "ALIAS_TOKEN_FILE", held(HIDDEN).toString()));

    assertThat(settings.value(SettingNames.ALIAS_TOKEN).reveal()).isEqualTo(HIDDEN);
    assertThat(settings)
        .hasToString(
            "Settings{SOLETAPE_LAKE=/data, STOCKX_CLIENT_ID=(secret),"
                + " STOCKX_CLIENT_SECRET=(secret), STOCKX_API_KEY=(secret),"
                + " STOCKX_REFRESH_TOKEN=(secret), ALIAS_TOKEN=(secret)}");
    assertThat(settings.value(SettingNames.STOCKX_API_KEY)).hasToString("(secret)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOCKX_API_KEY:" + HIDDEN,
        "stockx.api.key " + HIDDEN,
        HIDDEN,
        "=" + HIDDEN,
        "STOCKX_API_KY=" + HIDDEN
      })
  void aSlipInAnOptionNeverShowsASecret(String option) {
    assertThat(trace(catchThrowableOfType(SettingException.class, () -> load(List.of(option)))))
        .contains("--set")
        .doesNotContain(HIDDEN);
  }

  @Test
  void aWrongSecretIsNotShown() {
    Setting<String> strict =
        new Setting<>(
            "ALIAS_TOKEN",
            Optional.empty(),
            "use a token of 40 letters",
            "help",
            true,
            text -> {
              throw new IllegalArgumentException(text + " is too short");
            });
    Settings settings = Settings.of(Map.of("ALIAS_TOKEN", HIDDEN));

    assertThat(trace(catchThrowableOfType(SettingException.class, () -> settings.value(strict))))
        .contains("ALIAS_TOKEN is unreadable: use a token of 40 letters")
        .doesNotContain(HIDDEN);
  }

  @Test
  void aBlankSecretIsWrong() {
    Settings settings = Settings.of(Map.of("ALIAS_TOKEN", " "));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(settings::check)
        .withMessageStartingWith("ALIAS_TOKEN is unreadable: set ALIAS_TOKEN, or ALIAS_TOKEN_FILE");
  }

  private Settings load(List<String> options) {
    return Settings.load(file, Map.of(), options);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  private Path held(String text) throws IOException {
    return Files.writeString(directory.resolve("held"), text);
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
