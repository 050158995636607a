package io.farmgate.opencue.transcode;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import com.google.protobuf.FloatValue;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Int64Value;
import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of messages that have a JSON form of their own. */
enum WellKnown {
  /** An object with {@code @type}; see {@link AnyTypes}. */
  ANY,
  /** A string such as {@code "1.5s"}. */
  DURATION,
  /** An object, always; special only as the value of an Any. */
  EMPTY,
  /** A string of paths in lowerCamelCase, joined by commas. */
  FIELD_MASK,
  /** A list of any JSON. */
  LIST_VALUE,
  /** An object of any JSON. */
  STRUCT,
  /** A string in RFC 3339. */
  TIMESTAMP,
  /** Any JSON. */
  VALUE,
  /** The scalar that the message holds. */
  WRAPPER;

  private static final String NULL_VALUE = "google.protobuf.NullValue";
  private static final Map<String, WellKnown> KINDS = new HashMap<>();
  private static final Map<String, Descriptor> REFERENCES = new HashMap<>();

  static {
    register(ANY, Any.getDescriptor());
    register(DURATION, Duration.getDescriptor());
    register(EMPTY, Empty.getDescriptor());
    register(FIELD_MASK, FieldMask.getDescriptor());
    register(LIST_VALUE, ListValue.getDescriptor());
    register(STRUCT, Struct.getDescriptor());
    register(TIMESTAMP, Timestamp.getDescriptor());
    register(VALUE, Value.getDescriptor());
    register(WRAPPER, BoolValue.getDescriptor());
    register(WRAPPER, BytesValue.getDescriptor());
    register(WRAPPER, DoubleValue.getDescriptor());
    register(WRAPPER, FloatValue.getDescriptor());
    register(WRAPPER, Int32Value.getDescriptor());
    register(WRAPPER, Int64Value.getDescriptor());
    register(WRAPPER, StringValue.getDescriptor());
    register(WRAPPER, UInt32Value.getDescriptor());
    register(WRAPPER, UInt64Value.getDescriptor());
  }

  private static void register(WellKnown kind, Descriptor reference) {
    KINDS.put(reference.getFullName(), kind);
    REFERENCES.put(reference.getFullName(), reference);
  }

  /**
   * Returns the kind of a message type, or null for any other message.
   *
   * @throws IllegalArgumentException if the type has the name of a well-known one, and other fields
   */
  static @Nullable WellKnown of(Descriptor type) {
    WellKnown kind = KINDS.get(type.getFullName());
    Descriptor reference = REFERENCES.get(type.getFullName());
    if (reference != null && !shape(type).equals(shape(reference))) {
      throw new IllegalArgumentException(
          type.getFullName() + ": not the fields that this type has (expected: as in protobuf)");
    }
    return kind;
  }

  /** Whether an enum is the one whose only value is JSON's null. */
  static boolean isNullValue(EnumDescriptor type) {
    return type.getFullName().equals(NULL_VALUE);
  }

  /** Whether a field's value, or each of its values, may be null in JSON. */
  static boolean takesNull(FieldDescriptor field) {
    return switch (field.getType()) {
      case ENUM -> isNullValue(field.getEnumType());
      case MESSAGE -> of(field.getMessageType()) == VALUE;
      default -> false;
    };
  }

  private static List<String> shape(Descriptor type) {
    return type.getFields().stream().flatMap(WellKnown::shape).toList();
  }

  private static Stream<String> shape(FieldDescriptor field) {
    String own =
        field.getNumber() + " " + field.getType() + (field.isRepeated() ? " repeated" : "");
    return field.isMapField()
        ? Stream.concat(Stream.of(own), shape(field.getMessageType()).stream())
        : Stream.of(own);
  }
}
