package io.soletape.mapping;

import io.soletape.market.Size;
import io.soletape.platform.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a catalogue answer tells, in the words of both platforms. */
final class Told {

  private Told() {}

  /** Facts of a product; empty where the platform names none, or one that is refused. */
  record Product(
      String productId,
      Optional<String> brand,
      Optional<String> modelName,
      Optional<String> colorway,
      Optional<String> gender,
      Optional<LocalDate> releaseDate,
      Optional<BigDecimal> retailPrice,
      Optional<BigDecimal> maximumListingPrice,
      List<Refusal> refusals) {}

  /** A size of a product. */
  record Variant(
      String productId,
      Optional<String> variantId,
      String sizeKey,
      Size size,
      Optional<String> sizeUk,
      Optional<String> sizeEu,
      List<String> gtins,
      boolean flexEligible,
      boolean directEligible) {}
}
