package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalSpark.class)
class HeldTest {

  @ParameterizedTest
  @CsvSource({"12,1", "112,2"})
  void whatIsPutTogetherOfManyIsHeldInAsManyPartsAsTheRunNeeds(
      int skus, int parts, SparkSession shared) {
    SparkSession spark = shared.newSession();
    LakeSession.expectSkus(spark, skus);
    Dataset<Row> rows =
        Stream.generate(() -> spark.range(0, 4, 1, 3).toDF())
            .limit(9)
            .reduce(Dataset::union)
            .orElseThrow();
    assertThat(rows.rdd().getNumPartitions()).isEqualTo(27);

    Dataset<Row> held = Held.of(rows);

    assertThat(held.rdd().getNumPartitions())
        .isEqualTo(Math.min(parts, spark.sparkContext().defaultParallelism()));
    assertThat(held.count()).isEqualTo(36);
  }

  @Test
  void heldRowsAreCountedAsSparkCountsThem(SparkSession spark) {
    Dataset<Row> some = Held.of(spark.range(5).toDF());

    assertThat(Held.count(some)).isEqualTo(5);
    assertThat(Held.isEmpty(some)).isFalse();
    assertThat(Held.isEmpty(some.where("id > 4"))).isTrue();
    assertThat(Held.count(some.where("id > 2"))).isEqualTo(2);
  }
}
