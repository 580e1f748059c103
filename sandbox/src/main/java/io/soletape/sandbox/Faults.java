package io.soletape.sandbox;

import static java.util.Objects.requireNonNull;

import io.soletape.sandbox.catalogue.Noise;
import io.soletape.sandbox.catalogue.StyleCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What goes wrong. The dice are thrown per platform and request number, so equal faults hit equal
 * requests in every run. A fault hits calls of an API, not token refreshes and exchange rates.
 *
 * @param shares share of calls, 0 to 1, that a kind of fault hits; together at most 1
 * @param stallFor how late a stalled answer is
 * @param retryAfter how long a fault of kind 429 asks to wait, if it does, in whole seconds
 * @param slow extra time that every answer takes
 * @param seed of the dice
 * @param dead platforms ({@code stockx}, {@code alias}) that answer every call with 503
 * @param gone StockX product ids that answer 404
 * @param omittedSkus {@code SKU@region}: Alias answers without any quote; region as in the tables
 * @param omittedSizes {@code SKU:size}: both platforms answer without this size's quotes
 * @param omittedCurrencies currencies in which StockX answers without any quote
 * @param revoked true if StockX accepts no refresh token
 */
public record Faults(
    Map<FaultKind, Double> shares,
    Duration stallFor,
    Duration retryAfter,
    Duration slow,
    long seed,
    Set<String> dead,
    Set<String> gone,
    Set<String> omittedSkus,
    Set<String> omittedSizes,
    Set<String> omittedCurrencies,
    boolean revoked) {

  /**
   * @throws IllegalArgumentException if the shares add up to more than 1
   */
  public Faults {
    shares = Map.copyOf(shares);
    requireNonNull(stallFor, "stallFor is null");
    requireNonNull(retryAfter, "retryAfter is null");
    requireNonNull(slow, "slow is null");
    dead = Set.copyOf(dead);
    gone = Set.copyOf(gone);
    omittedSkus = Set.copyOf(omittedSkus);
    omittedSizes = Set.copyOf(omittedSizes);
    omittedCurrencies = Set.copyOf(omittedCurrencies);
    double total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (total > 1.000_000_1) {
      throw new IllegalArgumentException(
          "fault shares add up to " + total + ", allowed is at most 1; lower some of them");
    }
  }

  /** Returns a sandbox without a fault. */
  public static Faults none() {
    return new FaultsSpec().faults();
  }

  /**
   * Returns the faults of a comma-separated list such as {@code 500=0.01,torn=0.01,dead=alias}; an
   * empty text is no fault. Besides the kinds of {@link FaultKind} there are {@code stall-for} and
   * {@code slow} (milliseconds), {@code retry-after} (seconds), {@code seed}, {@code dead}, {@code
   * gone}, {@code omit-sku}, {@code omit-size}, {@code omit-currency} (each as often as wanted) and
   * {@code revoked}.
   *
   * @throws IllegalArgumentException if a part is unknown or its value not allowed; the message
   *     says which and what is
   */
  public static Faults parse(String spec) {
    FaultsSpec parts = new FaultsSpec();
    for (String part : spec.split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts.faults();
  }

  /** Returns what happens to the call with this number, counted from 0 on each platform. */
  Optional<FaultKind> strike(String platform, long ordinal) {
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    double dice = new Noise(seed).child(platform).child(ordinal).unit();
    for (FaultKind kind : FaultKind.values()) {
      dice -= shares.getOrDefault(kind, 0d);
      if (dice < 0) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  boolean omitsSku(String sku, String region) {
    return omittedSkus.contains(StyleCode.of(sku).text() + "@" + region);
  }

  boolean omitsSize(String sku, String sizeKey) {
    return omittedSizes.contains(StyleCode.of(sku).text() + ":" + sizeKey);
  }
}
