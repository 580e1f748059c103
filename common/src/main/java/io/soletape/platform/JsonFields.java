package io.soletape.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of one JSON object of an answer. A field that is absent, null or empty is not told; a
 * field that nobody asks for is ignored. Numbers keep their exact decimals.
 */
public final class JsonFields {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // otherwise 100.0 becomes 1E+2
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final int DATE_LENGTH = "2024-03-10".length();

  private final JsonNode node;

  private JsonFields(JsonNode node) {
    this.node = node;
  }

  /**
   * The object that an answer consists of.
   *
   * @throws PayloadRefusedException if the answer is no JSON or no object
   */
  public static JsonFields ofAnswer(String body) {
    JsonNode root = parse(body);
    if (!root.isObject()) {
      throw structure("expected an object, found " + kindOf(root));
    }
    return new JsonFields(root);
  }

  /**
   * The elements of the array that an answer consists of.
   *
   * @throws PayloadRefusedException if the answer is no JSON or no array
   */
  public static List<JsonNode> rowsOfAnswer(String body) {
    JsonNode root = parse(body);
    if (!root.isArray()) {
      throw structure("expected an array, found " + kindOf(root));
    }
    return elements(root);
  }

  /**
   * The fields of a row.
   *
   * @throws RowRefusedException if the row is no object
   */
  public static JsonFields ofRow(JsonNode row) {
    if (!row.isObject()) {
      throw RowRefusedException.of(
          Refusal.ROW_STRUCTURE, "expected an object, found " + kindOf(row));
    }
    return new JsonFields(row);
  }

  /**
   * Reads something that stands for the whole payload, where a fault of it refuses everything.
   *
   * @throws PayloadRefusedException if the reader refuses
   */
  public static <T> T readWhole(JsonNode row, Function<JsonFields, T> reader) {
    try {
      return reader.apply(ofRow(row));
    } catch (RowRefusedException e) {
      throw new PayloadRefusedException(e.refusal());
    }
  }

  /** Like {@link #readWhole(JsonNode, Function)}, of these fields. */
  public <T> T readWhole(Function<JsonFields, T> reader) {
    return readWhole(node, reader);
  }

  /**
   * The elements of an array that the answer must have, empty or not.
   *
   * @throws PayloadRefusedException if there is no array of that name
   */
  public List<JsonNode> requiredRows(String name) {
    JsonNode array = node.path(name);
    if (!array.isArray()) {
      throw structure("expected an array '" + name + "', found " + kindOf(array));
    }
    return elements(array);
  }

  /** The elements of an array; none if the field is anything else. */
  public List<JsonNode> rows(String name) {
    return elements(node.path(name));
  }

  /** Whether there are fields, but none of that name. */
  public boolean hasOnlyOthersThan(String name) {
    return !node.isEmpty() && !node.has(name);
  }

  /**
   * The object that the answer must have.
   *
   * @throws PayloadRefusedException if there is no object of that name
   */
  public JsonNode requiredObject(String name) {
    JsonNode object = node.path(name);
    if (!object.isObject()) {
      throw structure("expected an object '" + name + "', found " + kindOf(object));
    }
    return object;
  }

  /**
   * An object of the row.
   *
   * @return empty if absent or null
   * @throws RowRefusedException if the field is something else than an object
   */
  public Optional<JsonFields> object(String name) {
    JsonNode object = node.path(name);
    if (isNotTold(object)) {
      return Optional.empty();
    }
    if (!object.isObject()) {
      throw RowRefusedException.of(
          Refusal.ROW_STRUCTURE, "expected an object '" + name + "', found " + kindOf(object));
    }
    return Optional.of(new JsonFields(object));
  }

  /** A text without white space around it; empty if blank, or no text and no number. */
  public Optional<String> text(String name) {
    JsonNode value = node.path(name);
    return value.isTextual() || value.isNumber()
        ? Optional.of(value.asText().strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /**
   * An identifier that the row must have.
   *
   * @throws RowRefusedException if it is not told
   */
  public String id(String name) {
    return text(name)
        .orElseThrow(() -> RowRefusedException.of(Refusal.ID_MISSING, "no '" + name + "'"));
  }

  /** A value exactly as told, blanks included: what amounts are judged by. Empty if not told. */
  public Optional<String> verbatim(String name) {
    JsonNode value = node.path(name);
    if (isNotTold(value)) {
      return Optional.empty();
    }
    if (value.isNumber()) {
      return Optional.of(value.decimalValue().toString());
    }
    return Optional.of(value.isTextual() ? value.textValue() : value.toString());
  }

  /** Whether the field says true; empty if it says neither true nor false. */
  public Optional<Boolean> flag(String name) {
    JsonNode value = node.path(name);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  /** The date that a date or an ISO time begins with, in no other zone; empty if it is neither. */
  public Optional<LocalDate> date(String name) {
    return text(name).filter(text -> text.length() >= DATE_LENGTH).flatMap(JsonFields::readDate);
  }

  private static JsonNode parse(String body) {
    if (body.stripLeading().startsWith("<")) {
      throw unreadable("a page of " + body.length() + " characters instead of JSON");
    }
    try {
      JsonNode root = JSON.readTree(body);
      if (root.isMissingNode()) {
        throw unreadable("the body is empty");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw unreadable(e.getOriginalMessage());
    }
  }

  private static PayloadRefusedException unreadable(String detail) {
    return new PayloadRefusedException(Refusal.of(Refusal.PAYLOAD_UNREADABLE, detail));
  }

  private static PayloadRefusedException structure(String detail) {
    return new PayloadRefusedException(Refusal.of(Refusal.PAYLOAD_STRUCTURE, detail));
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    if (array.isArray()) {
      array.forEach(elements::add);
    }
    return elements;
  }

  private static boolean isNotTold(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String kindOf(JsonNode value) {
    return value.isMissingNode() ? "nothing" : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static Optional<LocalDate> readDate(String text) {
    try {
      return Optional.of(LocalDate.parse(text.substring(0, DATE_LENGTH)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
