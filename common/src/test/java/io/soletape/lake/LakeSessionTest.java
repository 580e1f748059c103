package io.soletape.lake;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class LakeSessionTest {

  private static final String PAGE = "spark.ui.enabled";

  @ParameterizedTest
  @CsvSource({"1,1", "20,1", "21,2", "112,2", "999,2", "1000,4"})
  void fewSkusAreWorkedOnInOnePart(int skus, int parts, SparkSession shared) {
    SparkSession spark = shared.newSession();
    LakeSession.expectSkus(spark, 1);

    LakeSession.expectSkus(spark, skus);

    assertThat(LakeSession.expectsFewSkus(spark)).isEqualTo(parts == 1);
    assertThat(spark.conf().contains("spark.sql.files.minPartitionNum")).isEqualTo(parts == 1);
    Dataset<Row> grouped = spark.range(0, 100, 1, 8).groupBy(expr("id % 7")).count();
    assertThat(grouped.rdd().getNumPartitions()).isLessThanOrEqualTo(parts);
  }

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
