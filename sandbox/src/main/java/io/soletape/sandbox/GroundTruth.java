package io.soletape.sandbox;

import io.soletape.sandbox.catalogue.AliasListing;
import io.soletape.sandbox.catalogue.Catalogue;
import io.soletape.sandbox.catalogue.Size;
import io.soletape.sandbox.catalogue.StockxListing;
import io.soletape.sandbox.catalogue.Style;
import io.soletape.sandbox.catalogue.StyleCode;
import io.soletape.sandbox.market.AliasCell;
import io.soletape.sandbox.market.AliasMarket;
import io.soletape.sandbox.market.AliasRegion;
import io.soletape.sandbox.market.AliasSales;
import io.soletape.sandbox.market.AliasScope;
import io.soletape.sandbox.market.Condition;
import io.soletape.sandbox.market.CurrencyRates;
import io.soletape.sandbox.market.Hours;
import io.soletape.sandbox.market.Packaging;
import io.soletape.sandbox.market.ReferenceRates;
import io.soletape.sandbox.market.StockxMarket;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is true of the sandbox's market, taken from the model and never from a payload. Faults do
 * not touch it: it is what a client ought to know, not what it was told. Threadsafe.
 */
public final class GroundTruth {

  private static final int MANY = 100_000;
  private static final String BASE_CURRENCY = "USD";

  private final Catalogue catalogue;
  private final StockxMarket stockx;
  private final AliasMarket alias;
  private final AliasSales sales = new AliasSales();
  private final ReferenceRates rates;

  GroundTruth(Catalogue catalogue, StockxMarket stockx, AliasMarket alias, ReferenceRates rates) {
    this.catalogue = catalogue;
    this.stockx = stockx;
    this.alias = alias;
    this.rates = rates;
  }

  /** Returns the codes of the packaged list, in its order. */
  public List<String> listedSkus() {
    return catalogue.styles().stream().filter(Style::isListed).map(Style::sku).toList();
  }

  /**
   * Returns every row that {@code gold/master_market_data} must hold for one slot, with the table's
   * column names as keys; a null value means that the platform named none. Base columns are in US
   * dollars, by the rates that are out at {@code marketTime}.
   *
   * @param skus as asked; what a platform does not carry has no row
   * @param stockxMarket the region code of StockX's rows
   * @param stockxCurrencies of those that StockX offers
   * @param aliasRegions {@code US EU UK AU CA JP} or {@code global}
   * @throws IllegalArgumentException if a currency or region is none of these
   */
  public List<Map<String, Object>> goldRows(
      Instant marketTime,
      Collection<String> skus,
      String stockxMarket,
      List<String> stockxCurrencies,
      List<String> aliasRegions) {
    long hour = Hours.of(marketTime);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String sku : skus) {
      StyleCode code = StyleCode.of(sku);
      for (String currency : stockxCurrencies) {
        catalogue
            .onStockx(code)
            .ifPresent(style -> rows.addAll(stockxRows(style, sku, hour, stockxMarket, currency)));
      }
      for (String region : aliasRegions) {
        catalogue
            .onAlias(code)
            .ifPresent(style -> rows.addAll(aliasRows(style, sku, hour, region)));
      }
    }
    Conversion conversion = new Conversion(rates, marketTime, BASE_CURRENCY);
    rows.forEach(conversion::addTo);
    return rows;
  }

  /**
   * Returns true if the platform lists exactly this style.
   *
   * @throws IllegalArgumentException if the platform is neither {@code stockx} nor {@code alias}
   */
  public boolean carries(String platform, String sku) {
    return find(platform, StyleCode.of(sku)).isPresent();
  }

  /** Returns why the platform cannot be asked for a SKU: {@code not_found} or {@code ambiguous}. */
  public Map<String, String> missing(Collection<String> skus, String platform) {
    Map<String, String> missing = new LinkedHashMap<>();
    for (String sku : skus) {
      StyleCode code = StyleCode.of(sku);
      if (find(platform, code).isEmpty()) {
        boolean isHalf = platform.equals("stockx") && catalogue.isHalfOnStockx(code);
        missing.put(sku, isHalf ? "ambiguous" : "not_found");
      }
    }
    return missing;
  }

  /**
   * Returns the StockX product id or Alias catalogue id of a SKU; empty where it is not carried.
   */
  public Optional<String> productId(String platform, String sku) {
    return find(platform, StyleCode.of(sku))
        .flatMap(
            style ->
                platform.equals("stockx")
                    ? style.stockx().map(StockxListing::productId)
                    : style.alias().map(AliasListing::catalogId));
  }

  /**
   * Returns Alias's sales of a size from {@code since} (included) to {@code until} (included),
   * newest first: {@code platform, sku, size_key, region_code, is_consigned, price, currency_code,
   * purchased_at, occurrence}. New shoes in a good box only.
   *
   * @param region as in {@link #goldRows}
   */
  public List<Map<String, Object>> recentSales(
      String sku, String sizeKey, String region, Instant since, Instant until) {
    AliasScope scope = new AliasScope(regionOf(region), Optional.empty());
    return cell(sku, sizeKey).stream()
        .flatMap(cell -> sales.newest(List.of(cell), scope, until, MANY).stream())
        .takeWhile(sale -> !sale.purchasedAt().isBefore(since))
        .map(
            sale -> {
              Map<String, Object> row = key(sku, sizeKey, region);
              row.put("is_consigned", sale.consigned());
              row.put("price", GoldRow.money(sale.dollars()));
              row.put("currency_code", "USD");
              row.put("purchased_at", sale.purchasedAt());
              row.put("occurrence", sale.occurrence());
              return row;
            })
        .toList();
  }

  /**
   * Returns the offers for a size by price, highest first: {@code platform, sku, size_key,
   * region_code, price, offers}. New shoes in a good box only.
   *
   * @param region as in {@link #goldRows}
   */
  public List<Map<String, Object>> offerBins(
      String sku, String sizeKey, String region, Instant marketTime) {
    return cell(sku, sizeKey).stream()
        .flatMap(cell -> alias.offers(cell, regionOf(region), Hours.of(marketTime)).stream())
        .map(
            bin -> {
              Map<String, Object> row = key(sku, sizeKey, region);
              row.put("price", GoldRow.money(bin.dollars()));
              row.put("offers", bin.offers());
              return row;
            })
        .toList();
  }

  /** Returns the day of the newest euro reference rates that are out at that time. */
  public LocalDate fxDay(Instant marketTime) {
    return rates.dayAt(marketTime);
  }

  /** Returns units of each currency for one euro on a day; the euro itself is left out. */
  public Map<String, BigDecimal> fxRates(LocalDate day) {
    return rates.on(day);
  }

  /** Returns the key of a bare US size of one of Alias's items. */
  String sizeKey(String sku, String number) {
    return catalogue
        .onAlias(StyleCode.of(sku))
        .flatMap(Style::alias)
        .orElseThrow()
        .sizeOf(Size.halvesOf(number))
        .key();
  }

  /** Returns the region code of an id of Alias's; without one it is {@code global}. */
  String regionName(Optional<String> id) {
    return id.flatMap(AliasRegion::ofId).map(Enum::name).orElse("global");
  }

  private List<Map<String, Object>> stockxRows(
      Style style, String sku, long hour, String market, String currency) {
    double perDollar =
        CurrencyRates.perDollar(currency)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "currency '"
                            + currency
                            + "' is not offered, allowed are "
                            + CurrencyRates.offered()));
    StockxListing listing = style.stockx().orElseThrow();
    return stockx.quotes(style, hour, perDollar).stream()
        .flatMap(quote -> new StockxGold(sku, listing, market, currency).rows(quote))
        .toList();
  }

  private List<Map<String, Object>> aliasRows(Style style, String sku, long hour, String region) {
    AliasListing listing = style.alias().orElseThrow();
    return Stream.of(false, true)
        .flatMap(
            consigned ->
                alias
                    .quotes(style, new AliasScope(regionOf(region), Optional.of(consigned)), hour)
                    .stream()
                    .filter(quote -> quote.cell().isNewInGoodBox())
                    .filter(quote -> listing.allowedSizes().contains(quote.cell().halves()))
                    .map(quote -> AliasGold.row(sku, region, consigned, quote)))
        .toList();
  }

  private Optional<AliasCell> cell(String sku, String sizeKey) {
    int halves = Size.of(sizeKey).halves();
    return catalogue
        .onAlias(StyleCode.of(sku))
        .map(
            style ->
                new AliasCell(
                    style,
                    style.alias().orElseThrow(),
                    halves,
                    Condition.NEW,
                    Packaging.GOOD_CONDITION));
  }

  private Optional<Style> find(String platform, StyleCode code) {
    return switch (platform) {
      case "stockx" -> catalogue.onStockx(code);
      case "alias" -> catalogue.onAlias(code);
      default ->
          throw new IllegalArgumentException(
              "platform '" + platform + "' is not simulated, allowed are stockx and alias");
    };
  }

  private static Map<String, Object> key(String sku, String sizeKey, String region) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("platform", "alias");
    row.put("sku", sku);
    row.put("size_key", sizeKey);
    row.put("region_code", region);
    return row;
  }

  private static Optional<AliasRegion> regionOf(String region) {
    if (region.equals("global")) {
      return Optional.empty();
    }
    return Optional.of(
        Stream.of(AliasRegion.values())
            .filter(each -> each.name().equals(region))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "region '"
                            + region
                            + "' is not known, allowed are global and "
                            + List.of(AliasRegion.values()))));
  }
}
