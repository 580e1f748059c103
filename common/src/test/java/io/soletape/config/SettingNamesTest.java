package io.soletape.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {

  // The reference page of the settings: name, name in the file, default, secret or not.
  private static final String REFERENCE =
      """
      SOLETAPE_LAKE           | soletape.lake           | var/lake                     |
      SOLETAPE_LEDGER         | soletape.ledger         | jdbc:sqlite:var/ledger.db    |
      SOLETAPE_SPARK_MASTER   | soletape.spark.master   | local[*]                     |
      SOLETAPE_SKUS           | soletape.skus           |                              |
      STOCKX_API_URL          | stockx.api.url          | https://api.stockx.com       |
      STOCKX_AUTH_URL         | stockx.auth.url         | https://accounts.stockx.com  |
      STOCKX_CLIENT_ID        | stockx.client.id        | none                         | secret
      STOCKX_CLIENT_SECRET    | stockx.client.secret    | none                         | secret
      STOCKX_API_KEY          | stockx.api.key          | none                         | secret
      STOCKX_REFRESH_TOKEN    | stockx.refresh.token    | none                         | secret
      STOCKX_MARKET           | stockx.market           | US                           |
      STOCKX_CURRENCIES       | stockx.currencies       | USD,GBP,EUR                  |
      STOCKX_CALLS_PER_SECOND | stockx.calls.per.second | 1                            |
      STOCKX_CALLS_PER_DAY    | stockx.calls.per.day    | 25000                        |
      STOCKX_CALLS_RESERVE    | stockx.calls.reserve    |                              |
      ALIAS_API_URL           | alias.api.url           | https://api.alias.org/api/v1 |
      ALIAS_TOKEN             | alias.token             | none                         | secret
      ALIAS_REGIONS           | alias.regions           | US,EU,UK,global              |
      ALIAS_CALLS_PER_SECOND  | alias.calls.per.second  | 1                            |
      ALIAS_CALLS_PER_DAY     | alias.calls.per.day     |                              |
      ALIAS_DEPTH_CALLS_PER_RUN | alias.depth.calls.per.run | 120                      |
      ALIAS_DEPTH_ROUND_DAYS  | alias.depth.round.days  | 7                            |
      FX_RATES_URL            | fx.rates.url            | \
      https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml |
      FX_BASE_CURRENCY        | fx.base.currency        | USD                          |
      SOLETAPE_FEES           | soletape.fees           |                              |
      SOLETAPE_RETENTION_DAYS | soletape.retention.days | 90                           |
      """;

  private static final Settings DEFAULTS = Settings.of(Map.of());

  @Test
  void theReferencePageNamesEverySetting() {
    List<List<String>> documented =
        REFERENCE.lines().map(line -> cells(line + " ").subList(0, 4)).toList();

    assertThat(SettingNames.ALL.stream().map(SettingNamesTest::reference).toList())
        .containsExactlyElementsOf(documented);
  }

  @Test
  void everySettingTellsWhatItIsForAndWhatIsAllowed() {
    assertThat(SettingNames.ALL)
        .allSatisfy(
            setting -> {
              assertThat(setting.help()).isNotBlank();
              assertThat(setting.allowed()).isNotBlank();
            });
  }

  @Test
  void everyDefaultIsAllowed() {
    List<Setting<?>> withDefault =
        SettingNames.ALL.stream().filter(setting -> setting.defaultText().isPresent()).toList();

    assertThat(withDefault)
        .hasSize(21)
        .allSatisfy(setting -> assertThat(DEFAULTS.value(setting)).isNotNull());
  }

  @Test
  void defaultsAreReadAsValues() {
    assertThat(DEFAULTS.value(SettingNames.SKUS)).isEmpty();
    assertThat(DEFAULTS.value(SettingNames.STOCKX_MARKET)).isEqualTo(new Region("US"));
    assertThat(DEFAULTS.value(SettingNames.STOCKX_CURRENCIES))
        .containsExactly(CurrencyCode.USD, new CurrencyCode("GBP"), new CurrencyCode("EUR"));
    assertThat(DEFAULTS.value(SettingNames.STOCKX_CALLS_PER_SECOND)).isEqualTo(1.0);
    assertThat(DEFAULTS.value(SettingNames.STOCKX_CALLS_PER_DAY)).isEqualTo(25_000);
    assertThat(DEFAULTS.value(SettingNames.STOCKX_CALLS_RESERVE)).isEmpty();
    assertThat(DEFAULTS.value(SettingNames.ALIAS_REGIONS))
        .containsExactly(new Region("US"), new Region("EU"), new Region("UK"), Region.GLOBAL);
    assertThat(DEFAULTS.value(SettingNames.ALIAS_CALLS_PER_DAY)).isEmpty();
    assertThat(DEFAULTS.value(SettingNames.ALIAS_API_URL))
        .isEqualTo(URI.create("https://api.alias.org/api/v1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local[*]",
        "local[2]",
        "local[*,3]",
        "local-cluster[2,1,512]",
        "yarn",
        "spark://host:7077",
        "spark://one:7077,two:7077",
        "k8s://https://host:6443"
      })
  void whatSparkKnowsAsAMasterIsAllowed(String master) {
    Settings given = Settings.of(Map.of("SOLETAPE_SPARK_MASTER", master));

    assertThat(given.value(SettingNames.SPARK_MASTER)).isEqualTo(master);
  }

  @Test
  void givenTextsAreReadAsValues() {
    Settings given =
        Settings.of(
            Map.of(
                "SOLETAPE_SKUS", "lists/my-skus.txt",
                "STOCKX_CURRENCIES", " usd , GBP,,USD ",
                "STOCKX_CALLS_PER_SECOND", "2.5",
                "STOCKX_CALLS_RESERVE", "0",
                "ALIAS_CALLS_PER_DAY", "5000",
                "FX_BASE_CURRENCY", "eur"));

    assertThat(given.value(SettingNames.SKUS)).contains("lists/my-skus.txt");
    assertThat(given.value(SettingNames.STOCKX_CURRENCIES))
        .containsExactly(CurrencyCode.USD, new CurrencyCode("GBP"));
    assertThat(given.value(SettingNames.STOCKX_CALLS_PER_SECOND)).isEqualTo(2.5);
    assertThat(given.value(SettingNames.STOCKX_CALLS_RESERVE)).isEqualTo(Optional.of(0));
    assertThat(given.value(SettingNames.ALIAS_CALLS_PER_DAY)).isEqualTo(Optional.of(5_000));
    assertThat(given.value(SettingNames.FX_BASE_CURRENCY)).isEqualTo(new CurrencyCode("EUR"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          SOLETAPE_LAKE           | ''                 | use a text
          SOLETAPE_LEDGER         | jdbc:mysql://x/y   | use jdbc:sqlite:FILE or jdbc:postgresql:
          SOLETAPE_LEDGER         | 'jdbc:sqlite:'     | use jdbc:sqlite:FILE
          SOLETAPE_LEDGER         | 'jdbc:postgresql://' | use jdbc:sqlite:FILE
          SOLETAPE_LEDGER         | 'jdbc:postgresql://u@h/d' | jdbc:postgresql://HOST/DATABASE
          SOLETAPE_LEDGER         | 'jdbc:sqlite::memory:' | use jdbc:sqlite:FILE
          SOLETAPE_LEDGER         | 'jdbc:sqlite:file:x?mode=memory' | use jdbc:sqlite:FILE
          SOLETAPE_SPARK_MASTER   | nonsense           | spark://HOST:PORT
          SOLETAPE_SPARK_MASTER   | 'local[0]'         | local[N]
          SOLETAPE_SPARK_MASTER   | 'spark://host'     | spark://HOST:PORT
          STOCKX_API_URL          | api.stockx.com     | begins with http:// or https://
          ALIAS_API_URL           | 'http://h/v1?x=1'  | without user, ? and #
          ALIAS_API_URL           | 'http://h/v1#x'    | without user, ? and #
          ALIAS_API_URL           | 'http://u@h/v1'    | without user, ? and #
          STOCKX_API_URL          | ftp://stockx.com   | begins with http:// or https://
          STOCKX_AUTH_URL         | 'https://'         | begins with http:// or https://
          ALIAS_API_URL           | http://a b         | begins with http:// or https://
          STOCKX_MARKET           | USA                | use two capital letters
          STOCKX_MARKET           | global             | use two capital letters
          STOCKX_CURRENCIES       | USD;GBP            | commas between, such as USD,GBP
          STOCKX_CURRENCIES       | ','                | commas between, such as USD,GBP
          STOCKX_CALLS_PER_SECOND | 0                  | use a number above 0 and up to 1000
          STOCKX_CALLS_PER_SECOND | -1                 | use a number above 0 and up to 1000
          STOCKX_CALLS_PER_SECOND | NaN                | use a number above 0 and up to 1000
          ALIAS_CALLS_PER_SECOND  | 1001               | use a number above 0 and up to 1000
          ALIAS_CALLS_PER_SECOND  | fast               | use a number above 0 and up to 1000
          STOCKX_CALLS_PER_DAY    | 0                  | use a whole number, 1 or more
          STOCKX_CALLS_PER_DAY    | 2.5                | use a whole number, 1 or more
          STOCKX_CALLS_PER_DAY    | 9999999999         | use a whole number, 1 or more
          STOCKX_CALLS_RESERVE    | -1                 | nothing for 2 % of the day
          ALIAS_CALLS_PER_DAY     | 0                  | nothing for no limit
          ALIAS_DEPTH_CALLS_PER_RUN | -1               | 0 or more
          ALIAS_DEPTH_ROUND_DAYS  | 31                 | from 1 to 30
          ALIAS_DEPTH_ROUND_DAYS  | 0                  | from 1 to 30
          ALIAS_REGIONS           | US,MARS            | use regions of US, EU, UK, AU, CA, JP
          FX_BASE_CURRENCY        | dollars            | use a currency code, such as USD
          """)
  void aWrongValueNamesTheSettingItsValueAndWhatIsAllowed(
      String name, String value, String allowed) {
    Setting<?> setting = named(name);
    Settings wrong = Settings.of(Map.of(name, value));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> wrong.value(setting))
        .withMessageStartingWith(name + " is '" + value + "'")
        .withMessageContaining(allowed);
    assertThatExceptionOfType(SettingException.class).isThrownBy(wrong::check);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFFkey", "k\u00e9y", "k\tey"})
  void aSecretThatNoRequestCanCarryIsRefusedWithoutBeingTold(String key) {
    Settings wrong = Settings.of(Map.of("STOCKX_API_KEY", key));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(wrong::check)
        .withMessageStartingWith("STOCKX_API_KEY is unreadable: set STOCKX_API_KEY, or")
        .withMessageEndingWith("in ASCII alone");
  }

  @Test
  void aReserveLeavesSomeOfTheDayToOtherTiers() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(
            Settings.of(Map.of("STOCKX_CALLS_RESERVE", "100", "STOCKX_CALLS_PER_DAY", "100"))
                ::check)
        .withMessageContainingAll(
            "STOCKX_CALLS_RESERVE is '100'", "less than STOCKX_CALLS_PER_DAY, which is 100");
    Settings.of(Map.of("STOCKX_CALLS_RESERVE", "99", "STOCKX_CALLS_PER_DAY", "100")).check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOCKX_CLIENT_ID",
        "STOCKX_CLIENT_SECRET",
        "STOCKX_API_KEY",
        "STOCKX_REFRESH_TOKEN",
        "ALIAS_TOKEN"
      })
  void aMissingSecretNamesBothWaysToGiveIt(String name) {
    Setting<?> setting = named(name);

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> DEFAULTS.value(setting))
        .withMessage(
            "%1$s is not set: set %1$s, or %1$s_FILE to the path of a file that holds it, in ASCII"
                + " alone",
            name);
  }

  private static List<String> reference(Setting<?> setting) {
    return List.of(
        setting.name(),
        setting.dottedName(),
        setting.defaultText().orElse("none"),
        setting.isSecret() ? "secret" : "");
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\\|")).stream().map(String::strip).toList();
  }

  private static Setting<?> named(String name) {
    return SettingNames.ALL.stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
