package io.soletape.sandbox;

import io.soletape.sandbox.catalogue.StyleCode;
import io.soletape.sandbox.market.CurrencyRates;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of a faults text, gathered one by one. */
final class FaultsSpec {

  private static final Duration USUAL_STALL = Duration.ofSeconds(20);
  private static final Set<String> PLATFORMS = Set.of("stockx", "alias");
  private static final Set<String> REGIONS = Set.of("US", "EU", "UK", "AU", "CA", "JP", "global");

  private final Map<FaultKind, Double> shares = new EnumMap<>(FaultKind.class);
  private final Set<String> dead = new HashSet<>();
  private final Set<String> gone = new HashSet<>();
  private final Set<String> omittedSkus = new HashSet<>();
  private final Set<String> omittedSizes = new HashSet<>();
  private final Set<String> omittedCurrencies = new HashSet<>();
  private Duration stallFor = USUAL_STALL;
  private Duration retryAfter = Duration.ofSeconds(2);
  private Duration slow = Duration.ZERO;
  private long seed = 1;
  private boolean revoked;

  Faults faults() {
    return new Faults(
        shares,
        stallFor,
        retryAfter,
        slow,
        seed,
        dead,
        gone,
        omittedSkus,
        omittedSizes,
        omittedCurrencies,
        revoked);
  }

  void add(String part) {
    int sign = part.indexOf('=');
    String name = sign < 0 ? part : part.substring(0, sign).strip();
    String value = sign < 0 ? "" : part.substring(sign + 1).strip();
    Optional<FaultKind> kind = FaultKind.ofSpec(name);
    if (kind.isPresent()) {
      shares.put(kind.get(), share(name, value));
    } else {
      addOther(name, value);
    }
  }

  private void addOther(String name, String value) {
    switch (name) {
      case "stall-for" -> stallFor = Duration.ofMillis(whole(name, value));
      case "retry-after" -> retryAfter = Duration.ofSeconds(whole(name, value));
      case "slow" -> slow = Duration.ofMillis(whole(name, value));
      case "seed" -> seed = whole(name, value);
      case "revoked" -> revoked = true;
      case "dead" -> dead.add(oneOf(name, value, PLATFORMS));
      case "gone" -> gone.add(pair(name, value, "", "a StockX product id"));
      case "omit-sku" -> omittedSkus.add(skuAndRegion(name, value));
      case "omit-size" -> omittedSizes.add(skuAnd(name, value, ":", "SKU:size"));
      case "omit-currency" -> omittedCurrencies.add(oneOf(name, value, CurrencyRates.offered()));
      default ->
          throw new IllegalArgumentException(
              "unknown fault '"
                  + name
                  + "'; allowed are "
                  + kinds()
                  + " (each =share from 0 to 1), stall-for=<ms>, retry-after=<s>, slow=<ms>,"
                  + " seed=<number>, dead=stockx|alias, gone=<StockX product id>,"
                  + " omit-sku=<SKU>@<region>, omit-size=<SKU>:<size>, omit-currency=<code>,"
                  + " revoked");
    }
  }

  private static String kinds() {
    return Arrays.stream(FaultKind.values()).map(FaultKind::spec).collect(Collectors.joining(", "));
  }

  private static double share(String name, String value) {
    try {
      double share = Double.parseDouble(value);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw notAllowed(name, value, "a share from 0 to 1", e);
    }
    throw notAllowed(name, value, "a share from 0 to 1");
  }

  private static long whole(String name, String value) {
    try {
      long number = Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notAllowed(name, value, "a whole number, 0 or more", e);
    }
    throw notAllowed(name, value, "a whole number, 0 or more");
  }

  private static String oneOf(String name, String value, Set<String> allowed) {
    if (!allowed.contains(value)) {
      throw notAllowed(
          name, value, "one of " + allowed.stream().sorted().collect(Collectors.joining(", ")));
    }
    return value;
  }

  private static String skuAndRegion(String name, String value) {
    String pair = skuAnd(name, value, "@", "SKU@region");
    oneOf(name, pair.substring(pair.indexOf('@') + 1), REGIONS);
    return pair;
  }

  private static String skuAnd(String name, String value, String sign, String form) {
    String text = pair(name, value, sign, form);
    int at = text.indexOf(sign);
    String rest = text.substring(at + 1);
    return StyleCode.of(text.substring(0, at)).text()
        + sign
        + (rest.equalsIgnoreCase("global") ? "global" : rest.toUpperCase(Locale.ROOT));
  }

  private static String pair(String name, String value, String sign, String form) {
    if (value.isEmpty() || !value.contains(sign)) {
      throw notAllowed(name, value, form);
    }
    return value;
  }

  private static IllegalArgumentException notAllowed(String name, String value, String allowed) {
    return new IllegalArgumentException(text(name, value, allowed));
  }

  private static IllegalArgumentException notAllowed(
      String name, String value, String allowed, NumberFormatException cause) {
    return new IllegalArgumentException(text(name, value, allowed), cause);
  }

  private static String text(String name, String value, String allowed) {
    return "fault '" + name + "' has the value '" + value + "', allowed is " + allowed;
  }
}
