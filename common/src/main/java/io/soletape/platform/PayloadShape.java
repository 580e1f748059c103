package io.soletape.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.soletape.platform.ShapeField.Presence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shape of an endpoint's answers as its parser knows it. Holding an answer against it names
 * what is new, missing or of another type, whether or not the parser minds.
 */
public final class PayloadShape {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern AMOUNT = Pattern.compile("-?[\\d., ]+");

  // Fewer objects may all happen to lack a field that need not be told.
  private static final int ENOUGH_TO_MISS_A_USUAL_FIELD = 5;

  private final Map<String, ShapeField> fields = new LinkedHashMap<>();
  private final Map<String, Set<String>> amountsOfBlocks;

  /** A shape of these fields, parents before their children. */
  public PayloadShape(List<ShapeField> fields) {
    fields.forEach(field -> this.fields.put(field.path(), field));
    this.amountsOfBlocks =
        fields.stream()
            .filter(ShapeField::isAmount)
            .collect(
                Collectors.groupingBy(
                    ShapeField::parent, Collectors.mapping(ShapeField::name, Collectors.toSet())));
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
      sighting.noteNew(parser);
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
    Optional<ShapeNews> gone = isGone ? goneAmount(field, parent) : Optional.empty();
    if (gone.isPresent()) {
      return gone;
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

  // A block may be absent like the amounts in it, but not while another one tells such amounts.
  private Optional<ShapeNews> goneAmount(ShapeField field, Sighting parent) {
    Set<String> amounts = amountsOfBlocks.getOrDefault(field.path(), Set.of());
    if (!amounts.isEmpty()) {
      return renamed(field, parent, other -> other.isNewBlockOf(amounts));
    }
    if (!field.isAmount()) {
      return Optional.empty();
    }
    Optional<ShapeNews> renamed = renamed(field, parent, Sighting::tellsNewAmount);
    return renamed.isPresent() || field.presence() != Presence.REQUIRED
        ? renamed
        : Optional.of(
            new ShapeNews(field.path(), ShapeNews.AMOUNT_MISSING, "gone", parent.objects));
  }

  private static Optional<ShapeNews> renamed(
      ShapeField field, Sighting parent, Predicate<Sighting> isSuccessor) {
    return parent
        .nameOf(isSuccessor)
        .map(
            name ->
                new ShapeNews(
                    field.path(),
                    ShapeNews.AMOUNT_RENAMED,
                    "gone, while '" + name + "' is new",
                    parent.objects));
  }

  /** What was seen at one path of one answer. */
  private static final class Sighting {
    private final String path;
    private final Map<String, Sighting> children = new HashMap<>();
    private final Map<String, ShapeNews> noted = new LinkedHashMap<>();
    private long seen;
    private long objects;
    private boolean tellsNewAmount;
    private final Set<String> namesInNew = new HashSet<>();

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

    // Its first value may well be null or of a size without a market: any of them may be the
    // amount.
    private void noteNew(JsonParser parser) throws IOException {
      note(ShapeNews.FIELD_NEW, parser);
      tellsNewAmount |= tellsAmount(parser);
    }

    private boolean tellsAmount(JsonParser parser) throws IOException {
      boolean tells = looksLikeAmount(parser);
      int depth = parser.currentToken().isStructStart() ? 1 : 0;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.FIELD_NAME) {
          namesInNew.add(parser.currentName());
        }
        tells |= looksLikeAmount(parser);
      }
      return tells;
    }

    private static boolean looksLikeAmount(JsonParser parser) throws IOException {
      return parser.currentToken().isScalarValue() && AMOUNT.matcher(parser.getText()).matches();
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
    private Optional<String> nameOf(Predicate<Sighting> wanted) {
      return children.entrySet().stream()
          .filter(child -> wanted.test(child.getValue()))
          .map(Map.Entry::getKey)
          .sorted()
          .findFirst();
    }

    private boolean tellsNewAmount() {
      return tellsNewAmount;
    }

    private boolean isNewBlockOf(Set<String> amounts) {
      return tellsNewAmount && !Collections.disjoint(namesInNew, amounts);
    }
  }
}
