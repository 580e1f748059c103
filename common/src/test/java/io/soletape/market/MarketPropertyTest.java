package io.soletape.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

/** What is read from a text and written again is what it was, in whatever form it came. */
class MarketPropertyTest {

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  @Property(tries = 300)
  void centsAndMajorUnitsAreTheSameMoney(
      @ForAll @LongRange(min = 1, max = 9_999_999_999L) long cents,
      @ForAll @IntRange(max = 3) int zeros) {
    Money ofCents = Money.ofCents("0".repeat(zeros) + cents, CurrencyCode.USD).orElseThrow();

    assertThat(ofCents.amount().movePointRight(Money.SCALE).longValueExact()).isEqualTo(cents);
    assertThat(ofCents.amount().scale()).isEqualTo(Money.SCALE);
    assertThat(Money.ofMajorUnits(ofCents.amount().toPlainString(), CurrencyCode.USD))
        .isEqualTo(ofCents);
  }

  @Property(tries = 300)
  void majorUnitsAreTheNumberThatTheySay(
      @ForAll @BigRange(min = "0.01", max = "99999999.99") @Scale(2) BigDecimal told) {
    Money money = Money.ofMajorUnits(told.stripTrailingZeros().toPlainString(), CurrencyCode.USD);

    assertThat(money.amount()).isEqualByComparingTo(told);
  }

  @Property(tries = 300)
  void roundingMovesByHalfACentAtMost(
      @ForAll @BigRange(min = "0.0051", max = "9999999.9999") @Scale(4) BigDecimal exact) {
    BigDecimal rounded = new Money(exact, CurrencyCode.USD).amount();

    assertThat(rounded.subtract(exact).abs()).isLessThanOrEqualTo(new BigDecimal("0.005"));
    assertThat(new Money(rounded, CurrencyCode.USD).amount()).isEqualTo(rounded);
  }

  @Property(tries = 300)
  void aSizeIsReadFromItsKey(
      @ForAll @BigRange(min = "0", max = "99.75") @Scale(2) BigDecimal number,
      @ForAll SizeClass sizeClass) {
    Size size = new Size(number, sizeClass);

    assertThat(Size.parse(size.key())).contains(size);
    assertThat(Size.parse(number.toPlainString() + sizeClass.suffix().toLowerCase(Locale.ROOT)))
        .contains(size);
    assertThat(size.number()).isEqualByComparingTo(number);
  }

  @Property(tries = 300)
  void sizesOfTwoClassesNeverMeet(
      @ForAll @BigRange(min = "0", max = "20") @Scale(1) BigDecimal number,
      @ForAll SizeClass one,
      @ForAll SizeClass other) {
    boolean isSameKey = new Size(number, one).key().equals(new Size(number, other).key());

    assertThat(isSameKey).isEqualTo(one == other);
  }

  @Property(tries = 200)
  void aBareNumberWithItsGenderIsTheSizeOfItsKey(
      @ForAll @BigRange(min = "0", max = "20") @Scale(1) BigDecimal number,
      @ForAll("genders") String gender) {
    Size size = Size.ofGender(number, gender).orElseThrow();

    assertThat(Size.parse(size.key())).contains(size);
  }

  @Provide
  Arbitrary<String> genders() {
    return Arbitraries.of("men", "unisex", "women", "youth", "infant", "toddler");
  }

  @Property(tries = 300)
  void aStyleCodeIsTheSameHoweverItIsWritten(
      @ForAll("codes") String code, @ForAll("gaps") String gap, @ForAll boolean isLower) {
    String spelled = code.replace("-", gap);
    Sku sku = Sku.parse("  " + (isLower ? spelled.toLowerCase(Locale.ROOT) : spelled) + " ");

    assertThat(sku.code()).isEqualTo(code);
    assertThat(Sku.parse(sku.code())).isEqualTo(sku);
    assertThat(sku.isSameStyleAs(spelled)).isTrue();
    assertThat(sku.isSameStyleAs(code.replace("-", ""))).isTrue();
    assertThat(sku.isHalfOf(code)).isFalse();
  }

  @Property(tries = 300)
  void twoStylesAreTheSameOnlyIfTheirLettersAndDigitsAre(
      @ForAll("codes") String one, @ForAll("codes") String other) {
    boolean isEqual = one.replace("-", "").equals(other.replace("-", ""));

    assertThat(new Sku(one).isSameStyleAs(other)).isEqualTo(isEqual);
  }

  @Property(tries = 300)
  void aDualStyleIsItselfAndNoneOfItsHalves(
      @ForAll("codes") String one, @ForAll("codes") String other) {
    Sku dual = Sku.parse(one.toLowerCase(Locale.ROOT) + " / " + other);

    assertThat(dual.code()).isEqualTo(one + "/" + other);
    assertThat(dual.firstCode()).isEqualTo(one);
    assertThat(dual.isSameStyleAs(one)).isFalse();
    assertThat(dual.isHalfOf(one)).isTrue();
    assertThat(new Sku(other).isHalfOf(dual.code())).isTrue();
  }

  // Half the length that a dual style may have.
  @Provide
  Arbitrary<String> codes() {
    Arbitrary<String> part = Arbitraries.strings().withChars(LETTERS).ofMinLength(1).ofMaxLength(5);
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofLength(3);
    return Combinators.combine(part, part, digits, Arbitraries.of(true, false))
        .as((first, second, tail, isParted) -> first + second + (isParted ? "-" : "") + tail);
  }

  @Provide
  Arbitrary<String> gaps() {
    return Arbitraries.of("-", " ", "--", " - ", "\t");
  }
}
