package io.soletape.sandbox.truth;

import java.util.Map;

/** A size of a product in a region of Alias. */
public record SizeInRegion(String sku, String sizeKey, String region) {

  static SizeInRegion of(Map<String, Object> row) {
    return new SizeInRegion(
        (String) row.get("sku"), (String) row.get("size_key"), (String) row.get("region_code"));
  }
}
