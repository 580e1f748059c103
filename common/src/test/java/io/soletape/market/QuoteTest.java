package io.soletape.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuoteTest {

  private static final CurrencyCode GBP = new CurrencyCode("GBP");

  @ParameterizedTest
  @CsvSource({"121, 84, false", "121, 121, true", "121, 130, true", ", 84, false", "121, , false"})
  void aBidAtOrAboveTheAskIsCrossed(String ask, String bid, boolean isCrossed) {
    Quote quote = new Quote(Programme.STANDARD, GBP, pounds(ask), pounds(bid));

    assertThat(quote.isCrossed()).isEqualTo(isCrossed);
  }

  @Test
  void amountsOfAnotherCurrencyAreRefused() {
    Optional<Money> dollars = Optional.of(Money.ofMajorUnits("84", CurrencyCode.USD));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quote(Programme.STANDARD, GBP, Optional.empty(), dollars))
        .withMessage("The bid is in USD, the quote in GBP");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quote(Programme.STANDARD, GBP, dollars, Optional.empty()))
        .withMessage("The ask is in USD, the quote in GBP");
  }

  @Test
  void salesAreCountedFromOne() {
    Money price = Money.ofMajorUnits("109", CurrencyCode.USD);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sale(price, false, Instant.EPOCH, 0))
        .withMessageContaining("Occurrence 0");
  }

  @Test
  void aBinWithoutOffersIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OfferBin(Money.ofMajorUnits("84", GBP), 0))
        .withMessageContaining("0 offers");
  }

  private static Optional<Money> pounds(String told) {
    return Optional.ofNullable(told).map(text -> Money.ofMajorUnits(text, GBP));
  }
}
