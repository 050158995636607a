package io.farmgate.opencue.transcode;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the scalar at the reader's position as JSON. */
final class ScalarPrinter {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final WireReader in;
  private final JsonBuffer out;

  ScalarPrinter(WireReader in, JsonBuffer out) {
    this.in = in;
    this.out = out;
  }

  /** Writes a value of {@code field}, whose type is not a message. */
  void print(OutputField field) throws IOException {
    switch (field.type) {
      case INT32 -> DecimalText.write(out, (int) in.readVarint());
      case SINT32 -> DecimalText.write(out, CodedInputStream.decodeZigZag32((int) in.readVarint()));
      case SFIXED32 -> DecimalText.write(out, in.readFixed32());
      case UINT32 -> DecimalText.write(out, in.readVarint() & 0xFFFF_FFFFL);
      case FIXED32 -> DecimalText.write(out, in.readFixed32() & 0xFFFF_FFFFL);
      case INT64 -> quoted(in.readVarint());
      case SINT64 -> quoted(CodedInputStream.decodeZigZag64(in.readVarint()));
      case SFIXED64 -> quoted(in.readFixed64());
      case UINT64 -> quotedUnsigned(in.readVarint());
      case FIXED64 -> quotedUnsigned(in.readFixed64());
      case FLOAT -> FloatText.write(out, Float.intBitsToFloat(in.readFixed32()));
      case DOUBLE -> FloatText.write(out, Double.longBitsToDouble(in.readFixed64()));
      case BOOL -> out.put(in.readVarint() != 0 ? TRUE : FALSE);
      case ENUM -> enumValue(field.names(), (int) in.readVarint());
      case STRING -> {
        int end = in.readEnd();
        StringText.write(out, in.bytes, in.position, end);
        in.position = end;
      }
      case BYTES -> {
        int end = in.readEnd();
        Base64Text.write(out, in.bytes, in.position, end);
        in.position = end;
      }
      case MESSAGE, GROUP -> throw new IllegalStateException("not a scalar: " + field.type);
    }
  }

  private void enumValue(EnumNames names, int number) throws IOException {
    byte[] name = names.quoted(number);
    if (name == null) {
      DecimalText.write(out, number);
    } else {
      out.put(name);
    }
  }

  private void quoted(long value) throws IOException {
    out.put('"');
    DecimalText.write(out, value);
    out.put('"');
  }

  private void quotedUnsigned(long value) throws IOException {
    out.put('"');
    DecimalText.writeUnsigned(out, value);
    out.put('"');
  }
}
