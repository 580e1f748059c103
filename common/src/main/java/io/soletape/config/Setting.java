package io.soletape.config;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: how it is called, what it defaults to, how its text is read.
 *
 * @param name the name of the environment variable, such as {@code STOCKX_API_URL}
 * @param defaultText the text that stands where nobody sets it; empty if there is none
 * @param allowed what a value may be, for people
 * @param help what it is for, for people
 * @param isSecret whether its value must never be shown, and may be given as a file
 * @param reader from text to value; throws {@link IllegalArgumentException} for a text it refuses
 * @param <T> the type of the value
 */
public record Setting<T>(
    String name,
    Optional<String> defaultText,
    String allowed,
    String help,
    boolean isSecret,
    Function<String, T> reader) {

  public Setting {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(reader, "reader is null");
  }

  /** The name in {@code soletape.properties}: lower case with dots. */
  public String dottedName() {
    return name.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** The variable that may name a file which holds the value of a secret. */
  public String fileName() {
    return name + "_FILE";
  }

  T read(String text) {
    try {
      return reader.apply(text.strip());
    } catch (IllegalArgumentException e) {
      // A reader may quote what it refuses, so the cause of a secret's refusal is dropped.
      throw isSecret
          ? new SettingException("%s is unreadable: %s".formatted(name, allowed))
          : new SettingException("%s is '%s': %s".formatted(name, shown(text), allowed), e);
    }
  }

  // An address may carry a password: in front of its host, or among its parameters.
  private static String shown(String text) {
    return text.replaceAll("(//[^/@:]*):[^?\\s]*@", "$1:***@")
        .replaceAll("(?i)(password=)[^&\\s]*", "$1***");
  }
}
