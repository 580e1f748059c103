package io.soletape.config;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The catalogue of settings; nothing else names one. */
public final class SettingNames {

  public static final Setting<String> LAKE =
      text("SOLETAPE_LAKE", "var/lake", "Where the tables are: any Hadoop path");
  public static final Setting<String> LEDGER =
      new Setting<>(
          "SOLETAPE_LEDGER",
          Optional.of("jdbc:sqlite:var/ledger.db"),
          "use jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE",
          "Where calls are counted and turns are granted",
          false,
          SettingNames::ledgerUrl);
  public static final Setting<String> SPARK_MASTER =
      new Setting<>(
          "SOLETAPE_SPARK_MASTER",
          Optional.of("local[*]"),
          "use local[*], local[N], spark://HOST:PORT, yarn or k8s://ADDRESS",
          "The Spark master that runs the jobs",
          false,
          SettingNames::sparkMaster);
  public static final Setting<Optional<String>> SKUS =
      new Setting<>(
          "SOLETAPE_SKUS",
          Optional.of(""),
          "use the path of a SKU file, or nothing for the packaged list",
          "The list of SKUs; default: the packaged 112",
          false,
          path -> Optional.of(path).filter(given -> !given.isBlank()));

  public static final Setting<URI> STOCKX_API_URL =
      address("STOCKX_API_URL", "https://api.stockx.com", "StockX's API, without /v2");
  public static final Setting<URI> STOCKX_AUTH_URL =
      address("STOCKX_AUTH_URL", "https://accounts.stockx.com", "StockX's login, without /oauth");
  public static final Setting<Secret> STOCKX_CLIENT_ID =
      secret("STOCKX_CLIENT_ID", "The application's client id at StockX");
  public static final Setting<Secret> STOCKX_CLIENT_SECRET =
      secret("STOCKX_CLIENT_SECRET", "The application's client secret at StockX");
  public static final Setting<Secret> STOCKX_API_KEY =
      secret("STOCKX_API_KEY", "The application's API key at StockX");
  public static final Setting<Secret> STOCKX_REFRESH_TOKEN =
      secret("STOCKX_REFRESH_TOKEN", "The refresh token of a login by a person at StockX");
  public static final Setting<Region> STOCKX_MARKET =
      new Setting<>(
          "STOCKX_MARKET",
          Optional.of("US"),
          "use two capital letters",
          "The market of the StockX account: the region of its quotes",
          false,
          SettingNames::market);
  public static final Setting<List<CurrencyCode>> STOCKX_CURRENCIES =
      list(
          "STOCKX_CURRENCIES",
          "USD,GBP,EUR",
          "use currency codes with commas between, such as USD,GBP",
          "The currencies in which StockX is asked to quote",
          CurrencyCode::parse);
  public static final Setting<Double> STOCKX_CALLS_PER_SECOND =
      rate("STOCKX_CALLS_PER_SECOND", "1", "Calls a second that StockX allows the key");
  public static final Setting<Integer> STOCKX_CALLS_PER_DAY =
      new Setting<>(
          "STOCKX_CALLS_PER_DAY",
          Optional.of("25000"),
          "use a whole number, 1 or more",
          "Calls a day that StockX allows the key",
          false,
          SettingNames::count);
  public static final Setting<Optional<Integer>> STOCKX_CALLS_RESERVE =
      new Setting<>(
          "STOCKX_CALLS_RESERVE",
          Optional.of(""),
          "use a whole number, 0 or more, or nothing for 2 % of the day",
          "Calls of the day that only the hot tier may use",
          false,
          SettingNames::optionalCount);

  public static final Setting<URI> ALIAS_API_URL =
      address("ALIAS_API_URL", "https://api.alias.org/api/v1", "Alias's API, with its /api/v1");
  public static final Setting<Secret> ALIAS_TOKEN =
      secret("ALIAS_TOKEN", "The personal access token of Alias's seller portal");
  public static final Setting<List<Region>> ALIAS_REGIONS =
      list(
          "ALIAS_REGIONS",
          "US,EU,UK,global",
          "use regions of US, EU, UK, AU, CA, JP and global with commas between",
          "The regions that Alias is asked for",
          SettingNames::aliasRegion);
  public static final Setting<Double> ALIAS_CALLS_PER_SECOND =
      rate("ALIAS_CALLS_PER_SECOND", "1", "Calls a second that Alias is asked at most");
  public static final Setting<Optional<Integer>> ALIAS_CALLS_PER_DAY =
      new Setting<>(
          "ALIAS_CALLS_PER_DAY",
          Optional.of(""),
          "use a whole number, 1 or more, or nothing for no limit",
          "Calls a day that Alias is asked at most",
          false,
          text -> text.isBlank() ? Optional.empty() : Optional.of(count(text)));

  public static final Setting<Integer> ALIAS_DEPTH_CALLS_PER_RUN =
      new Setting<>(
          "ALIAS_DEPTH_CALLS_PER_RUN",
          Optional.of("120"),
          "use a whole number, 0 or more; 0 asks for none",
          "Calls of a run for sales and offers of single sizes, after all quotes",
          false,
          SettingNames::countOrNone);
  public static final Setting<Integer> ALIAS_DEPTH_ROUND_DAYS =
      new Setting<>(
          "ALIAS_DEPTH_ROUND_DAYS",
          Optional.of("7"),
          "use a whole number of days from 1 to 30",
          "Days after which sales and offers of a size are asked for though nothing moved",
          false,
          SettingNames::daysOfMonth);

  public static final Setting<URI> FX_RATES_URL =
      address(
          "FX_RATES_URL",
          "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
          "The ECB's daily reference rates");
  public static final Setting<CurrencyCode> FX_BASE_CURRENCY =
      new Setting<>(
          "FX_BASE_CURRENCY",
          Optional.of("USD"),
          "use a currency code, such as USD",
          "The currency of the base columns",
          false,
          CurrencyCode::parse);

  public static final Setting<Optional<String>> FEES =
      new Setting<>(
          "SOLETAPE_FEES",
          Optional.of(""),
          "use the path of a fee file, or nothing for the packaged example",
          "What buying and selling costs; default: a packaged example, to be checked by you",
          false,
          path -> Optional.of(path).filter(given -> !given.isBlank()));

  public static final Setting<Integer> RETENTION_DAYS =
      new Setting<>(
          "SOLETAPE_RETENTION_DAYS",
          Optional.of("90"),
          "use a whole number of days from 7 to 3650",
          "How long versions of tables can be read; what is pinned stays",
          false,
          SettingNames::daysOfRetention);

  /** Every setting, in the order of the manual. */
  public static final List<Setting<?>> ALL =
      List.of(
          LAKE,
          LEDGER,
          SPARK_MASTER,
          SKUS,
          STOCKX_API_URL,
          STOCKX_AUTH_URL,
          STOCKX_CLIENT_ID,
          STOCKX_CLIENT_SECRET,
          STOCKX_API_KEY,
          STOCKX_REFRESH_TOKEN,
          STOCKX_MARKET,
          STOCKX_CURRENCIES,
          STOCKX_CALLS_PER_SECOND,
          STOCKX_CALLS_PER_DAY,
          STOCKX_CALLS_RESERVE,
          ALIAS_API_URL,
          ALIAS_TOKEN,
          ALIAS_REGIONS,
          ALIAS_CALLS_PER_SECOND,
          ALIAS_CALLS_PER_DAY,
          ALIAS_DEPTH_CALLS_PER_RUN,
          ALIAS_DEPTH_ROUND_DAYS,
          FX_RATES_URL,
          FX_BASE_CURRENCY,
          FEES,
          RETENTION_DAYS);

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql://";
  // The driver would take it for a part of the host, and name it in its messages.
  private static final Pattern USER_BEFORE_HOST = Pattern.compile("^jdbc:postgresql://[^?]*@");
  // Each process would have one of its own, with the whole day in it.
  private static final Pattern IN_MEMORY =
      Pattern.compile("^jdbc:sqlite:.*(:memory:|mode=memory)", Pattern.CASE_INSENSITIVE);
  // As Spark reads them: threads and the failures that a task may have; spark:// may name several.
  private static final Pattern MASTER =
      Pattern.compile(
          "local(\\[(\\*|[1-9]\\d*)(,\\s*\\d+)?])?|local-cluster\\[.+]|spark://\\S+:\\d+|yarn|k8s://\\S+");
  private static final double FASTEST = 1_000;
  private static final int LONGEST_ROUND_DAYS = 30;
  private static final int FEWEST_RETENTION_DAYS = 7;
  private static final int MOST_RETENTION_DAYS = 3650;
  private static final List<String> ALIAS_REGION_CODES =
      List.of("US", "EU", "UK", "AU", "CA", "JP", "global");

  private SettingNames() {}

  /** Whether a word is the name of a setting, in any of the ways in which people write it. */
  public static boolean isOne(String word) {
    String name = word.replaceFirst("^-+", "").replaceAll("[-.]", "_");
    return ALL.stream()
        .flatMap(setting -> Stream.of(setting.name(), setting.fileName()))
        .anyMatch(name::equalsIgnoreCase);
  }

  private static Setting<String> text(String name, String defaultText, String help) {
    return new Setting<>(
        name, Optional.of(defaultText), "use a text", help, false, SettingNames::notBlank);
  }

  private static Setting<Secret> secret(String name, String help) {
    return new Setting<>(
        name,
        Optional.empty(),
        "set "
            + name
            + ", or "
            + name
            + "_FILE to the path of a file that holds it, in ASCII alone",
        help,
        true,
        text -> new Secret(inAscii(notBlank(text))));
  }

  private static Setting<URI> address(String name, String defaultText, String help) {
    return new Setting<>(
        name,
        Optional.of(defaultText),
        "use an address that begins with http:// or https://, without user, ? and #",
        help,
        false,
        SettingNames::httpAddress);
  }

  private static Setting<Double> rate(String name, String defaultText, String help) {
    return new Setting<>(
        name,
        Optional.of(defaultText),
        "use a number above 0 and up to " + (int) FASTEST,
        help,
        false,
        SettingNames::rateOf);
  }

  private static <T> Setting<List<T>> list(
      String name, String defaultText, String allowed, String help, Function<String, T> reader) {
    return new Setting<>(
        name, Optional.of(defaultText), allowed, help, false, text -> listOf(text, reader));
  }

  private static <T> List<T> listOf(String text, Function<String, T> reader) {
    List<T> items =
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .map(reader)
            .distinct()
            .toList();
    if (items.isEmpty()) {
      throw new IllegalArgumentException("The list is empty");
    }
    return items;
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("The value is blank");
    }
    return text;
  }

  // It travels in the head of a request. A file may begin with a mark that nobody sees.
  private static String inAscii(String text) {
    if (!text.chars().allMatch(letter -> letter >= ' ' && letter <= '~')) {
      throw new IllegalArgumentException("Not in ASCII");
    }
    return text;
  }

  private static URI httpAddress(String text) {
    URI address = URI.create(text);
    if (!Stream.of("http", "https").anyMatch(scheme -> scheme.equals(address.getScheme()))
        || Optional.ofNullable(address.getHost()).isEmpty()
        // What is asked for stands below it.
        || Stream.of(address.getQuery(), address.getFragment(), address.getUserInfo())
            .anyMatch(Objects::nonNull)) {
      throw new IllegalArgumentException("Not an http address");
    }
    return address;
  }

  private static String ledgerUrl(String text) {
    if (Stream.of(SQLITE, POSTGRESQL).noneMatch(start -> isLongerThan(start, text))
        || IN_MEMORY.matcher(text).find()
        || USER_BEFORE_HOST.matcher(text).find()) {
      throw new IllegalArgumentException("Not a ledger");
    }
    return text;
  }

  private static boolean isLongerThan(String start, String text) {
    return text.startsWith(start) && text.length() > start.length();
  }

  private static String sparkMaster(String text) {
    if (!MASTER.matcher(text).matches()) {
      throw new IllegalArgumentException("Not a master");
    }
    return text;
  }

  private static Region market(String text) {
    Region market = new Region(text);
    if (market.isGlobal()) {
      throw new IllegalArgumentException("An account has one market");
    }
    return market;
  }

  private static Region aliasRegion(String text) {
    if (!ALIAS_REGION_CODES.contains(text)) {
      throw new IllegalArgumentException("Alias has no region " + text);
    }
    return new Region(text);
  }

  private static double rateOf(String text) {
    double rate = Double.parseDouble(text);
    if (!(rate > 0 && rate <= FASTEST)) {
      throw new IllegalArgumentException("Out of range");
    }
    return rate;
  }

  private static int count(String text) {
    int count = Integer.parseInt(text);
    if (count < 1) {
      throw new IllegalArgumentException("Below 1");
    }
    return count;
  }

  private static Optional<Integer> optionalCount(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(countOrNone(text));
  }

  private static int countOrNone(String text) {
    int count = Integer.parseInt(text);
    if (count < 0) {
      throw new IllegalArgumentException("Below 0");
    }
    return count;
  }

  private static int daysOfMonth(String text) {
    int days = count(text);
    if (days > LONGEST_ROUND_DAYS) {
      throw new IllegalArgumentException("Above " + LONGEST_ROUND_DAYS);
    }
    return days;
  }

  private static int daysOfRetention(String text) {
    int days = count(text);
    if (days < FEWEST_RETENTION_DAYS || days > MOST_RETENTION_DAYS) {
      throw new IllegalArgumentException("Out of range");
    }
    return days;
  }
}
