package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeSessionTest {

  private static final String PAGE = "spark.ui.enabled";

  @Test
  void sparksPageIsOffWhereNobodyAsksForIt() {
    assertThat(LakeSession.unlessTold(new SparkConf(false))).containsEntry(PAGE, "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void whatSparkSubmitSaysOfThePageStands(String told) {
    assertThat(LakeSession.unlessTold(new SparkConf(false).set(PAGE, told)))
        .doesNotContainKey(PAGE);
  }
}
