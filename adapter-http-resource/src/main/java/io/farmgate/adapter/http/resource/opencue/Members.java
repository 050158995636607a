package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The members of a JSON object of a body, read one by one. What is wrong is gathered, so that all
 * of it is told at once; each reading then answers something harmless. In a new thing null is as if
 * it were not there; in a change it takes away what was set, and is refused where that means
 * nothing.
 */
final class Members {
  private final ObjectNode node;
  private final String where;
  private final List<Violation> wrong;
  private final Set<String> read = new HashSet<>();
  private final Set<String> nulls = new HashSet<>();

  private Members(ObjectNode node, String where, List<Violation> wrong) {
    this.node = node;
    this.where = where;
    this.wrong = wrong;
  }

  static Members of(ObjectNode body) {
    return new Members(body, "", new ArrayList<>());
  }

  /** Notes a problem with a member. */
  void add(String name, String problem) {
    wrong.add(new Violation(place(name), problem));
  }

  private String place(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }

  Optional<String> text(String name) {
    return value(name)
        .flatMap(value -> {
          if (!value.isTextual()) {
            add(name, kind(value) + " (expected: a text)");
            return Optional.empty();
          }
          return Optional.of(value.textValue());
        });
  }

  String needed(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty() && value(name).isEmpty()) {
      add(name, "missing (expected: a text)");
    }
    return text.orElse("");
  }

  <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
    return text(name)
        .flatMap(text -> {
          List<E> all = List.of(words.getEnumConstants());
          Optional<E> word = all.stream().filter(one -> one.name().equals(text)).findFirst();
          if (word.isEmpty()) {
            add(name, Echo.quoted(text) + " (expected: one of " + all + ")");
          }
          return word;
        });
  }

  <E extends Enum<E>> Optional<E> neededWord(String name, Class<E> words) {
    if (value(name).isEmpty()) {
      add(name, "missing (expected: one of " + List.of(words.getEnumConstants()) + ")");
    }
    return word(name, words);
  }

  /** Tells whether a member is there and null, which then means something. */
  boolean isNull(String name) {
    read.add(name);
    nulls.add(name);
    return node.path(name).isNull();
  }

  /** Reads a whole number; 1.0 and 1e3 are whole too, as in JSON Schema. */
  Optional<Integer> number(String name, int least, int most) {
    return value(name)
        .flatMap(value -> {
          double number = value.isNumber() ? value.doubleValue() : Double.NaN;
          if (number >= least && number <= most && number == Math.rint(number)) {
            return Optional.of((int) number);
          }
          add(
              name,
              (value.isNumber() ? Echo.quoted(value.asText()) : kind(value))
                  + " (expected: a whole number from "
                  + least
                  + " to "
                  + most
                  + ")");
          return Optional.empty();
        });
  }

  /** Reads a whole number that has to be there; answers the least one where it is wrong. */
  int neededNumber(String name, int least, int most) {
    if (value(name).isEmpty()) {
      add(name, "missing (expected: a whole number from " + least + " to " + most + ")");
      return least;
    }
    return number(name, least, most).orElse(least);
  }

  Optional<Boolean> truth(String name) {
    return value(name)
        .flatMap(value -> {
          if (!value.isBoolean()) {
            add(name, kind(value) + " (expected: true or false)");
            return Optional.empty();
          }
          return Optional.of(value.booleanValue());
        });
  }

  List<String> texts(String name) {
    return list(
        name,
        (place, value) -> {
          if (value.isTextual()) {
            return Optional.of(value.textValue());
          }
          wrong.add(new Violation(place, kind(value) + " (expected: a text)"));
          return Optional.empty();
        });
  }

  /** As {@link #texts}, and nothing where the member is not there. */
  Optional<List<String>> textsIfAny(String name) {
    return value(name).map(_ -> texts(name));
  }

  /** Reads a list of objects; what answers nothing is left out. */
  <T> List<T> objects(String name, Function<Members, Optional<T>> reader) {
    return list(
        name,
        (place, value) -> {
          if (value instanceof ObjectNode object) {
            return within(place, object, reader);
          }
          wrong.add(new Violation(place, kind(value) + " (expected: an object)"));
          return Optional.empty();
        });
  }

  /** Reads an object. */
  <T> Optional<T> object(String name, Function<Members, Optional<T>> reader) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && value.get() instanceof ObjectNode object) {
      return within(place(name), object, reader);
    }
    add(name, value.map(Members::kind).orElse("missing") + " (expected: an object)");
    return Optional.empty();
  }

  Map<String, String> textsByName(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isObject()) {
      add(name, kind(value.get()) + " (expected: an object of texts)");
    }
    value
        .filter(JsonNode::isObject)
        .ifPresent(object ->
            object
                .properties()
                .forEach(entry -> {
                  if (entry.getValue().isTextual()) {
                    texts.put(entry.getKey(), entry.getValue().textValue());
                  } else {
                    add(
                        name + "." + Echo.quoted(entry.getKey()),
                        kind(entry.getValue()) + " (expected: a text)");
                  }
                }));
    return texts;
  }

  /** Notes every member that nobody has read. */
  void noOthers() {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!read.contains(name)) {
            add(
                Echo.quoted(name),
                "no such member (expected: one of " + read.stream().sorted().toList() + ")");
          }
        });
  }

  /**
   * Ends the reading of a body.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that names all that was wrong
   */
  void done() {
    noOthers();
    if (wrong.isEmpty()) {
      return;
    }
    Violation first = wrong.getFirst();
    throw new FarmException(
        new FarmFailure.Invalid(
            wrong.size() == 1
                ? first.where() + ": " + first.problem()
                : "body: " + wrong.size() + " problems",
            wrong));
  }

  /** As {@link #done}, of a body that changes something at least. */
  void doneUnlessEmpty() {
    if (node.isEmpty()) {
      add("body", "empty (expected: something to set)");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      if (member.getValue().isNull() && read.contains(name) && !nulls.contains(name)) {
        add(name, "null (expected: a value; what is left out stays)");
      }
    }
    done();
  }

  private Optional<JsonNode> value(String name) {
    read.add(name);
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  private <T> Optional<T> within(
      String place, ObjectNode object, Function<Members, Optional<T>> reader) {
    Members inner = new Members(object, place, wrong);
    Optional<T> value = reader.apply(inner);
    inner.noOthers();
    return value;
  }

  private interface Element<T> {
    Optional<T> read(String place, JsonNode value);
  }

  private <T> List<T> list(String name, Element<T> element) {
    List<T> all = new ArrayList<>();
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isArray()) {
      add(name, kind(value.get()) + " (expected: a list)");
      return all;
    }
    value.ifPresent(list -> {
      for (int i = 0; i < list.size(); i++) {
        element.read(place(name) + "[" + i + "]", list.get(i)).ifPresent(all::add);
      }
    });
    return all;
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL, MISSING, BINARY, POJO -> "null";
    };
  }
}
