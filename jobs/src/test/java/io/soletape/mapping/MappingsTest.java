package io.soletape.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingsTest {

  @TempDir private Path folder;

  @Test
  void ofMappingsThatShareAProductOnlyThoseStandForWhoseStyleItWasFound() {
    Lake lake = new Lake(LocalSpark.session(), folder.toString());
    lake.append(
        Tables.MAPPINGS,
        TestRows.of(Tables.MAPPINGS, "platform", "sku", "status", "platform_product_id")
            .with("checked_at", "2026-03-01T12:00:00Z")
            .with("evidence", "exact style")
            .row("stockx", "AA1000-001", "active", "p1")
            .row("stockx", "BB1000-001", "active", "p1")
            .row("stockx", "CC1000-001", "active", "p1")
            .row("stockx", "DD1000-001", "active", "p4")
            .row("alias", "AA1000-001", "active", "p1")
            .row("alias", "BB1000-001", "not_found", null)
            .dataset());
    lake.append(
        Tables.PRODUCTS,
        TestRows.of(Tables.PRODUCTS, "platform", "sku", "platform_product_id")
            .row("stockx", "BB1000-001", "p1")
            .row("stockx", "CC1000-001", "p3")
            .dataset());

    assertThat(told(lake))
        .containsExactlyInAnyOrder(
            "stockx AA1000-001 suspect: names product p1, as another SKU does, but no search for"
                + " the style found it; was: exact style",
            "stockx BB1000-001 active: exact style",
            "stockx CC1000-001 suspect: names product p1, but the search for the style found p3;"
                + " was: exact style",
            "stockx DD1000-001 active: exact style",
            "alias AA1000-001 active: exact style",
            "alias BB1000-001 not_found: exact style");
  }

  private static List<String> told(Lake lake) {
    List<Sku> skus =
        Stream.of("AA1000-001", "BB1000-001", "CC1000-001", "DD1000-001").map(Sku::new).toList();
    return Mappings.read(lake, skus).all().stream()
        .map(
            mapping ->
                "%s %s %s: %s"
                    .formatted(
                        mapping.platform().code(),
                        mapping.sku().code(),
                        mapping.status(),
                        mapping.evidence()))
        .toList();
  }
}
