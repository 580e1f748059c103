package io.soletape.alias;

import io.soletape.market.Region;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Alias's numbers for regions. No endpoint lists them (Alias API, regions). */
enum AliasRegion {
  US("1"),
  EU("2"),
  UK("3"),
  AU("4"),
  CA("5"),
  JP("6");

  private final String id;

  AliasRegion(String id) {
    this.id = id;
  }

  static String idOf(Region region) {
    return find(known -> known.name().equals(region.code()), "region " + region).id;
  }

  static Region ofId(String id) {
    return new Region(find(known -> known.id.equals(id), "region_id '" + id + "'").name());
  }

  private static AliasRegion find(Predicate<AliasRegion> wanted, String description) {
    return Arrays.stream(values())
        .filter(wanted)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Alias has no " + description + ": known are " + known()));
  }

  private static String known() {
    return Arrays.stream(values())
        .map(region -> region.name() + " (" + region.id + ")")
        .collect(Collectors.joining(", "));
  }
}
