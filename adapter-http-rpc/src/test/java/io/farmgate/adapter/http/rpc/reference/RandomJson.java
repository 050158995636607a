package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Bodies that the contract allows, in all the ways that it allows; and near misses. */
final class RandomJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Of each, the transcoder and a schema can both say whether it fits a field. */
  private static final List<JsonNode> MISFITS =
      List.of(
          BooleanNode.TRUE,
          TextNode.valueOf("wxyz"),
          TextNode.valueOf("12"),
          TextNode.valueOf(""),
          TextNode.valueOf("NaN"),
          IntNode.valueOf(-1),
          IntNode.valueOf(7),
          LongNode.valueOf(4_294_967_296L),
          DoubleNode.valueOf(1.5),
          DoubleNode.valueOf(2.0),
          DoubleNode.valueOf(1e30),
          NullNode.instance,
          JSON.arrayNode(),
          JSON.arrayNode().add(NullNode.instance),
          JSON.objectNode(),
          JSON.objectNode().put("id", true));

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  ObjectNode of(Descriptor type) {
    return message(type, 0);
  }

  /** Puts a value that may not belong there in a place of a body. */
  ObjectNode spoilt(ObjectNode body) {
    ObjectNode spoilt = body.deepCopy();
    List<Runnable> places = new ArrayList<>();
    JsonNode misfit = MISFITS.get(random.nextInt(MISFITS.size()));
    collect(spoilt, misfit, places);
    if (!places.isEmpty()) {
      places.get(random.nextInt(places.size())).run();
    }
    return spoilt;
  }

  private static void collect(JsonNode node, JsonNode misfit, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(member -> {
            places.add(() -> object.set(member.getKey(), misfit.deepCopy()));
            collect(member.getValue(), misfit, places);
          });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        places.add(() -> array.set(index, misfit.<JsonNode>deepCopy()));
        collect(array.get(i), misfit, places);
      }
    }
  }

  private ObjectNode message(Descriptor type, int depth) {
    ObjectNode object = JSON.objectNode();
    int density = 1 + random.nextInt(4);
    Set<OneofDescriptor> taken = new HashSet<>();
    for (FieldDescriptor field : type.getFields()) {
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (random.nextInt(4) >= density || (isMessage && depth > 2)) {
        continue;
      }
      OneofDescriptor oneof = field.getRealContainingOneof();
      if (oneof != null && !taken.add(oneof)) {
        continue;
      }
      String name = random.nextBoolean() ? field.getJsonName() : field.getName();
      object.set(name, random.nextInt(12) == 0 ? NullNode.instance : value(field, depth));
    }
    return object;
  }

  private JsonNode value(FieldDescriptor field, int depth) {
    if (field.isMapField()) {
      ObjectNode map = JSON.objectNode();
      for (int i = random.nextInt(3); i > 0; i--) {
        map.set(
            key(field.getMessageType().findFieldByNumber(1), i),
            single(field.getMessageType().findFieldByNumber(2), depth));
      }
      return map;
    }
    if (field.isRepeated()) {
      ArrayNode list = JSON.arrayNode();
      for (int i = random.nextInt(3); i > 0; i--) {
        list.add(single(field, depth));
      }
      return list;
    }
    return single(field, depth);
  }

  private static String key(FieldDescriptor key, int i) {
    return switch (key.getType()) {
      case STRING -> "key " + i;
      case BOOL -> Boolean.toString(i == 1);
      case UINT32, FIXED32, UINT64, FIXED64 -> Integer.toString(i);
      default -> Integer.toString(-i);
    };
  }

  private JsonNode single(FieldDescriptor field, int depth) {
    return switch (field.getType()) {
      case MESSAGE, GROUP -> message(field.getMessageType(), depth + 1);
      case BOOL -> BooleanNode.valueOf(random.nextBoolean());
      case STRING -> TextNode.valueOf(random.nextBoolean() ? "" : "né \"" + random.nextInt());
      case BYTES -> TextNode.valueOf(random.nextBoolean() ? "AAEC" : "_-8");
      case ENUM -> enumValue(field);
      case FLOAT, DOUBLE -> floating();
      case INT32, SINT32, SFIXED32 -> number(random.nextInt());
      case UINT32, FIXED32 -> number(random.nextInt() & 0xFFFF_FFFFL);
      case INT64, SINT64, SFIXED64 -> number(random.nextLong());
      case UINT64, FIXED64 -> number(random.nextLong() >>> 1);
    };
  }

  private JsonNode enumValue(FieldDescriptor field) {
    List<EnumValueDescriptor> values = field.getEnumType().getValues();
    return random.nextInt(4) == 0
        ? IntNode.valueOf(random.nextInt(400))
        : TextNode.valueOf(values.get(random.nextInt(values.size())).getName());
  }

  private JsonNode number(long value) {
    return random.nextBoolean() ? LongNode.valueOf(value) : TextNode.valueOf(Long.toString(value));
  }

  private JsonNode floating() {
    return switch (random.nextInt(4)) {
      case 0 -> IntNode.valueOf(random.nextInt(1000));
      case 1 -> DoubleNode.valueOf(random.nextInt(1_000_000) / 1000.0);
      case 2 -> TextNode.valueOf("-1.25e2");
      default -> TextNode.valueOf(random.nextBoolean() ? "NaN" : "-Infinity");
    };
  }
}
