package io.soletape.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.soletape.platform.ShapeField.Presence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shape of an endpoint's answers as its parser knows it. Holding an answer against it names
 * what is new, missing or of another type, whether or not the parser minds.
 */
public final class PayloadShape {

  private static final JsonFactory JSON = new JsonFactory();

  // Fewer objects may all happen to lack a field that need not be told.
  private static final int ENOUGH_TO_MISS_A_USUAL_FIELD = 5;

  private final Map<String, ShapeField> fields = new LinkedHashMap<>();

  /** A shape of these fields, parents before their children. */
  public PayloadShape(List<ShapeField> fields) {
    fields.forEach(field -> this.fields.put(field.path(), field));
  }

  /** What of an answer the shape does not know; none where the answer is no JSON. */
  public List<ShapeNews> newsIn(String body) {
    Sighting root = new Sighting("");
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == null) {
        return List.of();
      }
      walk(parser, root);
      return Stream.concat(root.news().stream(), missing(root).stream()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void walk(JsonParser parser, Sighting sighting) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      sighting.objects++;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        field(parser, sighting.child(name));
      }
    } else if (token == JsonToken.START_ARRAY) {
      Sighting elements = sighting.elements();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        walk(parser, elements);
      }
    }
  }

  private void field(JsonParser parser, Sighting sighting) throws IOException {
    sighting.seen++;
    ShapeField known = fields.get(sighting.path);
    if (known == null) {
      sighting.note(ShapeNews.FIELD_NEW, parser);
      parser.skipChildren();
    } else if (parser.currentToken() != JsonToken.VALUE_NULL && !known.takes(parser)) {
      sighting.note(ShapeNews.TYPE_CHANGED, parser);
      parser.skipChildren();
    } else if (!known.knows(parser)) {
      sighting.note(ShapeNews.WORD_UNKNOWN, parser);
    } else {
      walk(parser, sighting);
    }
  }

  private List<ShapeNews> missing(Sighting root) {
    List<ShapeNews> missing = new ArrayList<>();
    for (ShapeField field : fields.values()) {
      root.find(field.parent()).flatMap(parent -> missing(field, parent)).ifPresent(missing::add);
    }
    return missing;
  }

  private Optional<ShapeNews> missing(ShapeField field, Sighting parent) {
    long seen =
        Optional.ofNullable(parent.children.get(field.name())).map(it -> it.seen).orElse(0L);
    long lacking = parent.objects - seen;
    boolean isGone = parent.objects > 0 && seen == 0;
    if (isGone && field.isAmount()) {
      Optional<ShapeNews> gone = goneAmount(field, parent);
      if (gone.isPresent()) {
        return gone;
      }
    }
    boolean isMissed =
        switch (field.presence()) {
          case REQUIRED -> lacking > 0;
          case USUAL -> isGone && parent.objects >= ENOUGH_TO_MISS_A_USUAL_FIELD;
          case OPTIONAL -> false;
        };
    return isMissed
        ? Optional.of(new ShapeNews(field.path(), ShapeNews.FIELD_MISSING, "", lacking))
        : Optional.empty();
  }

  private static Optional<ShapeNews> goneAmount(ShapeField field, Sighting parent) {
    Optional<ShapeNews> renamed =
        parent
            .newAmount()
            .map(
                name ->
                    new ShapeNews(
                        field.path(),
                        ShapeNews.AMOUNT_RENAMED,
                        "gone, while '" + name + "' is new",
                        parent.objects));
    return renamed.isPresent() || field.presence() != Presence.REQUIRED
        ? renamed
        : Optional.of(
            new ShapeNews(field.path(), ShapeNews.AMOUNT_MISSING, "gone", parent.objects));
  }

  /** What was seen at one path of one answer. */
  private static final class Sighting {
    private final String path;
    private final Map<String, Sighting> children = new HashMap<>();
    private final Map<String, ShapeNews> noted = new LinkedHashMap<>();
    private long seen;
    private long objects;

    private Sighting(String path) {
      this.path = path;
    }

    private Sighting child(String name) {
      return children.computeIfAbsent(
          name, it -> new Sighting(path.isEmpty() ? name : path + "." + name));
    }

    private Sighting elements() {
      return children.computeIfAbsent("[]", it -> new Sighting(path + "[]"));
    }

    private void note(String kind, JsonParser parser) throws IOException {
      ShapeNews before = noted.get(kind);
      noted.put(
          kind,
          before == null
              ? new ShapeNews(path, kind, ShapeNews.sample(path, parser), 1)
              : before.seenAgain());
    }

    private List<ShapeNews> news() {
      List<ShapeNews> news = new ArrayList<>(noted.values());
      children.values().forEach(child -> news.addAll(child.news()));
      return news;
    }

    private Optional<Sighting> find(String wanted) {
      if (path.equals(wanted)) {
        return Optional.of(this);
      }
      return children.values().stream()
          .filter(child -> wanted.startsWith(child.path))
          .flatMap(child -> child.find(wanted).stream())
          .findFirst();
    }

    // Where an amount is gone, a new field that looks like one is probably the same renamed.
    private Optional<String> newAmount() {
      return children.entrySet().stream()
          .filter(child -> child.getValue().looksLikeNewAmount())
          .map(Map.Entry::getKey)
          .sorted()
          .findFirst();
    }

    private boolean looksLikeNewAmount() {
      return Optional.ofNullable(noted.get(ShapeNews.FIELD_NEW))
          .filter(news -> news.sample().matches("-?[\\d., ]+"))
          .isPresent();
    }
  }
}
