package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class HeldTest {

  @Test
  void whatIsPutTogetherOfManyIsHeldInNoMorePartsThanThereAreCores(SparkSession spark) {
    Dataset<Row> rows =
        Stream.generate(() -> spark.range(0, 4, 1, 3).toDF())
            .limit(9)
            .reduce(Dataset::union)
            .orElseThrow();
    assertThat(rows.rdd().getNumPartitions()).isEqualTo(27);

    Dataset<Row> held = Held.of(rows);

    assertThat(held.rdd().getNumPartitions()).isEqualTo(spark.sparkContext().defaultParallelism());
    assertThat(held.count()).isEqualTo(36);
  }
}
