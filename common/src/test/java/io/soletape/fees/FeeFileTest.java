package io.soletape.fees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.config.SettingException;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Programme;
import io.soletape.market.Region;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeFileTest {

  private static final String STOCKX = "stockx,sell,*,standard,commission,9,,5,USD,2026-01-01,me";
  private static final String ALIAS = "alias,sell,US,*,shipping,,12.50,,EUR,2026-01-01,me";

  @TempDir Path directory;

  @Test
  void aLineIsAFee() {
    assertThat(read(FeeFile.HEADER, STOCKX, ALIAS).fees())
        .containsExactly(
            new Fee(
                Platform.STOCKX,
                Side.SELL,
                Optional.empty(),
                Optional.of(Programme.STANDARD),
                "commission",
                new BigDecimal("9"),
                BigDecimal.ZERO,
                new BigDecimal("5"),
                CurrencyCode.USD,
                LocalDate.parse("2026-01-01"),
                "me"),
            new Fee(
                Platform.ALIAS,
                Side.SELL,
                Optional.of(new Region("US")),
                Optional.empty(),
                "shipping",
                BigDecimal.ZERO,
                new BigDecimal("12.50"),
                BigDecimal.ZERO,
                new CurrencyCode("EUR"),
                LocalDate.parse("2026-01-01"),
                "me"));
  }

  @Test
  void commentsEmptyLinesAndQuotesAreUnderstood() {
    assertThat(
            read(
                    "# mine",
                    FeeFile.HEADER,
                    "",
                    STOCKX.replace(",me", ",\"me, of January\""),
                    "  # more",
                    ALIAS)
                .fees())
        .extracting(Fee::source)
        .containsExactly("me, of January", "me");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stockx,|platform is ''; use stockx or alias|,",
        "stockx,|platform is 'goat'; use stockx or alias|goat,",
        "sell,|side is 'purchase'; use buy or sell|purchase,",
        "sell,|side is ''; use buy or sell|,",
        "*,standard|region is 'usa'; use two capital letters|usa,standard",
        "standard,|programme is 'express'; use standard, flex, direct, consigned, or *|express,",
        "commission,|fee is ''; name what it is for|,",
        ",9,|percent is '100.01'; use a number from 0 to 100|,100.01,",
        ",9,|percent is '-1'; use a number from 0 to 100|,-1,",
        ",9,|percent is '9%'; use a number from 0 to 100|,9%,",
        ",9,,5,|percent is ''; give percent, fixed or both|,,,5,",
        ",5,USD|minimum is '5.001'; use an amount in major units|,5.001,USD",
        ",USD,|currency is 'dollar'; use a currency code|,dollar,",
        ",2026-01-01,|valid_from is ''; use the first day it holds|,,",
        ",2026-01-01,|valid_from is '2026-02-30'; use the first day it holds|,2026-02-30,",
        ",2026-01-01,|valid_from is '01.02.2026'; use the first day it holds|,01.02.2026,",
        ",me|source is ''; say who says so|,",
        ",me|the line is 'stockx,sell,*,standard,commission,9,,5,USD,2026-01-01'; use one value|''"
      })
  void aLineAtFaultIsNamedWithItsValueAndWhatIsAllowed(String right, String message, String wrong) {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> read(FeeFile.HEADER, ALIAS, STOCKX.replace(right, wrong)))
        .withMessageContaining("fees.csv, line 3: " + message);
  }

  @Test
  void aPlatformWithoutAnyFeeIsNamed() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> read(FeeFile.HEADER, STOCKX))
        .withMessageContaining("has no fee of alias");
  }

  @Test
  void theSameFeeTwiceIsNamedWithBothLines() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(
            () ->
                read(FeeFile.HEADER, STOCKX, ALIAS, STOCKX.replace("9", "8").replace("USD", "GBP")))
        .withMessageContaining("line 4")
        .withMessageContaining("line 2 says the same");
  }

  @Test
  void anotherHeaderIsRefused() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> read("platform;side", STOCKX, ALIAS))
        .withMessageContaining("line 1: the header is 'platform;side'");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> FeeFile.read(directory.resolve("none.csv")))
        .withMessageContaining("none.csv");
  }

  @Test
  void theExampleSaysOfEachFigureThatItIsOne() {
    assertThat(FeeFile.example().fees())
        .isNotEmpty()
        .allSatisfy(fee -> assertThat(fee.source()).endsWith("example"));
  }

  @ParameterizedTest
  @CsvSource({
    "US, STANDARD, 2026-01-01, everywhere",
    "US, STANDARD, 2026-02-01, everywhere since February",
    "US, FLEX, 2026-02-01, flex everywhere",
    "UK, STANDARD, 2026-02-01, UK",
    "UK, FLEX, 2026-02-01, UK",
    "UK, FLEX, 2025-12-31, "
  })
  void theNearestAndThenTheNewestOfOneNameHolds(
      String region, Programme programme, String day, String source) {
    String fee = "stockx,sell,%s,%s,commission,9,,,USD,%s,%s";
    FeeSchedule schedule =
        read(
            FeeFile.HEADER,
            ALIAS,
            fee.formatted("*", "*", "2026-01-01", "everywhere"),
            fee.formatted("*", "*", "2026-02-01", "everywhere since February"),
            fee.formatted("*", "flex", "2026-01-01", "flex everywhere"),
            fee.formatted("UK", "*", "2026-01-01", "UK"),
            fee.formatted("UK", "*", "2027-01-01", "UK next year"));

    Venue venue = new Venue(Platform.STOCKX, new Region(region), programme);

    assertThat(schedule.of(venue, Side.SELL, LocalDate.parse(day)))
        .extracting(Fee::source)
        .isEqualTo(Stream.ofNullable(source).toList());
  }

  @Test
  void feesOfSeveralNamesAddUpAndTheOtherSideIsFreeOfThem() {
    FeeSchedule schedule =
        read(FeeFile.HEADER, STOCKX, STOCKX.replace("commission", "processing"), ALIAS);
    Venue venue = new Venue(Platform.STOCKX, new Region("US"), Programme.STANDARD);
    LocalDate day = LocalDate.parse("2026-03-01");

    assertThat(schedule.of(venue, Side.SELL, day)).hasSize(2);
    assertThat(schedule.of(venue, Side.BUY, day)).isEmpty();
  }

  private FeeSchedule read(String... lines) {
    try {
      return FeeFile.read(
          Files.write(directory.resolve("fees.csv"), new ArrayList<>(List.of(lines))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
