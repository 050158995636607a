package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Refuses, at start, message types whose JSON would otherwise come out wrong. */
final class SupportedTypes {
  private SupportedTypes() {}

  /** Throws an {@link IllegalArgumentException} that names what {@code type} reaches. */
  static void check(Descriptor type, AnyTypes anyTypes) {
    Set<Descriptor> seen = new HashSet<>();
    Deque<Descriptor> open = new ArrayDeque<>();
    open.add(type);
    while (!open.isEmpty()) {
      Descriptor next = open.remove();
      if (!seen.add(next)) {
        continue;
      }
      if (WellKnown.of(next) == WellKnown.ANY) {
        open.addAll(anyTypes.types());
      }
      for (FieldDescriptor field : next.getFields()) {
        check(type, field);
        if (field.getType() == FieldDescriptor.Type.MESSAGE) {
          open.add(field.getMessageType());
        }
      }
    }
  }

  private static void check(Descriptor type, FieldDescriptor field) {
    if (field.getType() == FieldDescriptor.Type.GROUP) {
      throw new IllegalArgumentException(
          type.getFullName() + ": " + field.getFullName() + " is a group (not supported)");
    }
    if (field.hasDefaultValue()) {
      throw new IllegalArgumentException(
          type.getFullName()
              + ": "
              + field.getFullName()
              + " has a default of its own (not supported: proto3 has none)");
    }
  }
}
