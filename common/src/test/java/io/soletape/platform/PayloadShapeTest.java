package io.soletape.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.platform.ShapeField.Form;
import io.soletape.platform.ShapeField.Presence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadShapeTest {

  private static final PayloadShape SHAPE =
      new PayloadShape(
          List.of(
              ShapeField.required("rows", Form.ARRAY),
              ShapeField.required("rows[].id", Form.TEXT),
              ShapeField.word("rows[].kind", Set.of("NEW", "USED")),
              ShapeField.optional("rows[].count", Form.NUMBER),
              ShapeField.optional("rows[].prices", Form.OBJECT),
              ShapeField.amount("rows[].prices.ask", Presence.USUAL),
              ShapeField.amount("rows[].prices.bid", Presence.REQUIRED)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"rows": []}                                                       |
          {"rows": [{"id": "a", "kind": "NEW"}]}                             |
          {"rows": [{"id": null, "kind": null, "count": null}]}              |
          {"rows": [{"id": "a", "kind": "NEW", "shade": 3}]}                 | rows[].shade field_new 3
          {"rows": [{"id": "a", "kind": "NEW", "x": {"y": ["b", null]}}]}    | rows[].x field_new (object)
          {"rows": [{"id": "a", "kind": "NEW", "accessToken": "abc"}]}       | rows[].accessToken field_new (hidden)
          {"rows": [{"kind": "NEW"}]}                                        | rows[].id field_missing
          {"rows": [{"id": 7, "kind": "NEW"}]}                               | rows[].id type_changed 7
          {"rows": [{"id": "a", "kind": "WORN"}]}                            | rows[].kind word_unknown WORN
          """)
  void whatTheShapeDoesNotKnowIsNamed(String body, String news) {
    assertThat(told(body)).isEqualTo(Optional.ofNullable(news).stream().toList());
  }

  @Test
  void anAmountThatIsGoneWhileANewOneIsThereIsRenamed() {
    assertThat(
            told(
                """
                {"rows": [{"id": "a", "kind": "NEW", "prices": {"bid": "1", "price": "12"}}]}
                """))
        .containsExactlyInAnyOrder(
            "rows[].prices.price field_new 12",
            "rows[].prices.ask amount_renamed gone, while 'price' is new");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"bid": "1", "price": null}  | {"bid": "1", "price": "12"}     | amount_renamed
          {"bid": "1", "price": ""}    | {"bid": "1", "price": 12}       | amount_renamed
          {"bid": "1", "price": {}}    | {"bid": "1", "price": {"x": 1}} | amount_renamed
          {"bid": "1", "price": "12"}  | {"bid": "1", "price": null}     | amount_renamed
          {"bid": "1", "price": null}  | {"bid": "1", "price": "soon"}   | field_new
          {"bid": "1", "price": null}  | {"bid": "1", "ask": "12"}       | field_new
          """)
  void anyValueOfANewFieldMayTellThatItIsAnAmount(String first, String second, String news) {
    String body =
        """
        {"rows": [{"id": "a", "kind": "NEW", "prices": %s}, {"id": "b", "kind": "NEW", "prices": %s}]}
        """
            .formatted(first, second);

    assertThat(kinds(body)).contains(news);
    assertThat(kinds(body).contains("amount_renamed")).isEqualTo(news.equals("amount_renamed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "fees": {"bid": "1"}                 | rows[].prices amount_renamed gone, while 'fees' is new
          "fees": {"x": [{"ask": 7}]}          | rows[].prices amount_renamed gone, while 'fees' is new
          "fees": {"x": null, "y": [{"z": 7}]} |
          "fees": {"bid": null}                |
          "fees": {}                           |
          "fees": "7"                          |
          "fees": {"bid": "1"}, "prices": null |
          "prices": null                       |
          "count": 7                           |
          """)
  void aBlockOfAmountsThatIsGoneIsRenamedWhereANewOneTellsAmounts(String fields, String news) {
    String body = "{\"rows\": [{\"id\": \"a\", \"kind\": \"NEW\", " + fields + "}]}";

    assertThat(told(body).stream().filter(line -> line.contains("amount_")).toList())
        .isEqualTo(Optional.ofNullable(news).stream().toList());
  }

  @Test
  void anAmountThatMustBeToldAndIsNowhereIsMissing() {
    assertThat(
            told("{\"rows\": [{\"id\": \"a\", \"kind\": \"NEW\", \"prices\": {\"ask\": \"1\"}}]}"))
        .containsExactly("rows[].prices.bid amount_missing gone");
  }

  @Test
  void anAmountThatMayBeAbsentIsMissedOnlyWhereManyObjectsLackIt() {
    String row = "{\"id\": \"a\", \"kind\": \"NEW\", \"prices\": {\"bid\": \"1\"}}";

    assertThat(told("{\"rows\": [" + row + "]}")).isEmpty();
    assertThat(told("{\"rows\": [" + String.join(",", List.of(row, row, row, row, row)) + "]}"))
        .containsExactly("rows[].prices.ask field_missing");
  }

  @Test
  void whatIsSeenOftenIsCountedAndItsSampleCut() {
    String row = "{\"id\": \"a\", \"kind\": \"NEW\", \"note\": \"" + "x".repeat(500) + "\"}";

    List<ShapeNews> news = SHAPE.newsIn("{\"rows\": [" + row + "," + row + "]}");

    assertThat(news).singleElement().extracting(ShapeNews::count).isEqualTo(2L);
    assertThat(news.get(0).sample()).hasSize(81).endsWith("x…");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "''\n'{\"rows\": ['\n<html>\nnull\n7")
  void whatIsNoAnswerHasNoNews(String body) {
    assertThat(SHAPE.newsIn(body)).isEmpty();
  }

  private static List<String> kinds(String body) {
    return SHAPE.newsIn(body).stream().map(ShapeNews::kind).toList();
  }

  private static List<String> told(String body) {
    return SHAPE.newsIn(body).stream()
        .map(news -> (news.path() + " " + news.kind() + " " + news.sample()).strip())
        .toList();
  }
}
