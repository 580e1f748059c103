package io.soletape.fetch;

import io.soletape.lake.Types;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.Planned;
import io.soletape.plan.Slot;
import io.soletape.platform.PlatformRequest;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The plan as a dataset: one row is one request of a slot. */
public final class PlanFrame {

  static final List<String> TEXTS =
      List.of("request_id", "tier", "run_id", "platform", "endpoint", "sku");

  static final StructType SCHEMA =
      new StructType()
          .add("request_id", DataTypes.StringType)
          .add("slot_at", DataTypes.TimestampType)
          .add("tier", DataTypes.StringType)
          .add("run_id", DataTypes.StringType)
          .add("platform", DataTypes.StringType)
          .add("endpoint", DataTypes.StringType)
          .add("sku", DataTypes.StringType)
          .add("params", Types.TEXTS);

  private PlanFrame() {}

  /** The requests of a slot as rows. */
  public static Dataset<Row> of(SparkSession spark, Slot slot, List<Planned> planned) {
    return spark.createDataFrame(
        planned.stream().map(request -> row(slot, request)).toList(), SCHEMA);
  }

  static PlatformRequest request(Row row) {
    Map<String, String> params = row.getJavaMap(row.fieldIndex("params"));
    return PlatformRequest.of(
        Platform.ofCode(row.getAs("platform")),
        row.getAs("endpoint"),
        new Sku(row.getAs("sku")),
        params);
  }

  private static Row row(Slot slot, Planned planned) {
    PlatformRequest request = planned.request();
    return RowFactory.create(
        planned.requestId(),
        slot.at(),
        slot.tier().code(),
        slot.runId(),
        request.platform().code(),
        request.endpoint(),
        request.sku().code(),
        request.params());
  }
}
