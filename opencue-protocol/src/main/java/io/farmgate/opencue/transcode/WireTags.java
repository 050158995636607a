package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** The tags with which fields stand on the wire. */
final class WireTags {
  private WireTags() {}

  /** Returns the tag of one value. */
  static int of(FieldDescriptor field) {
    return field.getNumber() << 3 | wireType(field.getType());
  }

  /** Returns the tag of a packed list of values, or that of one value if there is no such form. */
  static int packed(FieldDescriptor field) {
    return field.isPackable() ? field.getNumber() << 3 | WireReader.LENGTH_DELIMITED : of(field);
  }

  private static int wireType(FieldDescriptor.Type type) {
    return switch (type) {
      case INT32, INT64, UINT32, UINT64, SINT32, SINT64, BOOL, ENUM -> WireReader.VARINT;
      case FIXED64, SFIXED64, DOUBLE -> WireReader.FIXED64;
      case FIXED32, SFIXED32, FLOAT -> WireReader.FIXED32;
      case STRING, BYTES, MESSAGE -> WireReader.LENGTH_DELIMITED;
      case GROUP -> WireReader.START_GROUP;
    };
  }
}
