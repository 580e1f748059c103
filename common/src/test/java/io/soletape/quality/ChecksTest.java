package io.soletape.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.LocalSpark;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class ChecksTest {

  private final Locale locale = Locale.getDefault();
  private SparkSession spark;

  @BeforeEach
  void takeTheSession(SparkSession session) {
    spark = session;
  }

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void withoutChecksThereIsNothingToJudge() {
    assertThat(Checks.judge(List.of())).isEmpty();
  }

  @Test
  void eachCheckIsJudgedByItsOwnOffendersInTheOrderGiven() {
    List<CheckResult> results =
        Checks.judge(
            List.of(
                check("unique_keys", Severity.ERROR, 0, 0, offenders("b", "a")),
                check("freshness", Severity.ERROR, 0, 0, offenders()),
                check("health", Severity.WARN, 0, 0, offenders("c"))));

    assertThat(results)
        .containsExactly(
            new CheckResult(
                "unique_keys", Severity.ERROR, false, "2", "the limit", List.of("a", "b")),
            new CheckResult("freshness", Severity.ERROR, true, "0", "the limit", List.of()),
            new CheckResult("health", Severity.WARN, false, "1", "the limit", List.of("c")));
    assertThat(results).extracting(CheckResult::isError).containsExactly(true, false, false);
  }

  @Test
  void asManyOffendersAsAllowedPassAndOneMoreFails() {
    Dataset<Row> three = offenders("a", "a", "b");

    List<CheckResult> results =
        Checks.judge(
            List.of(
                check("three_allowed", Severity.ERROR, 0, 3, three),
                check("two_allowed", Severity.ERROR, 0, 2, three)));

    assertThat(results).extracting(CheckResult::passed).containsExactly(true, false);
    assertThat(results.get(0).offenders()).containsExactly("a (2)", "b");
  }

  @Test
  void theShareThatHoldsIsToldWhereCasesAreCountedInAnyLocale() {
    Locale.setDefault(Locale.GERMANY);

    List<CheckResult> results =
        Checks.judge(
            List.of(
                check("coverage", Severity.ERROR, 300, 6, offenders("a", "b")),
                check("full", Severity.ERROR, 8, 0, offenders()),
                check("gone", Severity.ERROR, 2, 0, offenders("a", "a"))));

    assertThat(results)
        .extracting(CheckResult::observed)
        .containsExactly("99.33 % of 300", "100.00 % of 8", "0.00 % of 2");
  }

  @Test
  void atMostTenAreNamedAndTheWorstFirst() {
    List<String> twelve =
        IntStream.range(0, 12)
            .boxed()
            .flatMap(
                place -> Collections.nCopies(12 - place, "sku-" + (char) ('l' - place)).stream())
            .toList();

    CheckResult result =
        Checks.judge(List.of(check("many", Severity.WARN, 0, 0, frame(twelve)))).get(0);

    assertThat(result.observed()).isEqualTo("78");
    assertThat(result.offenders())
        .containsExactly(
            "sku-l (12)",
            "sku-k (11)",
            "sku-j (10)",
            "sku-i (9)",
            "sku-h (8)",
            "sku-g (7)",
            "sku-f (6)",
            "sku-e (5)",
            "sku-d (4)",
            "sku-c (3)");
  }

  @Test
  void anOffenderWithoutANameCounts() {
    CheckResult result =
        Checks.judge(
                List.of(
                    check(
                        "nameless",
                        Severity.ERROR,
                        0,
                        0,
                        spark.sql("SELECT CAST(NULL AS STRING) AS who"))))
            .get(0);

    assertThat(result.passed()).isFalse();
    assertThat(result.offenders()).containsExactly("(unnamed)");
  }

  @Test
  void severitiesAreNamedInTables() {
    assertThat(Stream.of(Severity.values()).map(Severity::code)).containsExactly("warn", "error");
  }

  private static Check check(
      String name, Severity severity, long cases, long allowed, Dataset<Row> offenders) {
    return new Check(name, severity, "the limit", cases, allowed, offenders);
  }

  private Dataset<Row> offenders(String... names) {
    return frame(List.of(names));
  }

  private Dataset<Row> frame(List<String> names) {
    return spark.createDataset(names, Encoders.STRING()).toDF("who");
  }
}
