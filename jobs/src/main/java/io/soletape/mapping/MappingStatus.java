package io.soletape.mapping;

import java.util.Locale;

/** What is known of a SKU on a platform. */
public enum MappingStatus {
  /** Exactly one product has this style. */
  ACTIVE,
  /** No product has this style; neighbours do not count. */
  NOT_FOUND,
  /** Several products have it, or only one half of a dual style. */
  AMBIGUOUS,
  /** The platform has only ever been unable to answer for its product. */
  SUSPECT,
  /** The platform does not know its product any more. */
  BROKEN;

  /** The name in tables: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
