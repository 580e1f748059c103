package io.soletape.platform;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Money;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * An amount that describes a product, in US dollars: told, not told, or refused on its own while
 * the rest of the product is taken.
 *
 * @param name what the platform calls it
 * @param dollars two decimals; empty where it is not told or refused
 * @param refusal why it is not taken; empty where it is taken or not told
 */
public record ProductAmount(String name, Optional<BigDecimal> dollars, Optional<Refusal> refusal) {

  // Both references know shoes of 60 to some hundred dollars: beyond these it is another unit.
  private static final BigDecimal LOWEST = BigDecimal.TEN;
  private static final BigDecimal HIGHEST_RETAIL = new BigDecimal("10000");

  public ProductAmount {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(dollars, "dollars is null");
    Objects.requireNonNull(refusal, "refusal is null");
  }

  /** An amount that is told in whole cents; zero says that there is none. */
  public static ProductAmount ofCents(JsonFields product, String name) {
    return read(product, name, text -> Money.ofCents(text, CurrencyCode.USD));
  }

  /** An amount that is told in dollars; zero says that there is none. */
  public static ProductAmount ofDollars(JsonFields product, String name) {
    return read(
        product,
        name,
        text ->
            text.matches("0+(\\.0+)?")
                ? Optional.empty()
                : Optional.of(Money.ofMajorUnits(text, CurrencyCode.USD)));
  }

  /** The same, refused where no new shoe has that price. */
  public ProductAmount asRetailPrice() {
    return asLimit().refusedIf(isAbove(HIGHEST_RETAIL), "above " + HIGHEST_RETAIL);
  }

  /** The same, refused where no shoe is that cheap. */
  public ProductAmount asLimit() {
    return refusedIf(isBelow(LOWEST), "below " + LOWEST);
  }

  /** The same, refused where it is below another that it cannot be below. */
  public ProductAmount notBelow(ProductAmount other) {
    return refusedIf(other.dollars.filter(this::isBelow).isPresent(), "below " + other);
  }

  /** The same, refused where it is above another that it cannot be above. */
  public ProductAmount notAbove(ProductAmount other) {
    return refusedIf(other.dollars.filter(this::isAbove).isPresent(), "above " + other);
  }

  /** The same, refused where another that is told in its unit is no amount in it. */
  public ProductAmount inTheUnitOf(ProductAmount other) {
    return refusedIf(other.isBelow(LOWEST), "beside " + other);
  }

  @Override
  public String toString() {
    return name + " of " + dollars.map(BigDecimal::toPlainString).orElse("nothing");
  }

  private static ProductAmount read(
      JsonFields product, String name, Function<String, Optional<Money>> reader) {
    Optional<String> told = product.verbatim(name).filter(text -> !text.isBlank());
    try {
      return new ProductAmount(name, told.flatMap(reader).map(Money::amount), Optional.empty());
    } catch (IllegalArgumentException e) {
      return refused(name, Refusal.AMOUNT_UNREADABLE, name + " is '" + told.orElse("") + "'");
    }
  }

  private static ProductAmount refused(String name, String reason, String detail) {
    return new ProductAmount(name, Optional.empty(), Optional.of(Refusal.of(reason, detail)));
  }

  private ProductAmount refusedIf(boolean isAtFault, String why) {
    return isAtFault && dollars.isPresent()
        ? refused(name, Refusal.UNIT_SUSPECT, this + " dollars is " + why)
        : this;
  }

  private boolean isBelow(BigDecimal limit) {
    return dollars.filter(amount -> amount.compareTo(limit) < 0).isPresent();
  }

  private boolean isAbove(BigDecimal limit) {
    return dollars.filter(amount -> amount.compareTo(limit) > 0).isPresent();
  }
}
