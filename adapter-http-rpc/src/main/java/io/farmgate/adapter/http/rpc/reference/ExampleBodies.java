package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.farmgate.adapter.http.rpc.method.KillFields;
import io.farmgate.opencue.protocol.RpcMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Example bodies made from descriptors and {@code examples.tsv}, whose head explains its rows.
 * Immutable.
 */
final class ExampleBodies {
  private static final String TABLE = "examples.tsv";
  private static final String DOCUMENTED = "documented ";
  private static final int DEEPEST = 3;
  private static final JsonMapper JSON = new JsonMapper();

  /** What the gateway fills in by itself. */
  private static final Set<String> KILL = Set.of("username", "pid", "host_kill", "reason");

  private final Map<String, JsonNode> table;

  private ExampleBodies(Map<String, JsonNode> table) {
    this.table = Map.copyOf(table);
  }

  static ExampleBodies load() {
    try (InputStream in = ExampleBodies.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + ": not in the program's archive (rebuild it)");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE + ": cannot be read from the program's archive", e);
    }
  }

  static ExampleBodies parse(String text) {
    Map<String, JsonNode> table = new HashMap<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\t", -1);
      if (cells.length != 2) {
        throw new IllegalStateException(TABLE + ": " + line + " (expected: two columns)");
      }
      if (table.put(cells[0], json(cells[1], cells[0])) != null) {
        throw new IllegalStateException(TABLE + ": two rows for " + cells[0]);
      }
    }
    return new ExampleBodies(table);
  }

  private static JsonNode json(String text, String row) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(TABLE + ": the value of " + row + " is not JSON", e);
    }
  }

  /** Returns what the table's rows are for. */
  Set<String> keys() {
    return table.keySet();
  }

  /** Returns a body that is exactly the contract's. */
  String of(RpcMethod method) {
    JsonNode whole = table.get(method.fullName());
    if (whole != null) {
      return whole.toString();
    }
    boolean kills = KillFields.of(method.request()).isPresent();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (FieldDescriptor field : method.request().getFields()) {
      boolean isLeftOut = kills && KILL.contains(field.getName());
      JsonNode value = field.getName().equals("id") ? id(method, field) : value(field, 1);
      if (!isLeftOut && !value.isNull()) {
        body.set(field.getJsonName(), value);
      }
    }
    return body.toString();
  }

  /** Returns a body as the documents have it, where the table has one. */
  Optional<String> documented(String path) {
    return Optional.ofNullable(table.get(DOCUMENTED + path)).map(JsonNode::toString);
  }

  /** Returns the body of a call that the contract lacks and that has the target's fields. */
  String ofPath(String path, RpcMethod target) {
    JsonNode whole = table.get(path);
    return whole == null ? documented(path).orElseGet(() -> of(target)) : whole.toString();
  }

  private JsonNode id(RpcMethod method, FieldDescriptor field) {
    String service = method.service().substring(method.service().lastIndexOf('.') + 1);
    return field.getType() == FieldDescriptor.Type.STRING && !field.isRepeated()
        ? TextNode.valueOf(capitals(service.replace("Interface", "")) + "_ID")
        : value(field, 1);
  }

  private JsonNode value(FieldDescriptor field, int depth) {
    JsonNode own = table.get(field.getFullName());
    if (own != null) {
      return own;
    }
    if (field.isMapField()) {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
      map.set(
          key.getType() == FieldDescriptor.Type.STRING ? "KEY" : "1",
          single(field.getMessageType().findFieldByNumber(2), depth));
      return map;
    }
    JsonNode value = single(field, depth);
    return field.isRepeated() ? JsonNodeFactory.instance.arrayNode().add(value) : value;
  }

  private JsonNode single(FieldDescriptor field, int depth) {
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      return message(field.getMessageType(), depth);
    }
    JsonNode byName = table.get(field.getName());
    return byName != null && fits(byName, field) ? byName : byType(field);
  }

  private JsonNode message(Descriptor type, int depth) {
    JsonNode own = table.get(type.getFullName());
    if (own != null) {
      return own;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    FieldDescriptor id = type.findFieldByName("id");
    if (id != null && id.getType() == FieldDescriptor.Type.STRING && !id.isRepeated()) {
      return object.put("id", capitals(type.getName()) + "_ID");
    }
    if (depth <= DEEPEST) {
      type.getFields().forEach(field -> object.set(field.getJsonName(), value(field, depth + 1)));
    }
    return object;
  }

  private static boolean fits(JsonNode value, FieldDescriptor field) {
    return switch (field.getType()) {
      case STRING -> value.isTextual();
      case BOOL -> value.isBoolean();
      case INT32, UINT32, SINT32, FIXED32, SFIXED32 -> value.isInt();
      case FLOAT, DOUBLE -> value.isNumber();
      // As answers have them; a number is taken too.
      case INT64, UINT64, SINT64, FIXED64, SFIXED64 ->
          value.isInt() || (value.isTextual() && value.asText().matches("[0-9]+"));
      case ENUM -> value.isTextual() && field.getEnumType().findValueByName(value.asText()) != null;
      case BYTES, MESSAGE, GROUP -> false;
    };
  }

  private static JsonNode byType(FieldDescriptor field) {
    return switch (field.getType()) {
      case STRING -> TextNode.valueOf(capitals(field.getName()));
      case BYTES -> TextNode.valueOf("AAEC");
      case BOOL -> BooleanNode.TRUE;
      case ENUM -> TextNode.valueOf(second(field.getEnumType()).getName());
      case INT64, UINT64, SINT64, FIXED64, SFIXED64 -> TextNode.valueOf("1");
      case INT32, UINT32, SINT32, FIXED32, SFIXED32, FLOAT, DOUBLE -> IntNode.valueOf(1);
      case MESSAGE, GROUP -> throw new IllegalArgumentException("not a scalar: " + field);
    };
  }

  private static EnumValueDescriptor second(EnumDescriptor type) {
    @Nullable EnumValueDescriptor second =
        type.getValues().size() > 1 ? type.getValues().get(1) : null;
    return second == null ? type.getValues().getFirst() : second;
  }

  /** {@code RenderPartition} and {@code render_partition} become {@code RENDER_PARTITION}. */
  private static String capitals(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
