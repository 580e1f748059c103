package io.soletape.mapping;

import io.soletape.market.Sku;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a search answer says of a SKU. Only an exact style counts: equal after removing all but A-Z
 * and 0-9, dual with dual. A neighbour is never accepted.
 *
 * @param status active, not_found or ambiguous
 * @param match the one exact product, where there is one
 * @param evidence why, for people
 */
record Verdict(MappingStatus status, Optional<Candidate> match, String evidence) {

  private static final int MOST_NAMED = 3;

  static Verdict of(Sku sku, List<Candidate> candidates) {
    List<Candidate> exact =
        candidates.stream()
            .filter(candidate -> sku.isSameStyleAs(candidate.styleText()))
            .distinct()
            .toList();
    long products = exact.stream().map(Candidate::productId).distinct().count();
    if (products == 1) {
      Candidate match = exact.get(0);
      return new Verdict(
          MappingStatus.ACTIVE,
          Optional.of(match),
          "style '%s' is equal, 1 of %d hits".formatted(match.styleText(), candidates.size()));
    }
    if (products > 1) {
      return unmatched(MappingStatus.AMBIGUOUS, "%d products have the style".formatted(products));
    }
    List<Candidate> halves =
        candidates.stream().filter(candidate -> sku.isHalfOf(candidate.styleText())).toList();
    return halves.isEmpty()
        ? unmatched(MappingStatus.NOT_FOUND, neighbours(candidates))
        : unmatched(
            MappingStatus.AMBIGUOUS,
            "only half of the dual style '%s'"
                .formatted(sku.isDual() ? sku.code() : halves.get(0).styleText()));
  }

  private static Verdict unmatched(MappingStatus status, String evidence) {
    return new Verdict(status, Optional.empty(), evidence);
  }

  private static String neighbours(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return "no hit";
    }
    String hits = candidates.size() == 1 ? "1 hit" : candidates.size() + " hits";
    return candidates.stream()
        .map(Candidate::styleText)
        .limit(MOST_NAMED)
        .collect(Collectors.joining(", ", hits + ", none equal: ", ""));
  }
}
