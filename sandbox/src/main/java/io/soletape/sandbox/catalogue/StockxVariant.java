package io.soletape.sandbox.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * One size of a StockX product.
 *
 * @param variantId UUID
 * @param size the size; its key is the text that StockX uses
 * @param valueNamed false where {@code variantValue} is null and only the chart names the size
 * @param converted false where the chart holds no other system
 * @param gtins bar codes; empty where the field is absent
 * @param flexEligible empty where the field is absent
 * @param directEligible empty where the field is absent
 */
public record StockxVariant(
    String variantId,
    Size size,
    boolean valueNamed,
    boolean converted,
    Optional<List<String>> gtins,
    Optional<Boolean> flexEligible,
    Optional<Boolean> directEligible) {}
