package io.soletape.mapping;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** The rows of silver/mappings that a run needs, by platform and SKU. */
public final class Mappings {

  private final Map<Platform, Map<Sku, Mapping>> byPlatform = new HashMap<>();

  private Mappings(Collection<Mapping> mappings) {
    mappings.forEach(
        mapping ->
            byPlatform
                .computeIfAbsent(mapping.platform(), platform -> new HashMap<>())
                .put(mapping.sku(), mapping));
  }

  /** What the lake knows of these SKUs. */
  public static Mappings read(Lake lake, Collection<Sku> skus) {
    Set<String> wanted = skus.stream().map(Sku::code).collect(Collectors.toSet());
    List<Row> rows = lake.read(Tables.MAPPINGS).collectAsList();
    return new Mappings(
        rows.stream()
            .filter(row -> wanted.contains(row.<String>getAs("sku")))
            .map(Mappings::mapping)
            .toList());
  }

  /** What is known of a SKU on a platform; empty if it was never found out. */
  public Optional<Mapping> of(Platform platform, Sku sku) {
    return Optional.ofNullable(byPlatform.getOrDefault(platform, Map.of()).get(sku));
  }

  /** All that can be asked for quotes. */
  public List<Mapping> active() {
    return all().stream().filter(Mapping::isActive).toList();
  }

  /** All of them. */
  public List<Mapping> all() {
    return byPlatform.values().stream().flatMap(bySku -> bySku.values().stream()).toList();
  }

  private static Mapping mapping(Row row) {
    return new Mapping(
        Platform.ofCode(row.getAs("platform")),
        new Sku(row.getAs("sku")),
        row.getAs("status"),
        Optional.ofNullable(row.getAs("platform_product_id")),
        row.getAs("evidence"),
        row.getAs("checked_at"));
  }
}
