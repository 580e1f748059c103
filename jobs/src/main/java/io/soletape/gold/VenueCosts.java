package io.soletape.gold;

import io.soletape.fees.Fee;
import io.soletape.fees.FeeSchedule;
import io.soletape.fees.Side;
import io.soletape.fees.Venue;
import io.soletape.lake.Types;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What trading costs at the venues of a slot, in the base currency. A venue whose fees are unknown,
 * or are in a currency without a rate, has no row: nobody can tell a profit there.
 *
 * @param fees all that are known
 * @param rates base units for one unit of a currency
 * @param day of the slot
 */
record VenueCosts(FeeSchedule fees, Map<CurrencyCode, BigDecimal> rates, LocalDate day) {

  private static final DataType SHARE = DataTypes.createDecimalType(9, 6);
  private static final int SHARE_SCALE = 6;
  private static final int PER_CENT = 2;

  /** Venue and side; each fee as share of the price, fixed amount and minimum; since when. */
  static final StructType SCHEMA =
      new StructType()
          .add("platform", DataTypes.StringType)
          .add("region_code", DataTypes.StringType)
          .add("programme", DataTypes.StringType)
          .add("side", DataTypes.StringType)
          .add(
              "charges",
              DataTypes.createArrayType(
                  new StructType()
                      .add("share", SHARE)
                      .add("fixed", Types.MONEY)
                      .add("minimum", Types.MONEY)))
          .add("fees_as_of", DataTypes.DateType);

  /** A row of {@link #SCHEMA} for each venue and side that can be traded. */
  List<Row> of(List<Venue> venues) {
    return venues.stream()
        .flatMap(venue -> Stream.of(Side.values()).flatMap(side -> row(venue, side).stream()))
        .toList();
  }

  private Optional<Row> row(Venue venue, Side side) {
    List<Fee> here = fees.of(venue, side, day);
    boolean isKnown =
        here.stream().allMatch(fee -> isFree(fee) || rates.containsKey(fee.currency()));
    return isKnown
        ? FeeSchedule.asOf(here).map(asOf -> row(venue, side, here, asOf))
        : Optional.empty();
  }

  private Row row(Venue venue, Side side, List<Fee> here, LocalDate asOf) {
    return RowFactory.create(
        venue.platform().code(),
        venue.region().code(),
        venue.programme().code(),
        side.code(),
        here.stream().map(this::charge).toArray(Row[]::new),
        asOf);
  }

  private Row charge(Fee fee) {
    return RowFactory.create(
        fee.percent().movePointLeft(PER_CENT).setScale(SHARE_SCALE, RoundingMode.UNNECESSARY),
        inBase(fee.fixed(), fee),
        inBase(fee.minimum(), fee));
  }

  private BigDecimal inBase(BigDecimal amount, Fee fee) {
    return amount
        .multiply(rates.getOrDefault(fee.currency(), BigDecimal.ZERO))
        .setScale(Money.SCALE, RoundingMode.HALF_EVEN);
  }

  private static boolean isFree(Fee fee) {
    return fee.fixed().signum() == 0 && fee.minimum().signum() == 0;
  }
}
