package io.soletape.coverage;

import io.soletape.mapping.Mapping;
import io.soletape.mapping.Mappings;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.QuoteCell;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.RequestId;
import io.soletape.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a run should fill, product by product, before sizes come in. */
final class ExpectedCells {

  static final StructType SCHEMA =
      new StructType()
          .add("platform", DataTypes.StringType)
          .add("sku", DataTypes.StringType)
          .add("region_code", DataTypes.StringType)
          .add("currency_code", DataTypes.StringType)
          .add("programme", DataTypes.StringType)
          .add("mapping_status", DataTypes.StringType)
          .add("mapping_evidence", DataTypes.StringType)
          .add("request_id", DataTypes.StringType)
          .add("stop_outcome", DataTypes.StringType)
          .add("stop_reason", DataTypes.StringType);

  private ExpectedCells() {}

  /**
   * One row per cell of each SKU, without its size: what is known of the product, which request
   * tells it, and why the platform was not asked to the end.
   *
   * @param holes why a platform was not asked to the end, by platform
   */
  static Dataset<Row> of(
      SparkSession spark,
      Slot slot,
      List<Sku> skus,
      Mappings mappings,
      QuoteScope scope,
      Map<Platform, Hole> holes) {
    List<Row> rows = new ArrayList<>();
    for (Sku sku : skus) {
      for (Platform platform : Platform.values()) {
        Optional<Mapping> mapping = mappings.of(platform, sku);
        for (QuoteCell cell : QuoteCell.of(platform, scope)) {
          rows.add(row(slot, sku, cell, mapping, Optional.ofNullable(holes.get(platform))));
        }
      }
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  private static Row row(
      Slot slot, Sku sku, QuoteCell cell, Optional<Mapping> mapping, Optional<Hole> hole) {
    Optional<String> requestId =
        mapping
            .flatMap(Mapping::productId)
            .map(productId -> RequestId.of(slot.at(), cell.request(sku, productId)));
    return RowFactory.create(
        cell.platform().code(),
        sku.code(),
        cell.region().code(),
        cell.currency().code(),
        cell.programme().code(),
        mapping.map(Mapping::status).orElse(null),
        mapping.map(Mapping::evidence).orElse(null),
        requestId.orElse(null),
        hole.map(Hole::outcome).orElse(null),
        hole.map(Hole::reason).orElse(null));
  }
}
