package io.soletape.market;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A marketplace whose quotes are on the tape. */
public enum Platform {
  STOCKX,
  ALIAS;

  /** The name in tables, settings and reports: {@code stockx} or {@code alias}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The platform of a code.
   *
   * @throws IllegalArgumentException if no platform has that code; the message lists them
   */
  public static Platform ofCode(String code) {
    return Arrays.stream(values())
        .filter(platform -> platform.code().equals(code))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Unknown platform '" + code + "': use " + codes()));
  }

  private static String codes() {
    return Arrays.stream(values()).map(Platform::code).collect(Collectors.joining(" or "));
  }
}
