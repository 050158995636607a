package io.farmgate.adapter.grpc.cuebot.guard;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field inside a message, found in its bytes: texts, and numbers of the type int32.
 *
 * @param text names with dots between
 */
record FieldPath(String text, List<FieldDescriptor> fields) {
  FieldPath {
    fields = List.copyOf(fields);
  }

  /**
   * Finds the fields.
   *
   * @throws IllegalStateException if there is none of a name
   */
  static FieldPath of(Descriptor message, String text) {
    List<FieldDescriptor> fields = new ArrayList<>();
    Descriptor in = message;
    for (String name : List.of(text.split("\\.", -1))) {
      FieldDescriptor field = in == null ? null : in.findFieldByName(name);
      if (field == null) {
        throw new IllegalStateException(message.getFullName() + " has no " + text);
      }
      fields.add(field);
      in = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : null;
    }
    return new FieldPath(text, fields);
  }

  /** Returns the text there; empty where there is none. As ever, the last one counts. */
  String textIn(byte[] message) {
    Object value = last(CodedInputStream.newInstance(message), 0);
    return value == null ? "" : (String) value;
  }

  /** Returns the number there; 0 where there is none. */
  int numberIn(byte[] message) {
    Object value = last(CodedInputStream.newInstance(message), 0);
    return value == null ? 0 : (Integer) value;
  }

  private @Nullable Object last(CodedInputStream in, int level) {
    FieldDescriptor field = fields.get(level);
    boolean leaf = level == fields.size() - 1;
    Object found = null;
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        boolean here =
            WireFormat.getTagFieldNumber(tag) == field.getNumber()
                && WireFormat.getTagWireType(tag) == field.getLiteType().getWireType();
        if (!here) {
          in.skipField(tag);
        } else if (!leaf) {
          int limit = in.pushLimit(in.readRawVarint32());
          Object inside = last(in, level + 1);
          in.popLimit(limit);
          // Messages of one field are merged: what a later one lacks stays.
          found = inside == null ? found : inside;
        } else {
          found = field.getType() == FieldDescriptor.Type.STRING ? in.readString() : in.readInt32();
        }
      }
    } catch (IOException broken) {
      throw new IllegalArgumentException("a message that was looked at is broken", broken);
    }
    return found;
  }
}
