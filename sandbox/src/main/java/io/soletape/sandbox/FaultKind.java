package io.soletape.sandbox;

import java.util.Optional;
import java.util.stream.Stream;

/** What can go wrong with a single call; each was seen at a real platform or is legal HTTP. */
public enum FaultKind {
  /** 429 that does not say how long to wait. */
  TOO_MANY("429"),
  /** 429 with seconds in {@code Retry-After}. */
  TOO_MANY_SECONDS("429seconds"),
  /** 429 with an HTTP date in {@code Retry-After}. */
  TOO_MANY_DATE("429date"),
  /** 500 in the platform's own shape. */
  SERVER_ERROR("500"),
  /** StockX's 500 from the Flex service, with {@code errorMessage}. */
  FLEX_ERROR("500flex"),
  /** 502 in the platform's own shape. */
  BAD_GATEWAY("502"),
  /** 503 in the platform's own shape. */
  UNAVAILABLE("503"),
  /** 504 with 184 kB of HTML, as the edge in front of StockX sends it. */
  GATEWAY_TIMEOUT_HTML("504html"),
  /** An answer that ends before its announced length. */
  TORN("torn"),
  /** 200 without a body. */
  EMPTY("empty"),
  /** The connection is closed before any answer. */
  RESET("reset"),
  /** The answer comes late, see {@link Faults#stallFor()}. */
  STALL("stall"),
  /** HTML with status 200. */
  HTML_200("html200"),
  /** StockX refuses an access token before its time, each token once at most. */
  EARLY_401("401early");

  private final String spec;

  FaultKind(String spec) {
    this.spec = spec;
  }

  /** Returns the word for this kind in {@link Faults#parse(String)}. */
  public String spec() {
    return spec;
  }

  static Optional<FaultKind> ofSpec(String spec) {
    return Stream.of(values()).filter(kind -> kind.spec.equals(spec)).findFirst();
  }
}
