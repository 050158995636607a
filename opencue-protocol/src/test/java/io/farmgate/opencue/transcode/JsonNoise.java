package io.farmgate.opencue.transcode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in another way that means the same: members shuffled, in either spelling, with
 * unknown ones between; white space; characters as escapes; numbers as text, with a fraction or an
 * exponent; enums by number.
 */
final class JsonNoise {
  private static final String[] SPACES = {"", "", "", " ", "\n", "\t\r\n  "};
  private static final String[] UNKNOWN = {
    "\"n o\":1", "\"\":[{},[\"\\u0000\",null]]", "\"x\":{\"y\":{\"z\":-0.0E+1}}", "\"é\":\"\\\"\""
  };

  private final Random random;
  private final StringBuilder out = new StringBuilder();

  private JsonNoise(Random random) {
    this.random = random;
  }

  static String of(String json, Descriptor type, Random random) {
    JsonNoise noise = new JsonNoise(random);
    try {
      // As doubles, not as decimals: those have no -0.
      noise.message(new JsonMapper().readTree(json), type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(json, e);
    }
    return noise.out.toString();
  }

  private void space() {
    out.append(SPACES[random.nextInt(SPACES.length)]);
  }

  private void message(JsonNode tree, Descriptor type) {
    if (RandomKnown.isKnown(type)) {
      plain(tree);
      return;
    }
    List<String> names = new ArrayList<>();
    tree.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    space();
    out.append('{');
    boolean some = false;
    for (String name : names) {
      FieldDescriptor field = named(type, name);
      separate(some);
      some = true;
      if (field == null) {
        throw new IllegalStateException(name);
      }
      if (random.nextInt(8) == 0) {
        // Each message has an unknown member of a name at most once: duplicates are not the point.
        out.append(UNKNOWN[random.nextInt(UNKNOWN.length)]).append(',');
      }
      text(random.nextBoolean() ? name : field.getName());
      colon();
      field(tree.get(name), field);
    }
    space();
    out.append('}');
    space();
  }

  private static @Nullable FieldDescriptor named(Descriptor type, String name) {
    return type.getFields().stream()
        .filter(field -> field.getJsonName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private void separate(boolean some) {
    space();
    if (some) {
      out.append(',');
      space();
    }
  }

  private void colon() {
    space();
    out.append(':');
    space();
  }

  private void field(JsonNode tree, FieldDescriptor field) {
    if (tree.isNull() || !field.isRepeated()) {
      value(tree, field);
    } else if (field.isMapField()) {
      FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
      out.append('{');
      boolean some = false;
      for (var member : tree.properties()) {
        separate(some);
        some = true;
        text(member.getKey());
        colon();
        value(member.getValue(), value);
      }
      out.append('}');
    } else {
      out.append('[');
      for (int i = 0; i < tree.size(); i++) {
        separate(i > 0);
        value(tree.get(i), field);
      }
      out.append(']');
    }
  }

  private void value(JsonNode tree, FieldDescriptor field) {
    switch (field.getJavaType()) {
      case MESSAGE -> {
        if (tree.isNull()) {
          plain(tree);
        } else {
          message(tree, field.getMessageType());
        }
      }
      case INT, LONG -> integer(tree.asText());
      case ENUM -> enumeration(tree, field);
      case FLOAT, DOUBLE -> {
        if (tree.isNumber() && random.nextBoolean()) {
          text(tree.asText());
        } else {
          plain(tree);
        }
      }
      case BOOLEAN, STRING, BYTE_STRING -> plain(tree);
    }
  }

  private void enumeration(JsonNode tree, FieldDescriptor field) {
    var named = tree.isTextual() ? field.getEnumType().findValueByName(tree.asText()) : null;
    if (named != null && random.nextBoolean()) {
      out.append(named.getNumber());
    } else {
      plain(tree);
    }
  }

  private void integer(String digits) {
    String form =
        switch (random.nextInt(4)) {
          case 0 -> digits + ".0";
          case 1 -> digits + "e0";
          case 2 -> new BigDecimal(digits).movePointLeft(2).toPlainString() + "E+2";
          default -> digits;
        };
    if (random.nextBoolean()) {
      text(form);
    } else {
      out.append(form);
    }
  }

  private void plain(JsonNode tree) {
    space();
    if (tree.isObject()) {
      out.append('{');
      boolean some = false;
      for (var member : tree.properties()) {
        separate(some);
        some = true;
        text(member.getKey());
        colon();
        plain(member.getValue());
      }
      out.append('}');
    } else if (tree.isArray()) {
      out.append('[');
      for (int i = 0; i < tree.size(); i++) {
        separate(i > 0);
        plain(tree.get(i));
      }
      out.append(']');
    } else if (tree.isTextual()) {
      text(tree.asText());
    } else {
      out.append(tree.asText());
    }
    space();
  }

  private void text(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || random.nextInt(6) == 0) {
        boolean isSplit = Character.isSurrogate(c);
        out.append(escape(c));
        if (isSplit && Character.isHighSurrogate(c)) {
          // Both halves in the same way: half an escape is not text.
          out.append(escape(value.charAt(++i)));
        }
      } else if (Character.isHighSurrogate(c)) {
        out.append(c).append(value.charAt(++i));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static String escape(char c) {
    return String.format("\\u%04x", (int) c);
  }
}
