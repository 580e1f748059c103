package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.Noise;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sales of one cell in one region and kind: numbered, so that the newest before any moment is
 * found without walking through the years.
 */
final class SaleStream {

  /** Where Alias's histories begin (Alias API, recent sales). */
  private static final Instant BEGINNING = Instant.parse("2016-09-01T00:00:00Z");

  private static final double TWINS = 0.01;
  private static final double MILLIS_PER_HOUR = 3_600_000d;

  private final AliasCell cell;
  private final AliasRegion region;
  private final boolean consigned;
  private final Noise noise;
  private final Noise times;
  private final long beginning;
  private final double interval;

  SaleStream(AliasCell cell, AliasRegion region, boolean consigned) {
    this.cell = cell;
    this.region = region;
    this.consigned = consigned;
    noise = cell.noise().child("sales").child(region.id() * 2L + (consigned ? 1 : 0));
    times = noise.child("time");
    beginning = beginning(cell).toEpochMilli();
    interval = intervalMillis();
  }

  /** Returns the newest sales up to {@code until}, newest first, at most {@code limit}. */
  List<AliasSale> newest(Instant until, int limit) {
    List<AliasSale> sales = new ArrayList<>();
    for (long number = lastNumber(until); number >= 0 && sales.size() < limit; number--) {
      AliasSale sale = sale(number, 1);
      if (noise.child("twin").child(number).chance(TWINS)) {
        sales.add(sale(number, 2));
      }
      sales.add(sale);
    }
    return sales.size() > limit ? List.copyOf(sales.subList(0, limit)) : sales;
  }

  /** Returns the newest sale up to {@code until}. */
  Optional<AliasSale> newest(Instant until) {
    long number = lastNumber(until);
    return number < 0 ? Optional.empty() : Optional.of(sale(number, 1));
  }

  private long lastNumber(Instant until) {
    if (isDead()) {
      return -1;
    }
    long millis = until.toEpochMilli();
    long guess = (long) Math.floor((millis - beginning) / interval);
    return guess >= 0 && timeOf(guess) > millis ? guess - 1 : guess;
  }

  private AliasSale sale(long number, int occurrence) {
    Instant time = Instant.ofEpochMilli(timeOf(number));
    double level = cell.level(region) * cell.trend().at(Hours.of(time));
    double factor = noise.child("price").child(number).between(0.84, 1.04);
    long dollars = Math.max(10, Math.round(level * factor));
    return new AliasSale(cell, region, consigned, time, dollars, occurrence);
  }

  private long timeOf(long number) {
    return beginning + Math.round((number + times.child(number).between(0.1, 0.9)) * interval);
  }

  private static Instant beginning(AliasCell cell) {
    return cell.listing()
        .releaseDate()
        .map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC))
        .filter(BEGINNING::isBefore)
        .orElse(BEGINNING);
  }

  /** From one and a half hours in the busiest sizes to years in the quietest. */
  private double intervalMillis() {
    double popularity = 0.5 * cell.style().noise().child("popular").unit();
    double demand = 0.5 * cell.noise().child("demand").unit();
    double hours = 1.5 * Math.pow(10, 2.8 * (popularity + demand));
    double rarity = cell.isNewInGoodBox() ? 1 : 40;
    return hours * rarity * region.quietness() * (consigned ? 1.4 : 1) * MILLIS_PER_HOUR;
  }

  private boolean isDead() {
    double share = cell.isNewInGoodBox() ? 0.03 + region.thinness() / 4 : 0.5;
    return noise.child("dead").chance(share);
  }
}
