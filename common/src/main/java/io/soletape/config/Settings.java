package io.soletape.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The values in force, from the file {@code soletape.properties}, the environment and {@code
 * --set}, in rising order of precedence. Immutable; prints no secret.
 */
public final class Settings {

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private final Map<String, String> texts;

  private Settings(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /**
   * Collects the values of the three sources.
   *
   * @param file the properties file; a missing one counts as empty
   * @param environment the environment; names that are no setting are none of our business
   * @param options {@code name=value} pairs; either form of the name is understood
   * @throws SettingException for an unknown name in the file or among the options, a pair without
   *     {@code =}, or an unreadable file
   */
  public static Settings load(
      Path file, Map<String, String> environment, Collection<String> options) {
    Map<String, String> texts = new HashMap<>();
    putAll(texts, fileEntries(file), "in " + file);
    SettingNames.ALL.forEach(setting -> putFromEnvironment(texts, setting, environment));
    options.forEach(pair -> putPair(texts, pair));
    return new Settings(texts);
  }

  /** The defaults with some texts set, by the names of the environment variables. */
  public static Settings of(Map<String, String> texts) {
    Map<String, String> known = new HashMap<>();
    putAll(known, texts, "given");
    return new Settings(known);
  }

  /** These settings with others on top, by the names of the environment variables. */
  public Settings with(Map<String, String> more) {
    Map<String, String> merged = new HashMap<>(texts);
    putAll(merged, more, "given");
    return new Settings(merged);
  }

  /**
   * The value of a setting.
   *
   * @throws SettingException if it is set to something it cannot be, or has no value and no default
   */
  public <T> T value(Setting<T> setting) {
    return text(setting)
        .map(setting::read)
        .orElseThrow(
            () -> new SettingException(setting.name() + " is not set: " + setting.allowed()));
  }

  /** Whether there is a value, set or by default. */
  public boolean hasValue(Setting<?> setting) {
    return isSet(setting) || setting.defaultText().isPresent();
  }

  /** Whether somebody set it, so that the default does not stand. */
  public boolean isSet(Setting<?> setting) {
    return texts.containsKey(setting.name()) || texts.containsKey(setting.fileName());
  }

  /** Reads every setting that has a value, so that a wrong one is named before work starts. */
  public void check() {
    SettingNames.ALL.stream().filter(this::isSet).forEach(this::value);
    int day = value(SettingNames.STOCKX_CALLS_PER_DAY);
    value(SettingNames.STOCKX_CALLS_RESERVE).ifPresent(reserve -> checkReserve(reserve, day));
  }

  private static void checkReserve(int reserve, int day) {
    if (reserve >= day) {
      throw new SettingException(
          "%s is '%d': nothing would be left for other tiers than hot; use less than %s, which is %d"
              .formatted(
                  SettingNames.STOCKX_CALLS_RESERVE.name(),
                  reserve,
                  SettingNames.STOCKX_CALLS_PER_DAY.name(),
                  day));
    }
  }

  @Override
  public String toString() {
    Map<String, String> shown = new LinkedHashMap<>();
    SettingNames.ALL.stream()
        .filter(this::isSet)
        .forEach(
            setting ->
                shown.put(
                    setting.name(), setting.isSecret() ? "(secret)" : texts.get(setting.name())));
    return "Settings" + shown;
  }

  private Optional<String> text(Setting<?> setting) {
    Optional<String> direct = Optional.ofNullable(texts.get(setting.name()));
    if (direct.isPresent()) {
      return direct;
    }
    Optional<String> fromFile =
        Optional.ofNullable(texts.get(setting.fileName())).map(path -> secretFile(setting, path));
    return fromFile.isPresent() ? fromFile : setting.defaultText();
  }

  private static String secretFile(Setting<?> setting, String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new SettingException(
          "%s is '%s': the file cannot be read; name a file that holds %s"
              .formatted(setting.fileName(), path, setting.name()),
          e);
    }
  }

  private static void putFromEnvironment(
      Map<String, String> texts, Setting<?> setting, Map<String, String> environment) {
    List<String> names =
        setting.isSecret() ? List.of(setting.fileName(), setting.name()) : List.of(setting.name());
    for (String name : names) {
      Optional.ofNullable(environment.get(name))
          .filter(Predicate.not(String::isEmpty))
          .ifPresent(value -> put(texts, name, value, "in the environment"));
    }
  }

  // Within one source the value wins over the file that holds it, whatever their order.
  private static void putAll(Map<String, String> texts, Map<String, String> entries, String where) {
    entries.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, String> entry) -> !isFileName(entry.getKey()))
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> put(texts, entry.getKey(), entry.getValue(), where));
  }

  private static boolean isFileName(String name) {
    return SettingNames.ALL.stream().anyMatch(setting -> sameName(name, setting.fileName()));
  }

  private static void putPair(Map<String, String> texts, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw new SettingException(
          "--set %s has no value: use --set NAME=VALUE".formatted(shownName(pair)));
    }
    put(texts, pair.substring(0, equals).strip(), pair.substring(equals + 1), "given with --set");
  }

  // A pair without its "=" may be a secret, alone or behind its name: only a known name is shown.
  private static String shownName(String pair) {
    return SettingNames.ALL.stream()
        .map(Setting::name)
        .filter(name -> sameName(pair.substring(0, Math.min(name.length(), pair.length())), name))
        .max(Comparator.comparingInt(String::length))
        .orElse("with a text that begins with no setting's name");
  }

  private static void put(Map<String, String> texts, String name, String value, String where) {
    Setting<?> setting = known(name, where);
    boolean isFile = sameName(name, setting.fileName());
    // A later source replaces an earlier one in both forms: the value and the file that holds it.
    texts.remove(setting.name());
    texts.remove(setting.fileName());
    texts.put(isFile ? setting.fileName() : setting.name(), value);
  }

  private static Setting<?> known(String name, String where) {
    return SettingNames.ALL.stream()
        .filter(
            setting ->
                sameName(name, setting.name())
                    || (setting.isSecret() && sameName(name, setting.fileName())))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingException(
                    "'%s' %s is no setting: did you mean %s?"
                        .formatted(name, where, nearest(name))));
  }

  private static boolean sameName(String given, String name) {
    return given.replace('.', '_').equalsIgnoreCase(name);
  }

  private static String nearest(String name) {
    String wanted = name.replace('.', '_').toUpperCase(Locale.ROOT);
    return SettingNames.ALL.stream()
        .map(Setting::name)
        .min(Comparator.comparingInt(known -> DISTANCE.apply(wanted, known)))
        .orElseThrow();
  }

  private static Map<String, String> fileEntries(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new SettingException(file + " cannot be read: check its permissions", e);
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          file + " is no properties file (" + e.getMessage() + "): write \\\\ for a backslash", e);
    }
    Map<String, String> entries = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> entries.put(key, properties.getProperty(key)));
    return entries;
  }
}
