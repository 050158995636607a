package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;

/**
 * A message in wire form, read field by field for a {@link ComputedValue}.
 *
 * <p>Fields that are not set read as proto3's defaults. Every call walks the message's top-level
 * fields once, so a view suits a few fields, not all. Values follow protobuf's rules: the last
 * scalar wins, messages in several parts merge, and a member of a oneof ends the one before.
 *
 * <p>Not thread-safe, and valid only during the call that received it.
 */
public final class MessageView {
  private static final int NOT_SET = -1;

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final int maxDepth;

  MessageView(byte[] bytes, int start, int end, int maxDepth) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.maxDepth = maxDepth;
  }

  /** Whether the field is in the message; also true for a scalar that was sent with its default. */
  public boolean has(FieldPath path) throws MalformedWireException {
    return find(path).position != NOT_SET;
  }

  /** Returns an integer, or an enum's number; unsigned 64-bit values wrap around to negative. */
  public long integer(FieldPath path) throws MalformedWireException {
    WireReader at = find(path);
    FieldDescriptor field = path.last();
    return switch (field.getType()) {
      case INT32,
          INT64,
          UINT32,
          UINT64,
          SINT32,
          SINT64,
          FIXED32,
          FIXED64,
          SFIXED32,
          SFIXED64,
          ENUM ->
          at.position == NOT_SET ? 0 : at.readIntegral(field.getType());
      case BOOL, FLOAT, DOUBLE, STRING, BYTES, MESSAGE, GROUP -> throw wrongType(path, "integer");
    };
  }

  /** Returns a boolean. */
  public boolean bool(FieldPath path) throws MalformedWireException {
    if (path.last().getType() != FieldDescriptor.Type.BOOL) {
      throw wrongType(path, "bool");
    }
    WireReader at = find(path);
    return at.position != NOT_SET && at.readVarint() != 0;
  }

  /** Returns a float or double. */
  public double number(FieldPath path) throws MalformedWireException {
    WireReader at = find(path);
    boolean isSet = at.position != NOT_SET;
    return switch (path.last().getType()) {
      case FLOAT -> isSet ? Float.intBitsToFloat(at.readFixed32()) : 0;
      case DOUBLE -> isSet ? Double.longBitsToDouble(at.readFixed64()) : 0;
      default -> throw wrongType(path, "floating-point number");
    };
  }

  /** Returns a string; bytes that are not UTF-8 read as U+FFFD. */
  public String string(FieldPath path) throws MalformedWireException {
    if (path.last().getType() != FieldDescriptor.Type.STRING) {
      throw wrongType(path, "string");
    }
    WireReader at = find(path);
    if (at.position == NOT_SET) {
      return "";
    }
    int valueEnd = at.readEnd();
    return new String(bytes, at.position, valueEnd - at.position, StandardCharsets.UTF_8);
  }

  /** Returns the name of an enum's value, or its number in decimal if it has no name. */
  public String enumName(FieldPath path) throws MalformedWireException {
    if (path.last().getType() != FieldDescriptor.Type.ENUM) {
      throw wrongType(path, "enum");
    }
    int number = (int) integer(path);
    EnumValueDescriptor value = path.last().getEnumType().findValueByNumber(number);
    return value == null ? Integer.toString(number) : value.getName();
  }

  private static IllegalArgumentException wrongType(FieldPath path, String wanted) {
    return new IllegalArgumentException(
        "path " + path + ": " + path.last().getType() + " (expected: " + wanted + ")");
  }

  /** Returns a reader before the value, at the position {@link #NOT_SET} if there is none. */
  private WireReader find(FieldPath path) throws MalformedWireException {
    WireReader in = new WireReader(bytes, start, end, maxDepth);
    int found = find(in, path, 0, NOT_SET);
    in.position = found;
    in.limit = end;
    return in;
  }

  /**
   * Finds the last value below the message between the reader's position and limit. All parts of a
   * message on the way are searched: the last one that has the field decides.
   *
   * @param foundBefore what the parts before this one had
   */
  private static int find(WireReader in, FieldPath path, int index, int foundBefore)
      throws MalformedWireException {
    FieldPath.Step step = path.step(index);
    boolean isLast = index == path.length() - 1;
    int found = foundBefore;
    while (in.position < in.limit) {
      int tag = in.readTag();
      int start = in.position;
      if (tag == step.tag() && !isLast) {
        int outerLimit = in.limit;
        in.limit = in.readEnd();
        found = find(in, path, index + 1, found);
        in.limit = outerLimit;
        continue;
      }
      in.skip(tag);
      if (tag == step.tag()) {
        found = start;
      } else if (step.rivals().contains(tag)) {
        found = NOT_SET;
      }
    }
    return found;
  }
}
