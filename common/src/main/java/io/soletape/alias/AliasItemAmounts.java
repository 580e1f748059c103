package io.soletape.alias;

import io.soletape.platform.JsonFields;
import io.soletape.platform.ProductAmount;
import io.soletape.platform.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The amounts that describe an item, told in cents and held against each other (Alias API,
 * catalogue item): nobody could list a shoe at its retail price if the highest listing price were
 * below that. Where two contradict each other neither is taken.
 */
record AliasItemAmounts(ProductAmount retailPrice, ProductAmount maximumListingPrice) {

  static final String RETAIL = "retail_price_cents";
  static final String MINIMUM = "minimum_listing_price_cents";
  static final String MAXIMUM = "maximum_listing_price_cents";

  static AliasItemAmounts of(JsonFields item) {
    ProductAmount minimum = ProductAmount.ofCents(item, MINIMUM);
    ProductAmount retail = ProductAmount.ofCents(item, RETAIL).asRetailPrice();
    ProductAmount maximum =
        ProductAmount.ofCents(item, MAXIMUM).asLimit().notBelow(minimum).inTheUnitOf(minimum);
    return new AliasItemAmounts(retail.notAbove(maximum), maximum.notBelow(retail));
  }

  List<Refusal> refusals() {
    return Stream.of(retailPrice, maximumListingPrice)
        .map(ProductAmount::refusal)
        .flatMap(Optional::stream)
        .toList();
  }
}
