package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes values that a schema of the document allows, and, where it is wild, some that it does not.
 */
final class RandomBySchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "x",
          "fuzz_show",
          "RUNNING",
          "-1",
          "1-",
          "1-5",
          "1-5x2",
          "99999999999999999999",
          "../..",
          "%00",
          "'; drop table job; --",
          "{}",
          "\u00e4\u4e16\u754c",
          "\ud83d\ude00",
          "a,b",
          ",",
          "null",
          "<b>",
          "a".repeat(300));

  private final Random random;

  RandomBySchema(Random random) {
    this.random = random;
  }

  String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  /** Returns a text that may stand between two slashes. */
  String segment() {
    String text = text();
    return text.isEmpty() || text.contains("/") || text.startsWith(".") ? "nix" : text;
  }

  String query(JsonNode schema, JsonNode example, boolean wild) {
    if (wild && random.nextInt(3) == 0) {
      return text();
    }
    if (schema.path("type").asText().equals("array")) {
      List<String> all = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        all.add(word(schema.path("items"), example.path(0)));
      }
      return String.join(",", all);
    }
    return word(schema, example);
  }

  private String word(JsonNode schema, JsonNode example) {
    JsonNode words = schema.path("enum");
    return words.isEmpty() ? example.asText() : words.get(random.nextInt(words.size())).asText();
  }

  String body(JsonNode schema, boolean wild) {
    String text = value(schema, wild).toString();
    return wild && random.nextInt(8) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
  }

  private JsonNode value(JsonNode given, boolean wild) {
    JsonNode schema = Described.resolved(given);
    if (wild && random.nextInt(6) == 0) {
      return junk();
    }
    JsonNode types = schema.path("type");
    if (types.isArray() && random.nextInt(4) == 0) {
      return JSON.nullNode();
    }
    return switch ((types.isArray() ? types.path(0) : types).asText()) {
      case "object" -> object(schema, wild);
      case "array" -> array(schema, wild);
      case "integer" -> integer(schema);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      default -> JSON.textNode(word(schema, schema.path("example")));
    };
  }

  private ObjectNode object(JsonNode schema, boolean wild) {
    ObjectNode object = JSON.objectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      boolean needed = required.contains(member.getKey());
      if (needed ? !wild || random.nextInt(10) > 0 : random.nextInt(3) == 0) {
        object.set(member.getKey(), value(member.getValue(), wild));
      }
    }
    if (!wild && object.size() < schema.path("minProperties").asInt()) {
      Map.Entry<String, JsonNode> first = schema.path("properties").properties().iterator().next();
      object.set(first.getKey(), value(first.getValue(), false));
    }
    if (wild && random.nextInt(6) == 0) {
      object.set(text(), junk());
    }
    return object;
  }

  private ArrayNode array(JsonNode schema, boolean wild) {
    ArrayNode array = JSON.arrayNode();
    int least = wild ? 0 : schema.path("minItems").asInt(0);
    int size = least + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      array.add(value(schema.path("items"), wild));
    }
    return array;
  }

  private JsonNode integer(JsonNode schema) {
    long least = schema.path("minimum").asLong(-5);
    long most = Math.min(schema.path("maximum").asLong(1000), least + 1000);
    return JSON.numberNode(least + random.nextInt((int) (most - least) + 1));
  }

  private JsonNode junk() {
    return switch (random.nextInt(8)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.numberNode(random.nextLong());
      case 2 -> JSON.numberNode(random.nextDouble() * 1e300);
      case 3 -> JSON.booleanNode(true);
      case 4 -> JSON.arrayNode().add(text());
      case 5 -> JSON.objectNode().put(text(), text());
      default -> JSON.textNode(text());
    };
  }
}
