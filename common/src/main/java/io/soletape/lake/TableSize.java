package io.soletape.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** How large a version of a table is, by the checksum that Delta writes beside it. */
final class TableSize {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TableSize() {}

  /**
   * Bytes of its files; 0 where the version has no checksum that can be read. Other writers leave
   * none, a crash a torn one: that must keep nobody from the table.
   */
  static long of(long version, String table, SparkSession spark) {
    Path checksum = new Path(table, "_delta_log/%020d.crc".formatted(version));
    try (InputStream told =
        checksum.getFileSystem(spark.sessionState().newHadoopConf()).open(checksum)) {
      return JSON.readTree(told).path("tableSizeBytes").asLong();
    } catch (IOException e) {
      return 0;
    }
  }
}
