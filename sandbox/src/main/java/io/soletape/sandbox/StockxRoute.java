package io.soletape.sandbox;

import java.util.List;

/** The calls that StockX knows, told by their paths. */
sealed interface StockxRoute {

  /** Returns the kind of call, for counting. */
  String endpoint();

  record Token() implements StockxRoute {
    @Override
    public String endpoint() {
      return "token";
    }
  }

  record Search() implements StockxRoute {
    @Override
    public String endpoint() {
      return "search";
    }
  }

  record Gtin(String gtin) implements StockxRoute {
    @Override
    public String endpoint() {
      return "gtin";
    }
  }

  record Product(String productId) implements StockxRoute {
    @Override
    public String endpoint() {
      return "product";
    }
  }

  record Variants(String productId) implements StockxRoute {
    @Override
    public String endpoint() {
      return "variants";
    }
  }

  record Variant(String productId, String variantId) implements StockxRoute {
    @Override
    public String endpoint() {
      return "variant";
    }
  }

  record ProductMarket(String productId) implements StockxRoute {
    @Override
    public String endpoint() {
      return "market_data";
    }
  }

  record VariantMarket(String productId, String variantId) implements StockxRoute {
    @Override
    public String endpoint() {
      return "variant_market_data";
    }
  }

  /** Below {@code /v2}, but not known. */
  record Unknown() implements StockxRoute {
    @Override
    public String endpoint() {
      return "unknown";
    }
  }

  /** Not below {@code /v2}. */
  record Outside() implements StockxRoute {
    @Override
    public String endpoint() {
      return "unknown";
    }
  }

  static StockxRoute of(Call call) {
    if (call.path().equals("/oauth/token")) {
      return new Token();
    }
    List<String> parts = call.parts();
    if (!parts.get(0).equals("v2")) {
      return new Outside();
    }
    if (parts.equals(List.of("v2", "catalog", "search"))) {
      return new Search();
    }
    boolean isProduct =
        parts.size() > 3 && parts.get(1).equals("catalog") && parts.get(2).equals("products");
    return isProduct ? product(parts.subList(3, parts.size())) : new Unknown();
  }

  private static StockxRoute product(List<String> rest) {
    String last = rest.get(rest.size() - 1);
    if (rest.size() == 3 && rest.get(0).equals("variants") && rest.get(1).equals("gtins")) {
      return new Gtin(last);
    }
    String productId = rest.get(0);
    if (rest.size() == 1) {
      return new Product(productId);
    }
    if (rest.size() == 2) {
      return switch (last) {
        case "variants" -> new Variants(productId);
        case "market-data" -> new ProductMarket(productId);
        default -> new Unknown();
      };
    }
    if (!rest.get(1).equals("variants")) {
      return new Unknown();
    }
    if (rest.size() == 3) {
      return new Variant(productId, rest.get(2));
    }
    return rest.size() == 4 && last.equals("market-data")
        ? new VariantMarket(productId, rest.get(2))
        : new Unknown();
  }
}
