package io.soletape.lake;

import io.delta.spark.internal.v2.catalog.DeltaV2Table;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * One version of a table as Spark reads it, through Delta's own reader. As it is none of Delta's
 * tables itself, neither Spark nor Delta's commands, such as VACUUM, can change anything by it.
 *
 * @param name as people write it in SQL
 */
record ReadOnlyTable(String name, DeltaV2Table delta) implements SupportsRead {

  @Override
  public Column[] columns() {
    return delta.columns();
  }

  @Override
  public Transform[] partitioning() {
    return delta.partitioning();
  }

  @Override
  public Map<String, String> properties() {
    return delta.properties();
  }

  @Override
  public String version() {
    return delta.version();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return delta.newScanBuilder(options);
  }
}
