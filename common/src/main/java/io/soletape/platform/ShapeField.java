package io.soletape.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/**
 * A field of a {@link PayloadShape}.
 *
 * @param path where it stands; {@code []} after an array stands for its elements
 * @param form the JSON type that it has, where it is not null
 * @param presence whether it may be absent
 * @param isAmount whether a number of the tape is read from it
 * @param words the words that it may say; empty where any will do
 */
public record ShapeField(
    String path, Form form, Presence presence, boolean isAmount, Set<String> words) {

  /** A JSON type. */
  public enum Form {
    TEXT,
    NUMBER,
    FLAG,
    OBJECT,
    ARRAY
  }

  /** Whether a field may be absent. */
  public enum Presence {
    /** In every object. */
    REQUIRED,
    /** In one object of an answer or other, if there are several. */
    USUAL,
    /** Perhaps nowhere. */
    OPTIONAL
  }

  public ShapeField {
    Objects.requireNonNull(path, "path is null");
    Objects.requireNonNull(form, "form is null");
    Objects.requireNonNull(presence, "presence is null");
    words = Set.copyOf(words);
  }

  /** A field that every object has. */
  public static ShapeField required(String path, Form form) {
    return new ShapeField(path, form, Presence.REQUIRED, false, Set.of());
  }

  /** A field that may be absent. */
  public static ShapeField optional(String path, Form form) {
    return new ShapeField(path, form, Presence.OPTIONAL, false, Set.of());
  }

  /** A text of a fixed list that every object has. */
  public static ShapeField word(String path, Set<String> words) {
    return new ShapeField(path, Form.TEXT, Presence.REQUIRED, false, words);
  }

  /** An amount, told as text. */
  public static ShapeField amount(String path, Presence presence) {
    return new ShapeField(path, Form.TEXT, presence, true, Set.of());
  }

  /** The path of the object that has the field; empty for the answer itself. */
  String parent() {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** The field's own name. */
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  boolean takes(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (form) {
      case TEXT -> token == JsonToken.VALUE_STRING;
      case NUMBER -> token.isNumeric();
      case FLAG -> token.isBoolean();
      case OBJECT -> token == JsonToken.START_OBJECT;
      case ARRAY -> token == JsonToken.START_ARRAY;
    };
  }

  boolean knows(JsonParser parser) throws IOException {
    return words.isEmpty()
        || parser.currentToken() == JsonToken.VALUE_NULL
        || words.contains(parser.getText());
  }
}
