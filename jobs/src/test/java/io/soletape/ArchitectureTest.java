package io.soletape;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.soletape.http.Sleeper;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may know which, and what no class may do. */
class ArchitectureTest {

  private static final String OURS = "io.soletape..";
  private static final String[] SPARK = {
    "org.apache.spark..", "org.apache.hadoop..", "io.delta..", "scala.."
  };

  private static JavaClasses product;

  @BeforeAll
  static void readTheClasses() {
    product =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.soletape");
  }

  @Test
  void everyPackageIsLookedAt() {
    Set<String> packages =
        product.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.replaceFirst("io\\.soletape\\.([a-z]+).*", "$1"))
            .collect(Collectors.toSet());

    assertThat(packages)
        .contains(
            "market", "config", "http", "budget", "vault", "stockx", "alias", "fx", "platform")
        .contains("lake", "quality", "plan", "fetch", "drift", "rates", "sales", "silver", "gold")
        .contains("replay", "run", "maintenance", "sql", "cli", "sandbox");
  }

  @Test
  void noTwoPackagesKnowEachOther() {
    holds(slices().matching("io.soletape.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theMarketsWordsNeedTheJdkAlone() {
    holds(
        classes()
            .that()
            .resideInAPackage("io.soletape.market..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.soletape.market.."));
  }

  @Test
  void httpNeedsOkHttpAndJacksonAlone() {
    holds(
        classes()
            .that()
            .resideInAPackage("io.soletape.http..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "javax.net.ssl..",
                "io.soletape.http..",
                "okhttp3..",
                "okio..",
                "com.fasterxml.jackson.."));
  }

  @Test
  void theBudgetKnowsNeitherSparkNorHttp() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("io.soletape.budget..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(SPARK)
                    .or(resideInAnyPackage("okhttp3..", "java.net.http..", "io.soletape.http.."))));
  }

  @Test
  void theVaultKnowsNothingOfWhatItKeeps() {
    holds(
        classes()
            .that()
            .resideInAPackage("io.soletape.vault..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("java..", "org.postgresql..", "io.soletape.vault..")
                    .or(nameMatching("io\\.soletape\\.http\\.Sleeper"))));
  }

  @Test
  void databasesAreKnownToTheBudgetTheVaultAndSqlAlone() {
    holds(
        noClasses()
            .that(
                not(
                    resideInAnyPackage(
                        "io.soletape.budget..", "io.soletape.vault..", "io.soletape.sql..")))
            .should()
            .dependOnClassesThat(
                nameMatching("java\\.sql\\.(Connection|DriverManager|PreparedStatement)")));
  }

  @Test
  void sparkIsKnownToTheLakeQualityAndTheStepsOfARunAlone() {
    holds(
        noClasses()
            .that(
                not(
                    resideInAnyPackage(
                        "io.soletape.lake..",
                        "io.soletape.quality..",
                        "io.soletape.mapping..",
                        "io.soletape.fetch..",
                        "io.soletape.rates..",
                        "io.soletape.drift..",
                        "io.soletape.replay..",
                        "io.soletape.sales..",
                        "io.soletape.depth..",
                        "io.soletape.silver..",
                        "io.soletape.gold..",
                        "io.soletape.coverage..",
                        "io.soletape.checks..",
                        "io.soletape.maintenance..",
                        "io.soletape.run..",
                        "io.soletape.cli..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(SPARK)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vault", "stockx", "alias", "fx", "platform", "plan", "config", "sandbox", "sql"})
  void thesePackagesRunWithoutSpark(String name) {
    holds(
        noClasses()
            .that()
            .resideInAPackage("io.soletape." + name + "..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(SPARK)));
  }

  @Test
  void theSandboxKnowsNothingOfTheProductThatItTests() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("io.soletape.sandbox..")
            .should()
            .dependOnClassesThat(
                resideInAPackage(OURS).and(not(resideInAPackage("io.soletape.sandbox..")))));
  }

  @Test
  void onlyTheCommandsKnowTheSandbox() {
    holds(
        noClasses()
            .that(not(resideInAnyPackage("io.soletape.sandbox..", "io.soletape.cli..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.soletape.sandbox.."));
  }

  @Test
  void nothingKnowsTheCommands() {
    holds(
        noClasses()
            .that(not(resideInAPackage("io.soletape.cli..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.soletape.cli.."));
  }

  @Test
  void onlyTheCommandsKnowTheRun() {
    holds(
        noClasses()
            .that(not(resideInAnyPackage("io.soletape.run..", "io.soletape.cli..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.soletape.run.."));
  }

  @Test
  void namesSayWhatAClassIs() {
    holds(noClasses().should().haveNameMatching(".*(Util|Utils|Manager|Helper)(\\$.*)?"));
  }

  @Test
  void nothingIsChangedBySetters() {
    holds(
        noMethods()
            .that()
            // What a file system does is named by Hadoop.
            .areDeclaredInClassesThat(not(assignableTo(FileSystem.class)))
            .should()
            .haveNameMatching("set[A-Z].*"));
  }

  @Test
  void timesAreThoseOfJavaTime() {
    holds(
        noClasses()
            .should()
            .dependOnClassesThat(nameMatching("java\\.(util|sql)\\.Date|java\\.util\\.Calendar")));
  }

  @Test
  void onlyTheCommandsSpeakToTheTerminal() {
    holds(
        noClasses()
            .that(not(resideInAPackage("io.soletape.cli..")))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void onlyTheSleeperSleeps() {
    holds(
        noClasses()
            .that()
            .doNotBelongToAnyOf(Sleeper.class)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class));
  }

  // The sandbox makes its clients wait, as platforms do, and may not know the product's Sleeper.
  @Test
  void noOtherWayOfSleepingIsTakenOutsideTheSandbox() {
    holds(
        noClasses()
            .that(not(resideInAPackage("io.soletape.sandbox..")))
            .should()
            .callMethod(TimeUnit.class, "sleep", long.class)
            .orShould()
            .callMethod(LockSupport.class, "parkNanos", long.class));
  }

  private static void holds(ArchRule rule) {
    rule.check(product);
  }
}
