package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.farmgate.domain.Cores;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What is told of a thing, member by member, in the order of the document. A test holds it to the
 * schema of that name. No number is above 2^53, so that none loses a digit in a browser.
 *
 * @param schema the name of the schema
 */
record Shape<T>(String schema, List<Member<T>> members) {
  Shape {
    members = List.copyOf(members);
  }

  /** One member; it is left out where its value is missing. */
  record Member<T>(String name, Function<T, JsonNode> value) {}

  static <T> Builder<T> of(String schema) {
    return new Builder<>(schema);
  }

  /** What everything can be asked for again by, and is told even where nobody asks for it. */
  private static final String ID = "id";

  /** Returns the same with fewer members: the id and those named; all where none is. */
  Shape<T> only(Set<String> names) {
    return names.isEmpty()
        ? this
        : new Shape<>(
            schema,
            members.stream()
                .filter(member -> member.name().equals(ID) || names.contains(member.name()))
                .toList());
  }

  /** Returns the value of one member. */
  JsonNode value(String name, T thing) {
    return members.stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(schema + " has no member " + name))
        .value()
        .apply(thing);
  }

  ObjectNode write(T thing) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (Member<T> member : members) {
      JsonNode value = member.value().apply(thing);
      if (!value.isMissingNode()) {
        node.set(member.name(), value);
      }
    }
    return node;
  }

  /** Gathers members. */
  static final class Builder<T> {
    private final String schema;
    private final List<Member<T>> members = new ArrayList<>();

    private Builder(String schema) {
      this.schema = schema;
    }

    Builder<T> text(String name, Function<T, String> value) {
      return add(name, thing -> TextNode.valueOf(value.apply(thing)));
    }

    /** A text that is left out where it is absent. */
    Builder<T> textIfAny(String name, Function<T, Optional<String>> value) {
      return add(name, thing -> any(value.apply(thing), TextNode::valueOf));
    }

    Builder<T> texts(String name, Function<T, List<String>> values) {
      return add(
          name,
          thing -> {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            values.apply(thing).forEach(list::add);
            return list;
          });
    }

    Builder<T> word(String name, Function<T, Enum<?>> value) {
      return add(name, thing -> TextNode.valueOf(value.apply(thing).name()));
    }

    Builder<T> number(String name, ToIntFunction<T> value) {
      return add(name, thing -> IntNode.valueOf(value.applyAsInt(thing)));
    }

    Builder<T> count(String name, ToLongFunction<T> value) {
      return add(name, thing -> LongNode.valueOf(value.applyAsLong(thing)));
    }

    Builder<T> numberIfAny(String name, Function<T, Optional<Integer>> value) {
      return add(name, thing -> any(value.apply(thing), IntNode::valueOf));
    }

    Builder<T> numberIfKnown(String name, Function<T, OptionalInt> value) {
      return numberIfAny(
          name,
          thing -> {
            OptionalInt number = value.apply(thing);
            return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
          });
    }

    /** OpenCue counts cores in hundredths; its documents show 100 where one core is meant. */
    Builder<T> corePoints(String name, Function<T, Cores> value) {
      return number(name, thing -> value.apply(thing).hundredths());
    }

    /** Bytes, told in whole megabytes of 2^20. */
    Builder<T> megabytes(String name, ToLongFunction<T> bytes) {
      return count(name, thing -> bytes.applyAsLong(thing) >> 20);
    }

    Builder<T> truth(String name, Predicate<T> value) {
      return add(name, thing -> BooleanNode.valueOf(value.test(thing)));
    }

    Builder<T> time(String name, Function<T, Instant> value) {
      return timeIfAny(name, thing -> Optional.of(value.apply(thing)));
    }

    Builder<T> timeIfAny(String name, Function<T, Optional<Instant>> value) {
      return textIfAny(
          name,
          thing -> value.apply(thing).map(at -> at.truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    /** Members that several things have. */
    Builder<T> all(List<Member<T>> more) {
      members.addAll(more);
      return this;
    }

    private static <V> JsonNode any(Optional<V> value, Function<V, JsonNode> node) {
      return value.map(node).orElseGet(MissingNode::getInstance);
    }

    private Builder<T> add(String name, Function<T, JsonNode> value) {
      members.add(new Member<>(name, value));
      return this;
    }

    Shape<T> build() {
      return new Shape<>(schema, members);
    }
  }
}
