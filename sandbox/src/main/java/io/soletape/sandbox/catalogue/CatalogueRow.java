package io.soletape.sandbox.catalogue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One line of the packaged catalogue; a hyphen alone means that a platform does not tell it. */
final class CatalogueRow {

  private static final String NOT_TOLD = "-";
  private static final String DERIVED = "*";

  private final Map<String, String> cells = new HashMap<>();

  CatalogueRow(List<String> header, List<String> values) {
    if (header.size() != values.size()) {
      throw new IllegalArgumentException(
          "catalogue line has "
              + values.size()
              + " cells, expected "
              + header.size()
              + ": "
              + values);
    }
    for (int i = 0; i < header.size(); i++) {
      cells.put(header.get(i), values.get(i));
    }
  }

  Style style(Noise seed) {
    Noise noise = seed.child(text("sku"));
    return new Style(
        text("sku"), text("role").equals("listed"), stockx(noise), alias(), noise.child("prices"));
  }

  private Optional<StockxListing> stockx(Noise noise) {
    return told("stockx_product_id")
        .map(id -> id.equals(DERIVED) ? uuid(noise, "product") : id)
        .map(
            id ->
                new StockxListing(
                    id,
                    told("stockx_style"),
                    text("stockx_brand"),
                    text("stockx_title"),
                    urlKey(),
                    text("stockx_gender"),
                    told("stockx_release").map(LocalDate::parse),
                    told("stockx_retail_usd").map(BigDecimal::new),
                    told("stockx_colorway"),
                    variants(noise)));
  }

  private Optional<AliasListing> alias() {
    return told("alias_catalog_id")
        .map(
            id ->
                new AliasListing(
                    id,
                    text("alias_sku"),
                    text("alias_brand"),
                    text("alias_name"),
                    text("alias_gender"),
                    told("alias_release").orElse(""),
                    told("alias_release").map(time -> LocalDate.parse(time.substring(0, 10))),
                    told("alias_retail_usd").map(Long::parseLong).orElse(0L),
                    told("alias_colorway").orElse(""),
                    told("alias_nickname").orElse(""),
                    SizeRun.of(text("alias_sizes")).sizes().stream().map(Size::halves).toList(),
                    Long.parseLong(text("alias_max_usd"))));
  }

  private List<StockxVariant> variants(Noise noise) {
    List<StockxVariant> variants = new ArrayList<>();
    boolean converted = !noise.child("chart").chance(0.03);
    for (Size size : SizeRun.of(text("stockx_sizes")).sizes()) {
      Noise cell = noise.child(size.key());
      variants.add(
          new StockxVariant(
              uuid(cell, "variant"),
              size,
              !cell.child("value").chance(0.015),
              converted,
              gtins(cell),
              flag(cell.child("flex"), 0.8),
              flag(cell.child("direct"), 0.3)));
    }
    return variants;
  }

  private static Optional<List<String>> gtins(Noise cell) {
    double form = cell.child("gtin-form").unit();
    if (form < 0.05) {
      return Optional.empty();
    }
    return Optional.of(form < 0.15 ? List.of() : List.of(upc(cell.child("gtin"))));
  }

  /** Returns twelve digits, the last of which checks the others, as on a real box. */
  private static String upc(Noise noise) {
    String digits =
        String.format(Locale.ROOT, "19%09d", Math.floorMod(noise.bits(), 1_000_000_000L));
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return digits + (10 - sum % 10) % 10;
  }

  private static Optional<Boolean> flag(Noise noise, double share) {
    return noise.child("absent").chance(0.04)
        ? Optional.empty()
        : Optional.of(noise.child("value").chance(share));
  }

  private String urlKey() {
    return (text("stockx_title") + " " + text("sku"))
        .toLowerCase(Locale.ROOT)
        .replace("'", "")
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }

  private static String uuid(Noise noise, String kind) {
    byte[] name = (kind + noise.child(kind).bits()).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }

  private Optional<String> told(String column) {
    return Optional.of(text(column)).filter(value -> !value.equals(NOT_TOLD));
  }

  private String text(String column) {
    return cells.get(column);
  }
}
