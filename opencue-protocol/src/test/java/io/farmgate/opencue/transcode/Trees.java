package io.farmgate.opencue.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** JSON as trees. */
final class Trees {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private Trees() {}

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** Returns the tree without members that are null. */
  static JsonNode withoutNulls(JsonNode tree) {
    if (tree instanceof ArrayNode array) {
      ArrayNode copy = MAPPER.createArrayNode();
      array.forEach(element -> copy.add(withoutNulls(element)));
      return copy;
    }
    if (tree instanceof ObjectNode object) {
      ObjectNode copy = MAPPER.createObjectNode();
      object
          .properties()
          .forEach(member -> {
            if (!member.getValue().isNull()) {
              copy.set(member.getKey(), withoutNulls(member.getValue()));
            }
          });
      return copy;
    }
    return tree;
  }

  /**
   * Compares trees: integers by value, other numbers as floats or doubles do, whichever is coarser.
   */
  static void assertSame(JsonNode actual, JsonNode expected) {
    if (expected.isObject()) {
      assertThat(names(actual)).containsExactlyInAnyOrderElementsOf(names(expected));
      expected
          .properties()
          .forEach(member -> assertSame(actual.get(member.getKey()), member.getValue()));
    } else if (expected.isArray()) {
      assertThat(actual.size()).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertSame(actual.get(i), expected.get(i));
      }
    } else if (expected.isIntegralNumber()) {
      assertThat(actual.decimalValue()).isEqualByComparingTo(expected.decimalValue());
    } else if (expected.isNumber()) {
      boolean isSame =
          actual.decimalValue().compareTo(expected.decimalValue()) == 0
              || actual.doubleValue() == expected.doubleValue()
              || actual.floatValue() == expected.floatValue();
      assertThat(isSame).as("%s and %s", actual, expected).isTrue();
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
