package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Refuses, at start, message types whose JSON would otherwise come out wrong. */
final class SupportedTypes {
  private static final Set<String> OWN_JSON_FORM =
      Set.of(
          "google.protobuf.Any",
          "google.protobuf.BoolValue",
          "google.protobuf.BytesValue",
          "google.protobuf.DoubleValue",
          "google.protobuf.Duration",
          "google.protobuf.FieldMask",
          "google.protobuf.FloatValue",
          "google.protobuf.Int32Value",
          "google.protobuf.Int64Value",
          "google.protobuf.ListValue",
          "google.protobuf.StringValue",
          "google.protobuf.Struct",
          "google.protobuf.Timestamp",
          "google.protobuf.UInt32Value",
          "google.protobuf.UInt64Value",
          "google.protobuf.Value");

  private SupportedTypes() {}

  /** Throws an {@link IllegalArgumentException} that names what {@code type} reaches. */
  static void check(Descriptor type) {
    Set<Descriptor> seen = new HashSet<>();
    Deque<Descriptor> open = new ArrayDeque<>();
    open.add(type);
    while (!open.isEmpty()) {
      Descriptor next = open.remove();
      if (!seen.add(next)) {
        continue;
      }
      if (OWN_JSON_FORM.contains(next.getFullName())) {
        throw new IllegalArgumentException(
            type.getFullName()
                + ": uses "
                + next.getFullName()
                + ", whose own JSON form is not supported");
      }
      for (FieldDescriptor field : next.getFields()) {
        if (field.getType() == FieldDescriptor.Type.GROUP) {
          throw new IllegalArgumentException(
              type.getFullName() + ": " + field.getFullName() + " is a group (not supported)");
        }
        if (field.getType() == FieldDescriptor.Type.MESSAGE) {
          open.add(field.getMessageType());
        }
      }
    }
  }
}
