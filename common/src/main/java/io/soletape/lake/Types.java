package io.soletape.lake;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** The types that several tables share, so that money has one scale everywhere. */
public final class Types {

  /** Major units of a currency. */
  public static final DataType MONEY = DataTypes.createDecimalType(12, 2);

  /** Per cent, or a ratio. */
  public static final DataType PERCENT = DataTypes.createDecimalType(9, 4);

  /** Base units for one unit of a currency. */
  public static final DataType FX_RATE = DataTypes.createDecimalType(18, 8);

  /** A US size number. */
  public static final DataType SIZE_NUMBER = DataTypes.createDecimalType(6, 2);

  /** Names and texts. */
  public static final MapType TEXTS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);

  /** Names and seconds. */
  public static final MapType SECONDS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType);

  /** Names and whole numbers: versions of tables, figures. */
  public static final MapType VERSIONS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType);

  /** A list of texts. */
  public static final ArrayType LIST = DataTypes.createArrayType(DataTypes.StringType);

  /** Offers by price, highest first. */
  public static final ArrayType DEPTH =
      DataTypes.createArrayType(
          new StructType().add("price", MONEY).add("count", DataTypes.IntegerType));

  /** The newest sale of each kind, at most one of either. */
  public static final ArrayType NEWEST_SALES =
      DataTypes.createArrayType(
          new StructType()
              .add("is_consigned", DataTypes.BooleanType)
              .add("purchased_at", DataTypes.TimestampType)
              .add("price", MONEY));

  /** A struct with one field per platform. */
  public static StructType perPlatform(StructType each) {
    return new StructType().add("stockx", each).add("alias", each);
  }

  /** A struct of whole numbers. */
  public static StructType counts(String... names) {
    StructType struct = new StructType();
    for (String name : names) {
      struct = struct.add(name, DataTypes.LongType);
    }
    return struct;
  }

  private Types() {}
}
