package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What is told of a thing, member by member, in the order of the document. A test holds it to the
 * schema of that name.
 *
 * @param schema the name of the schema
 */
record Shape<T>(String schema, List<Member<T>> members) {
  Shape {
    members = List.copyOf(members);
  }

  /** One member. */
  record Member<T>(String name, Function<T, JsonNode> value) {}

  static <T> Builder<T> of(String schema) {
    return new Builder<>(schema);
  }

  ObjectNode write(T thing) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    members.forEach(member -> node.set(member.name(), member.value().apply(thing)));
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

    Builder<T> word(String name, Function<T, Enum<?>> value) {
      return add(name, thing -> TextNode.valueOf(value.apply(thing).name()));
    }

    Builder<T> number(String name, ToIntFunction<T> value) {
      return add(name, thing -> IntNode.valueOf(value.applyAsInt(thing)));
    }

    /** Bytes, told in whole megabytes of 2^20, so that no client loses a digit. */
    Builder<T> megabytes(String name, ToLongFunction<T> bytes) {
      return add(name, thing -> LongNode.valueOf(bytes.applyAsLong(thing) >> 20));
    }

    Builder<T> truth(String name, Predicate<T> value) {
      return add(name, thing -> BooleanNode.valueOf(value.test(thing)));
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
