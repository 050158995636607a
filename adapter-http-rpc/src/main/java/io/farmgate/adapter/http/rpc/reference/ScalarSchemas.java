package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigInteger;
import java.util.List;

/** The schemas of single values, as the transcoder takes and writes them. */
final class ScalarSchemas {
  private static final String NUMBER_TEXT = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";
  private static final String NOT_FINITE = "NaN|-?Infinity";
  private static final BigInteger LONG_LIMIT = BigInteger.ONE.shiftLeft(63);

  private ScalarSchemas() {}

  /** Returns the schema of a value of a type that is neither a message nor an enum. */
  static ObjectNode of(FieldDescriptor.Type type, Direction direction) {
    return switch (type) {
      case BOOL -> typed("boolean");
      case STRING -> typed("string");
      case BYTES -> bytes(direction);
      case FLOAT -> floating("float", direction);
      case DOUBLE -> floating("double", direction);
      case INT32, SINT32, SFIXED32 ->
          integer("int32", bound(31).negate(), bound(31).subtract(BigInteger.ONE), direction);
      case UINT32, FIXED32 ->
          integer("uint32", BigInteger.ZERO, bound(32).subtract(BigInteger.ONE), direction);
      case INT64, SINT64, SFIXED64 ->
          direction == Direction.OUT
              ? text("int64", "-?[0-9]+")
              : integer(
                  "int64", LONG_LIMIT.negate(), LONG_LIMIT.subtract(BigInteger.ONE), direction);
      case UINT64, FIXED64 ->
          direction == Direction.OUT
              ? text("uint64", "[0-9]+")
              : integer("uint64", BigInteger.ZERO, bound(64).subtract(BigInteger.ONE), direction);
      case ENUM, MESSAGE, GROUP -> throw new IllegalArgumentException("not a scalar: " + type);
    };
  }

  /** Returns the schema of an enum: its names, and numbers, since a farm may know more names. */
  static ObjectNode of(EnumDescriptor type) {
    ObjectNode schema = object();
    ArrayNode ways = schema.putArray("anyOf");
    ArrayNode names = ways.addObject().put("type", "string").putArray("enum");
    type.getValues().stream().map(EnumValueDescriptor::getName).distinct().forEach(names::add);
    // In a body too, a number is one only as a number: as a text it would be an unknown name.
    ways.add(of(FieldDescriptor.Type.INT32, Direction.OUT));
    return schema;
  }

  /** Returns the schema of the keys of a map, which are texts in JSON; null where any text does. */
  static ObjectNode key(FieldDescriptor.Type type) {
    return switch (type) {
      case STRING -> typed("string");
      case BOOL -> typed("string").set("enum", array("true", "false"));
      case UINT32, FIXED32, UINT64, FIXED64 -> typed("string").put("pattern", "^[0-9]+$");
      default -> typed("string").put("pattern", "^-?[0-9]+$");
    };
  }

  private static BigInteger bound(int bits) {
    return BigInteger.ONE.shiftLeft(bits);
  }

  private static ObjectNode integer(
      String format, BigInteger least, BigInteger most, Direction direction) {
    ObjectNode schema = object();
    if (direction == Direction.OUT) {
      schema.put("type", "integer");
    } else {
      schema.set("type", array("integer", "string"));
    }
    schema.put("format", format).put("minimum", least).put("maximum", most);
    return direction == Direction.OUT ? schema : schema.put("pattern", whole(NUMBER_TEXT));
  }

  private static ObjectNode floating(String format, Direction direction) {
    ObjectNode schema = object();
    schema.set("type", array("number", "string"));
    String texts = direction == Direction.OUT ? NOT_FINITE : NUMBER_TEXT + "|" + NOT_FINITE;
    return schema.put("format", format).put("pattern", whole(texts));
  }

  private static ObjectNode bytes(Direction direction) {
    String alphabet =
        direction == Direction.OUT ? "[A-Za-z0-9+/]*={0,2}" : "[A-Za-z0-9+/_=\\r\\n-]*";
    return typed("string").put("contentEncoding", "base64").put("pattern", whole(alphabet));
  }

  private static ObjectNode text(String format, String pattern) {
    return typed("string").put("format", format).put("pattern", whole(pattern));
  }

  private static String whole(String pattern) {
    return pattern.contains("|") && !pattern.startsWith("(")
        ? "^(" + pattern + ")$"
        : "^" + pattern + "$";
  }

  private static ObjectNode typed(String type) {
    return object().put("type", type);
  }

  private static ArrayNode array(String... values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    List.of(values).forEach(array::add);
    return array;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
