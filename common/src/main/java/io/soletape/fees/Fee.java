package io.soletape.fees;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Programme;
import io.soletape.market.Region;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One fee: a share of the price and a fixed amount, at least a minimum.
 *
 * @param platform whose fee it is
 * @param side who pays it
 * @param region where it holds; empty for everywhere
 * @param programme in which programme it holds; empty for all
 * @param name what it is for, such as {@code shipping}
 * @param percent per cent of the price, 0 to 100
 * @param fixed added to that, major units of {@code currency}
 * @param minimum what it is at least, major units of {@code currency}
 * @param currency of the two amounts
 * @param validFrom the first day on which it holds
 * @param source who says so
 */
public record Fee(
    Platform platform,
    Side side,
    Optional<Region> region,
    Optional<Programme> programme,
    String name,
    BigDecimal percent,
    BigDecimal fixed,
    BigDecimal minimum,
    CurrencyCode currency,
    LocalDate validFrom,
    String source) {

  public Fee {
    Objects.requireNonNull(platform, "platform is null");
    Objects.requireNonNull(side, "side is null");
    Objects.requireNonNull(region, "region is null");
    Objects.requireNonNull(programme, "programme is null");
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(currency, "currency is null");
    Objects.requireNonNull(validFrom, "validFrom is null");
  }

  boolean holdsAt(Venue venue, Side asked, LocalDate day) {
    return platform == venue.platform()
        && side == asked
        && region.map(venue.region()::equals).orElse(true)
        && programme.map(each -> each == venue.programme()).orElse(true)
        && !validFrom.isAfter(day);
  }

  /** What no two fees of a file may share. */
  List<Object> identity() {
    return List.of(platform, side, region, programme, name, validFrom);
  }
}
