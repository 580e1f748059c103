package io.soletape.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalSpark.class)
class ChecksTest {

  private static final String FINE = "";

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
  void eachCheckIsJudgedByItsOwnCasesInTheOrderGiven() {
    List<CheckResult> results =
        Checks.judge(
            List.of(
                evidence("unique_keys", Severity.ERROR, 0, "b", FINE, "a"),
                evidence("freshness", Severity.ERROR, 0),
                evidence("health", Severity.WARN, 0, "c"),
                evidence("ranges", Severity.WARN, 0, FINE, FINE)));

    assertThat(results)
        .containsExactly(
            result("unique_keys", Severity.ERROR, false, "2 of 3 cases", List.of("a", "b")),
            result("freshness", Severity.ERROR, true, "0 of 0 cases", List.of()),
            result("health", Severity.WARN, false, "1 of 1 cases", List.of("c")),
            result("ranges", Severity.WARN, true, "0 of 2 cases", List.of()));
    assertThat(results).extracting(CheckResult::isError).containsExactly(true, false, false, false);
  }

  @ParameterizedTest
  @CsvSource({"98, 2, true", "97, 3, false", "0, 1, false", "49, 1, true", "48, 1, false"})
  void asGreatAShareAsIsAllowedMayOffend(int fine, int offending, boolean passes) {
    CheckResult result =
        Checks.judge(
                List.of(
                    new Evidence(
                        check("coverage", Severity.ERROR, 0.02),
                        cases(fine, Collections.nCopies(offending, "a")))))
            .get(0);

    assertThat(result.passed()).isEqualTo(passes);
  }

  @Test
  void theShareThatHoldsIsToldWhereSomeMayOffendInAnyLocale() {
    Locale.setDefault(Locale.GERMANY);

    List<CheckResult> results =
        Checks.judge(
            List.of(
                new Evidence(
                    check("coverage", Severity.ERROR, 0.02), cases(2998, List.of("a", "b"))),
                evidence("full", Severity.ERROR, 0.02, FINE, FINE),
                evidence("gone", Severity.ERROR, 0.02, "a", "a"),
                evidence("nothing", Severity.ERROR, 0.02)));

    assertThat(results)
        .extracting(CheckResult::observed)
        .containsExactly(
            "99.93 % of 3,000 cases", "100.00 % of 2 cases", "0.00 % of 2 cases", "0 of 0 cases");
    assertThat(results.get(2).offenders()).containsExactly("a (2)");
  }

  @Test
  void atMostTenAreNamedAndThoseThatComeOftenestFirst() {
    List<String> twelve =
        IntStream.range(0, 12)
            .boxed()
            .flatMap(
                place -> Collections.nCopies(12 - place, "sku-" + (char) ('l' - place)).stream())
            .toList();

    CheckResult result =
        Checks.judge(List.of(new Evidence(check("many", Severity.WARN, 0), cases(5, twelve))))
            .get(0);

    assertThat(result.observed()).isEqualTo("78 of 83 cases");
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
  void ofThoseThatComeOnceTheWorstIsNamedFirst() {
    Dataset<Row> rows =
        spark.sql(
            "SELECT * FROM VALUES ('mild', 1, true), ('bad', 9, true), ('fine', 99, false)"
                + " AS t (who, weight, is_bad)");

    CheckResult result =
        Checks.judge(
                List.of(
                    Evidence.of(
                        check("weighed", Severity.WARN, 0),
                        rows,
                        col("is_bad"),
                        col("who"),
                        col("weight"))))
            .get(0);

    assertThat(result.offenders()).containsExactly("bad", "mild");
    assertThat(result.observed()).isEqualTo("2 of 3 cases");
  }

  @Test
  void anOffenderWithoutANameCountsAndWhatIsUnknownDoesNotOffend() {
    Dataset<Row> rows =
        spark.sql("SELECT * FROM VALUES (true), (false), (CAST(NULL AS BOOLEAN)) AS t (is_bad)");

    CheckResult result =
        Checks.judge(
                List.of(
                    Evidence.of(
                        check("nameless", Severity.ERROR, 0),
                        rows,
                        col("is_bad"),
                        lit(null).cast("string"))))
            .get(0);

    assertThat(result.observed()).isEqualTo("1 of 3 cases");
    assertThat(result.offenders()).containsExactly("(unnamed)");
  }

  @Test
  void aShareIsFromZeroToOne() {
    assertThatThrownBy(() -> check("coverage", Severity.ERROR, 98))
        .hasMessage("coverage allows a share of 98.0: use a number from 0 to 1");
  }

  @Test
  void thePageHasARowPerCheck() {
    assertThat(CheckPage.table(List.of(check("coverage", Severity.ERROR, 0))))
        .containsExactly(
            "| check | severity | judges | limit | what to do when it fails |",
            "| --- | --- | --- | --- | --- |",
            "| `coverage` | error | cases | the limit | look there |");
  }

  @Test
  void severitiesAreNamedInTables() {
    assertThat(Stream.of(Severity.values()).map(Severity::code)).containsExactly("warn", "error");
  }

  private static CheckResult result(
      String name, Severity severity, boolean passed, String observed, List<String> offenders) {
    return new CheckResult(name, severity, passed, observed, "the limit", offenders, "look there");
  }

  private static Check check(String name, Severity severity, double allowedShare) {
    return new Check(name, severity, "cases", "the limit", allowedShare, "look there");
  }

  private Evidence evidence(String name, Severity severity, double share, String... cases) {
    long fine = Stream.of(cases).filter(FINE::equals).count();
    return new Evidence(
        check(name, severity, share),
        cases((int) fine, Stream.of(cases).filter(named -> !named.equals(FINE)).toList()));
  }

  private Dataset<Row> cases(int fine, List<String> offenders) {
    Dataset<Row> all =
        spark
            .createDataset(offenders, Encoders.STRING())
            .toDF("offender")
            .unionByName(spark.range(fine).select(lit(null).cast("string").as("offender")));
    return all.withColumn("weight", lit(0.0));
  }
}
