package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import java.math.BigDecimal;
import org.apache.spark.sql.Row;

/** What Spark SQL counts and sums in gold: other readers must find the same. */
final class GoldSums {

  private GoldSums() {}

  static ObjectNode of(Lake lake, Slot slot) {
    lake.read(Tables.MASTER_MARKET_DATA).createOrReplaceTempView("gold_of_demo");
    Row sums =
        lake.spark()
            .sql(
                "SELECT count(*), sum(lowest_ask), sum(highest_bid) FROM gold_of_demo WHERE slot_at = TIMESTAMP '%s'"
                    .formatted(slot.at()))
            .first();
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("rows", sums.getLong(0));
    json.put("ask_sum", plain(sums.getDecimal(1)));
    json.put("bid_sum", plain(sums.getDecimal(2)));
    return json;
  }

  private static String plain(BigDecimal sum) {
    return sum.toPlainString();
  }
}
