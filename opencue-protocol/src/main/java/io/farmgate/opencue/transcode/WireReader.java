package io.farmgate.opencue.transcode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor over wire bytes. It never reads at or behind {@link #limit}, the end of the message at
 * hand; who enters a nested message sets the limit and puts the old one back.
 */
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int START_GROUP = 3;
  static final int END_GROUP = 4;
  static final int FIXED32 = 5;

  private static final int LONGEST_TAG = 5;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  byte[] bytes;
  int position;
  int limit;

  private final int maxDepth;

  WireReader(byte[] bytes, int position, int limit, int maxDepth) {
    this.bytes = bytes;
    this.position = position;
    this.limit = limit;
    this.maxDepth = maxDepth;
  }

  /** Reads a tag: a field number from 1 and a wire type. */
  int readTag() throws MalformedWireException {
    int start = position;
    long tag = readVarint();
    if (tag >>> 32 != 0 || tag >>> 3 == 0 || position - start > LONGEST_TAG) {
      throw new MalformedWireException("invalid field tag", start);
    }
    return (int) tag;
  }

  /** Reads a varint of up to 64 bits. */
  long readVarint() throws MalformedWireException {
    int at = position;
    if (at < limit) {
      byte first = bytes[at];
      if (first >= 0) {
        position = at + 1;
        return first;
      }
    }
    return readLongVarint();
  }

  private long readLongVarint() throws MalformedWireException {
    long value = 0;
    int at = position;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= limit) {
        throw truncated();
      }
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        position = at;
        return value;
      }
    }
    throw new MalformedWireException("a varint of more than 10 bytes", position);
  }

  int readFixed32() throws MalformedWireException {
    if (limit - position < Integer.BYTES) {
      throw truncated();
    }
    int value = (int) INT.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  long readFixed64() throws MalformedWireException {
    if (limit - position < Long.BYTES) {
      throw truncated();
    }
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** Reads the length of a length-delimited value and returns where the value ends. */
  int readEnd() throws MalformedWireException {
    long length = readVarint();
    if (length < 0 || length > limit - position) {
      throw truncated();
    }
    return position + (int) length;
  }

  /**
   * Reads a number, boolean or enum that is not floating-point; unsigned 32-bit ones are positive.
   */
  long readIntegral(FieldDescriptor.Type type) throws MalformedWireException {
    return switch (type) {
      case INT32, ENUM -> (int) readVarint();
      case SINT32 -> CodedInputStream.decodeZigZag32((int) readVarint());
      case SFIXED32 -> readFixed32();
      case UINT32 -> readVarint() & 0xFFFF_FFFFL;
      case FIXED32 -> readFixed32() & 0xFFFF_FFFFL;
      case INT64, UINT64 -> readVarint();
      case SINT64 -> CodedInputStream.decodeZigZag64(readVarint());
      case SFIXED64, FIXED64 -> readFixed64();
      case BOOL -> readVarint() != 0 ? 1 : 0;
      case FLOAT, DOUBLE, STRING, BYTES, MESSAGE, GROUP ->
          throw new IllegalArgumentException("not an integral type: " + type);
    };
  }

  /** Skips the value that belongs to {@code tag}. */
  void skip(int tag) throws MalformedWireException {
    skip(tag, 0);
  }

  private void skip(int tag, int depth) throws MalformedWireException {
    switch (tag & 7) {
      case VARINT -> readVarint();
      case FIXED64 -> advance(Long.BYTES);
      case LENGTH_DELIMITED -> position = readEnd();
      case START_GROUP -> skipGroup(tag, depth + 1);
      case FIXED32 -> advance(Integer.BYTES);
      default -> throw new MalformedWireException("invalid wire type", position);
    }
  }

  private void skipGroup(int startTag, int depth) throws MalformedWireException {
    if (depth > maxDepth) {
      throw tooDeep();
    }
    int endTag = startTag - START_GROUP + END_GROUP;
    for (int tag = readTag(); tag != endTag; tag = readTag()) {
      skip(tag, depth);
    }
  }

  private void advance(int count) throws MalformedWireException {
    if (limit - position < count) {
      throw truncated();
    }
    position += count;
  }

  MalformedWireException tooDeep() {
    return new MalformedWireException("messages nested more than " + maxDepth + " deep", position);
  }

  private MalformedWireException truncated() {
    return new MalformedWireException("the message is cut off", position);
  }
}
