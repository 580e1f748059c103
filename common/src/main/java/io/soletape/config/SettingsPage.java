package io.soletape.config;

import java.util.List;
import java.util.stream.Collectors;

/** The page docs/settings.md: Markdown, printed from the catalogue of settings. */
public final class SettingsPage {

  private static final String HEAD =
      """
      <!-- Printed from SettingNames.java. To print it again:
      mvn -q -pl common test -Dtest=SettingsPageTest -Dsoletape.docs.write=true -->

      # Settings

      A setting can be given in three places. A later one wins:

      1. the file `soletape.properties` in the folder where the command is called, with the name in
         lower case and dots: `stockx.calls.per.second=2`
      2. the environment: `STOCKX_CALLS_PER_SECOND=2`; an empty variable counts as not set
      3. the option `--set`, which takes either form and may be repeated:
         `--set STOCKX_CALLS_PER_SECOND=2`

      A wrong value ends the command with exit code 2 before any work starts. So does a name in the
      file or in `--set` that is no setting; the message names the nearest one.

      | setting | default | allowed | what it is for |
      | --- | --- | --- | --- |
      """;
  private static final String TAIL =
      """

      ## Secrets

      A setting marked *secret* may also be given as the path of a file that holds it: the same name
      with `_FILE` at its end, such as `STOCKX_API_KEY_FILE=/run/secrets/stockx-api-key`. Where
      `soletape.properties` or the environment gives both, the value wins over the path. Prefer the
      path: the value of `--set` can be seen in the list of processes.

      No secret is printed, logged, written to the lake or put into Spark's configuration. StockX may
      give out a new refresh token when an access token is fetched. Both are kept in a vault beside the
      ledger, one per key, which all processes share: for SQLite the file `refresh-token-stockx-…`, for
      its owner only; for PostgreSQL the table `stockx_tokens` of the ledger's database, closed to
      PUBLIC. The kept refresh token is used as long as `STOCKX_REFRESH_TOKEN` stays as it is; a new
      value of the setting wins over it.

      ## Variables of the script

      These are read from the environment by `./soletape` itself and are no settings.

      | variable | default | what it is for |
      | --- | --- | --- |
      | `JAVA_OPTS` | | further options of Java, without spaces in them. \
      `-XX:TieredStopAtLevel=1` saves a fifth of the processor time of a run of a few SKUs, and lets \
      a run of a hundred take an eighth longer |
      | `SOLETAPE_HEAP` | `3g` | the most memory that Java may use for its heap |
      | `SOLETAPE_KEEP_CLASSES` | `false` | `true` lets a command leave an \
      archive of Spark's classes beside the \
      jar as it ends, which takes half a minute; later commands start in two thirds \
      of the processor time. A demo loads nearly all of them |
      | `SOLETAPE_TRACE` | `false` | `true` prints the whole stack trace of a failure |
      """;

  private SettingsPage() {}

  /** The page of these settings, in their order. */
  public static String of(List<Setting<?>> settings) {
    return settings.stream()
        .map(SettingsPage::row)
        .collect(Collectors.joining("\n", HEAD, "\n" + TAIL));
  }

  private static String row(Setting<?> setting) {
    String name = "`" + setting.name() + "`" + (setting.isSecret() ? " *secret*" : "");
    return "| %s | %s | %s | %s |"
        .formatted(name, defaultOf(setting), setting.allowed(), setting.help());
  }

  private static String defaultOf(Setting<?> setting) {
    return setting
        .defaultText()
        .map(text -> text.isEmpty() ? "nothing" : "`" + text + "`")
        .orElse("none: must be set");
  }
}
