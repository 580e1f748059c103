package io.soletape.mapping;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import io.soletape.platform.Refusal;
import java.io.Serializable;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Catalogue answers of bronze become rows of silver. Pure functions of the answers. */
public final class CatalogueRows {

  /** The endpoint that finds products by their style, at every platform. */
  static final String SEARCH = "search";

  private static final String OK = "ok";

  private CatalogueRows() {}

  /** Search answers become rows of silver/mappings; unreadable ones become none. */
  public static Dataset<Row> mappings(Dataset<Row> answers) {
    return flatMap(answers, Tables.MAPPINGS, answer -> stream(mapping(answer)));
  }

  /** Answers that tell a product of exactly the style become rows of silver/products. */
  public static Dataset<Row> products(Dataset<Row> answers) {
    return flatMap(answers, Tables.PRODUCTS, answer -> stream(product(answer)));
  }

  /** Answers that list sizes become rows of silver/variants. */
  public static Dataset<Row> variants(Dataset<Row> answers) {
    return flatMap(answers, Tables.VARIANTS, CatalogueRows::variants);
  }

  /** What of the answers was refused, as rows of silver/quarantine without parser version. */
  public static Dataset<Row> refusals(Dataset<Row> answers) {
    return flatMap(answers, Tables.QUARANTINE, CatalogueRows::refusals);
  }

  private static Optional<Row> mapping(Row answer) {
    return isSearch(answer)
        ? verdict(answer).map(verdict -> mapping(answer, verdict))
        : Optional.empty();
  }

  private static Row mapping(Row answer, Verdict verdict) {
    Instant checkedAt = answer.getAs("fetched_at");
    return RowFactory.create(
        answer.getAs("platform"),
        answer.getAs("sku"),
        verdict.status().code(),
        verdict.match().map(Candidate::productId).orElse(null),
        verdict.match().map(Candidate::styleText).orElse(null),
        verdict.evidence(),
        checkedAt,
        verdict.match().map(match -> checkedAt).orElse(null),
        answer.getAs("request_id"),
        answer.getAs("slot_at"));
  }

  private static Optional<Row> product(Row answer) {
    return told(answer).map(told -> product(answer, told));
  }

  private static Optional<Told.Product> told(Row answer) {
    return verdict(answer)
        .flatMap(Verdict::match)
        .flatMap(
            match ->
                catalogue(answer)
                    .product(endpoint(answer), BronzeAnswers.body(answer), match.productId()));
  }

  private static Row product(Row answer, Told.Product told) {
    return RowFactory.create(
        answer.getAs("platform"),
        answer.getAs("sku"),
        told.productId(),
        told.brand().orElse(null),
        told.modelName().orElse(null),
        told.colorway().orElse(null),
        told.gender().orElse(null),
        told.releaseDate().orElse(null),
        told.retailPrice().orElse(null),
        told.maximumListingPrice().orElse(null),
        answer.getAs("fetched_at"),
        answer.getAs("request_id"),
        answer.getAs("slot_at"));
  }

  private static Stream<Row> variants(Row answer) {
    return sizes(answer).rows().stream().map(told -> variant(answer, told));
  }

  private static Row variant(Row answer, Told.Variant told) {
    return RowFactory.create(
        answer.getAs("platform"),
        answer.getAs("sku"),
        told.productId(),
        told.variantId().orElse(null),
        told.sizeKey(),
        told.size().sizeClass().code(),
        told.size().number().toPlainString(),
        told.sizeUk().orElse(null),
        told.sizeEu().orElse(null),
        told.gtins().toArray(String[]::new),
        told.flexEligible(),
        told.directEligible(),
        true,
        answer.getAs("fetched_at"),
        answer.getAs("request_id"),
        answer.getAs("slot_at"));
  }

  // What was not answered was not refused: a failed search may have a page for a body, or none.
  private static Stream<Row> refusals(Row answer) {
    if (!isOk(answer)) {
      return Stream.empty();
    }
    try {
      Stream<Refusal> ofRows =
          tellsProducts(answer) ? productRefusals(answer) : readSizes(answer).refusals().stream();
      return ofRows.map(refusal -> refusal(answer, refusal));
    } catch (PayloadRefusedException e) {
      return Stream.of(refusal(answer, e.refusal()));
    }
  }

  private static Stream<Refusal> productRefusals(Row answer) {
    List<Candidate> readable = candidates(answer);
    Stream<Refusal> ofSizes =
        listsSizes(answer) && !readable.isEmpty()
            ? readSizes(answer).refusals().stream()
            : Stream.empty();
    return Stream.concat(told(answer).stream().flatMap(told -> told.refusals().stream()), ofSizes);
  }

  private static Row refusal(Row answer, Refusal refusal) {
    return RowFactory.create(
        answer.getAs("request_id"),
        answer.getAs("platform"),
        answer.getAs("endpoint"),
        answer.getAs("sku"),
        refusal.sizeKey().orElse(null),
        refusal.reason(),
        refusal.detail(),
        null,
        answer.getAs("fetched_at"),
        null,
        answer.getAs("slot_at"),
        answer.getAs("slot_date"));
  }

  private static Optional<Verdict> verdict(Row answer) {
    if (!tellsProducts(answer) || !isOk(answer)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Verdict.of(new Sku(answer.getAs("sku")), candidates(answer)));
    } catch (PayloadRefusedException e) {
      return Optional.empty();
    }
  }

  private static Parsed<Told.Variant> sizes(Row answer) {
    try {
      return readSizes(answer);
    } catch (PayloadRefusedException e) {
      return none();
    }
  }

  private static Parsed<Told.Variant> readSizes(Row answer) {
    if (!isOk(answer) || !listsSizes(answer)) {
      return none();
    }
    Optional<String> productId =
        tellsProducts(answer)
            ? verdict(answer).flatMap(Verdict::match).map(Candidate::productId)
            : Optional.of(param(answer, "productId"));
    return productId
        .map(id -> catalogue(answer).variants(endpoint(answer), BronzeAnswers.body(answer), id))
        .orElse(none());
  }

  private static List<Candidate> candidates(Row answer) {
    return catalogue(answer).candidates(endpoint(answer), BronzeAnswers.body(answer));
  }

  private static Parsed<Told.Variant> none() {
    return new Parsed<>(List.of(), List.of());
  }

  private static String param(Row answer, String name) {
    Map<String, String> params = answer.getJavaMap(answer.fieldIndex("params"));
    return params.get(name);
  }

  private static String endpoint(Row answer) {
    return answer.getAs("endpoint");
  }

  private static boolean isSearch(Row answer) {
    return endpoint(answer).equals(SEARCH);
  }

  private static boolean tellsProducts(Row answer) {
    return isSearch(answer) || endpoint(answer).equals(catalogue(answer).productEndpoint());
  }

  private static boolean listsSizes(Row answer) {
    return catalogue(answer).sizesEndpoints().contains(endpoint(answer));
  }

  private static boolean isOk(Row answer) {
    return OK.equals(answer.getAs("outcome"));
  }

  private static Catalogue catalogue(Row answer) {
    return Catalogues.of(answer.getAs("platform"));
  }

  private static Stream<Row> stream(Optional<Row> row) {
    return row.stream();
  }

  private static Dataset<Row> flatMap(Dataset<Row> answers, Table table, RowsOf rowsOf) {
    return answers.flatMap(
        (FlatMapFunction<Row, Row>) answer -> iterator(rowsOf, answer),
        Encoders.row(table.schema()));
  }

  private static Iterator<Row> iterator(RowsOf rowsOf, Row answer) {
    return rowsOf.apply(answer).iterator();
  }

  private interface RowsOf extends Serializable {
    Stream<Row> apply(Row answer);
  }
}
