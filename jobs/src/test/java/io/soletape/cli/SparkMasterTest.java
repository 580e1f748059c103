package io.soletape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparkMasterTest {

  private static final Optional<Path> JAR = Optional.of(Path.of("/lib/soletape.jar"));
  private static final String CLUSTER = "spark://host:7077";

  @Test
  void withoutAnythingItIsThisProcessAndNothingIsSent() {
    assertThat(chosen(Map.of(), Map.of())).isEqualTo(new SparkMaster("local[*]", Optional.empty()));
  }

  @Test
  void aClusterOfTheSettingsIsSentTheJar() {
    assertThat(chosen(Map.of("SOLETAPE_SPARK_MASTER", CLUSTER), Map.of()))
        .isEqualTo(new SparkMaster(CLUSTER, JAR));
  }

  @Test
  void theMasterOfSparkSubmitStandsAndItsJarIsThereAlready() {
    assertThat(
            chosen(Map.of(), Map.of("spark.master", CLUSTER, "spark.jars", "file:/a/soletape.jar")))
        .isEqualTo(new SparkMaster(CLUSTER, Optional.empty()));
  }

  @Test
  void aMasterThatSomebodySetWinsOverThatOfSparkSubmit() {
    assertThat(
            chosen(
                Map.of("SOLETAPE_SPARK_MASTER", "local[2]"),
                Map.of("spark.master", CLUSTER, "spark.jars", "file:/a/soletape.jar")))
        .isEqualTo(new SparkMaster("local[2]", Optional.empty()));
  }

  @Test
  void executorsOfALocalClusterAreProcessesTooAndAreSentTheJar() {
    assertThat(chosen(Map.of("SOLETAPE_SPARK_MASTER", "local-cluster[2,1,512]"), Map.of()).jar())
        .isEqualTo(JAR);
  }

  private static SparkMaster chosen(Map<String, String> settings, Map<String, String> properties) {
    return SparkMaster.chosen(
        Settings.of(settings), name -> Optional.ofNullable(properties.get(name)), JAR);
  }
}
