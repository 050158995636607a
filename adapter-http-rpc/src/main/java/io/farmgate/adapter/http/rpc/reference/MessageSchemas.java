package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.farmgate.opencue.protocol.ContractComments;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The schemas of messages and enums, each written once and referred to: those that were asked for,
 * and all that they lead to. Not thread-safe.
 */
final class MessageSchemas {
  private static final String HERE = "#/components/schemas/";

  private final ContractComments comments;
  private final Map<String, ObjectNode> schemas = new TreeMap<>();
  private final Deque<Runnable> open = new ArrayDeque<>();

  MessageSchemas(ContractComments comments) {
    this.comments = comments;
  }

  /** Refers to a message's schema. */
  ObjectNode ref(Descriptor message, Direction direction) {
    String name = direction.component(message.getFullName());
    if (!schemas.containsKey(name)) {
      ObjectNode schema = object();
      schemas.put(name, schema);
      open.add(() -> fill(schema, message, direction));
    }
    return object().put("$ref", HERE + name);
  }

  private ObjectNode ref(EnumDescriptor type) {
    String name = type.getFullName();
    schemas.computeIfAbsent(name, any -> describe(ScalarSchemas.of(type), enumText(type)));
    return object().put("$ref", HERE + name);
  }

  /** Writes all schemas, sorted by name. */
  ObjectNode all() {
    while (!open.isEmpty()) {
      open.remove().run();
    }
    ObjectNode all = object();
    schemas.forEach(all::set);
    return all;
  }

  /** Returns the schema of a field's value. */
  ObjectNode value(FieldDescriptor field, Direction direction) {
    if (field.isMapField()) {
      FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
      ObjectNode map = object().put("type", "object");
      if (key.getType() != FieldDescriptor.Type.STRING) {
        map.set("propertyNames", ScalarSchemas.key(key.getType()));
      }
      map.set(
          "additionalProperties", single(field.getMessageType().findFieldByNumber(2), direction));
      return map;
    }
    if (field.isRepeated()) {
      return object().put("type", "array").set("items", single(field, direction));
    }
    return single(field, direction);
  }

  private ObjectNode single(FieldDescriptor field, Direction direction) {
    return switch (field.getType()) {
      case MESSAGE -> ref(field.getMessageType(), direction);
      case ENUM -> ref(field.getEnumType());
      default -> ScalarSchemas.of(field.getType(), direction);
    };
  }

  private void fill(ObjectNode schema, Descriptor message, Direction direction) {
    describe(schema, messageText(message));
    schema.put("type", "object");
    ObjectNode properties = object();
    List<String> required = new ArrayList<>();
    for (FieldDescriptor field : message.getFields()) {
      ObjectNode property = property(field, direction);
      properties.set(field.getJsonName(), property);
      if (direction == Direction.OUT) {
        if (field.getContainingOneof() == null) {
          required.add(field.getJsonName());
        }
      } else if (!field.getName().equals(field.getJsonName())) {
        // A name that is another field's in JSON stays that one's.
        properties.putIfAbsent(field.getName(), bare(property));
      }
    }
    if (direction == Direction.OUT) {
      DocumentedMembers.forEach(
          message.getFullName(),
          (name, value) -> {
            properties.set(name, value);
            required.add(name);
          });
    }
    if (!properties.isEmpty()) {
      schema.set("properties", properties);
    }
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
  }

  private ObjectNode property(FieldDescriptor field, Direction direction) {
    ObjectNode value = value(field, direction);
    boolean mayBeNull =
        direction == Direction.IN
            || (field.getType() == FieldDescriptor.Type.MESSAGE
                && !field.isRepeated()
                && field.getContainingOneof() == null);
    ObjectNode property = mayBeNull ? orNull(value) : value;
    describe(property, comments.of(field));
    if (field.getOptions().getDeprecated()) {
      property.put("deprecated", true);
    }
    return property;
  }

  /** Lets a value be null. */
  static ObjectNode orNull(ObjectNode value) {
    JsonNode type = value.get("type");
    if (type == null) {
      ObjectNode either = object();
      either.putArray("anyOf").add(value).addObject().put("type", "null");
      return either;
    }
    ArrayNode types = JsonNodeFactory.instance.arrayNode();
    if (type.isArray()) {
      type.forEach(types::add);
    } else {
      types.add(type);
    }
    value.set("type", types.add("null"));
    return value;
  }

  /** The other spelling of a member: the same, explained once. */
  private static ObjectNode bare(ObjectNode property) {
    ObjectNode bare = property.deepCopy();
    bare.remove("description");
    return bare;
  }

  private String messageText(Descriptor message) {
    String oneofs =
        message.getRealOneofs().stream()
            .filter(oneof -> oneof.getFieldCount() > 1)
            .map(MessageSchemas::oneofText)
            .collect(Collectors.joining("\n\n"));
    String text = comments.of(message);
    return text.isEmpty() || oneofs.isEmpty() ? text + oneofs : text + "\n\n" + oneofs;
  }

  private static String oneofText(OneofDescriptor oneof) {
    return "At most one of: "
        + oneof.getFields().stream()
            .map(FieldDescriptor::getJsonName)
            .collect(Collectors.joining(", "))
        + ".";
  }

  private String enumText(EnumDescriptor type) {
    String values =
        type.getValues().stream()
            .filter(value -> !comments.of(value).isEmpty())
            .map(this::enumValueText)
            .collect(Collectors.joining("\n"));
    String text = comments.of(type);
    return text.isEmpty() || values.isEmpty() ? text + values : text + "\n\n" + values;
  }

  private String enumValueText(EnumValueDescriptor value) {
    return "- " + value.getName() + ": " + comments.of(value).replaceAll("\\s+", " ");
  }

  private static ObjectNode describe(ObjectNode schema, String text) {
    return text.isEmpty() ? schema : schema.put("description", text);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
