package io.soletape.quality;

import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A check: passed while no more cases offend than are allowed.
 *
 * @param name its name in tables
 * @param severity what failing means
 * @param limit what is allowed, for people
 * @param cases how many cases there are to judge; 0 where only offenders count
 * @param allowed how many offenders are allowed
 * @param offenders a dataset with one text column: a row per offender
 */
public record Check(
    String name,
    Severity severity,
    String limit,
    long cases,
    long allowed,
    Dataset<Row> offenders) {

  public Check {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(severity, "severity is null");
    Objects.requireNonNull(offenders, "offenders is null");
  }
}
