package io.soletape.fetch;

import io.soletape.http.CallHistory;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a task reports of one request: a row of {@link #SCHEMA}. */
final class Receipt {

  static final StructType SCHEMA =
      new StructType()
          .add("request_id", DataTypes.StringType)
          .add("platform", DataTypes.StringType)
          .add("outcome", DataTypes.StringType)
          .add("calls", DataTypes.IntegerType)
          .add("rate_limited", DataTypes.IntegerType);

  /** The outcome of a request that was not answered: put off or given up. */
  static final String NOT_ANSWERED = "not_answered";

  private Receipt() {}

  static Row of(Row plan, String outcome, CallHistory history) {
    return RowFactory.create(
        plan.getAs("request_id"),
        plan.getAs("platform"),
        outcome,
        history.calls(),
        history.quotaRefusals());
  }
}
