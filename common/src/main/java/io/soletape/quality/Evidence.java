package io.soletape.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a check is judged by.
 *
 * @param check the check
 * @param cases a row per case: {@code offender} names it and is null where the case is fine, {@code
 *     weight} is the greater the worse it is
 */
public record Evidence(Check check, Dataset<Row> cases) {

  private static final String UNNAMED = "(unnamed)";

  public Evidence {
    Objects.requireNonNull(check, "check is null");
    Objects.requireNonNull(cases, "cases is null");
  }

  /**
   * A case per row.
   *
   * @param isOffending whether the row offends; not where it is null
   * @param name what the offender is called
   */
  public static Evidence of(Check check, Dataset<Row> rows, Column isOffending, Column name) {
    return of(check, rows, isOffending, name, lit(0));
  }

  /**
   * A case per row, with how bad it is.
   *
   * @param isOffending whether the row offends; not where it is null
   * @param name what the offender is called
   * @param weight the greater, the earlier it is named
   */
  public static Evidence of(
      Check check, Dataset<Row> rows, Column isOffending, Column name, Column weight) {
    return new Evidence(
        check,
        rows.select(
            when(isOffending, coalesce(name, lit(UNNAMED))).as("offender"),
            weight.cast(DataTypes.DoubleType).as("weight")));
  }
}
