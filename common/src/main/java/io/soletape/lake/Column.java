package io.soletape.lake;

import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * A column of a table.
 *
 * @param name its name
 * @param type its type
 * @param meaning what it says, with the unit where it has one and what null means where it may be
 */
public record Column(String name, DataType type, String meaning) {

  public Column {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(type, "type is null");
  }

  /** A text. */
  public static Column text(String name, String meaning) {
    return new Column(name, DataTypes.StringType, meaning);
  }

  /** A moment, UTC. */
  public static Column instant(String name, String meaning) {
    return new Column(name, DataTypes.TimestampType, meaning);
  }

  /** A calendar day. */
  public static Column day(String name, String meaning) {
    return new Column(name, DataTypes.DateType, meaning);
  }

  /** A yes or no. */
  public static Column flag(String name, String meaning) {
    return new Column(name, DataTypes.BooleanType, meaning);
  }

  /** A whole number that fits 32 bits. */
  public static Column count(String name, String meaning) {
    return new Column(name, DataTypes.IntegerType, meaning);
  }

  /** A whole number. */
  public static Column bigCount(String name, String meaning) {
    return new Column(name, DataTypes.LongType, meaning);
  }

  /** Money in major units: decimal(12,2). */
  public static Column money(String name, String meaning) {
    return new Column(name, Types.MONEY, meaning);
  }

  /** A percentage or ratio: decimal(9,4). */
  public static Column percent(String name, String meaning) {
    return new Column(name, Types.PERCENT, meaning);
  }

  StructField field() {
    return DataTypes.createStructField(name, type, true);
  }
}
