package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Arrays;

/** Growing wire bytes. */
final class ByteStore {
  private static final int MAX_VARINT = 10;

  byte[] bytes;
  int size;

  ByteStore(int expected) {
    bytes = new byte[Math.max(16, expected)];
  }

  void ensure(int count) {
    if (bytes.length - size < count) {
      int needed = Math.addExact(size, count);
      int doubled = (int) Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
  }

  /** Returns exactly the bytes written; the store is not used again. */
  byte[] toBytes() {
    return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
  }

  void put(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void put(byte[] source, int from, int count) {
    ensure(count);
    System.arraycopy(source, from, bytes, size, count);
    size += count;
  }

  void putVarint(long value) {
    ensure(MAX_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void putTag(int tag) {
    putVarint(tag & 0xFFFF_FFFFL);
  }

  /**
   * Writes a scalar of {@code type}, without a tag.
   *
   * @param bits the value; of a floating-point number the raw bits, of a boolean 0 or 1
   */
  void putScalar(FieldDescriptor.Type type, long bits) {
    switch (type) {
      case INT32, INT64, UINT32, UINT64, BOOL, ENUM -> putVarint(bits);
      case SINT32, SINT64 -> putVarint((bits << 1) ^ (bits >> 63));
      case FIXED32, SFIXED32, FLOAT -> putFixed(bits, Integer.BYTES);
      case FIXED64, SFIXED64, DOUBLE -> putFixed(bits, Long.BYTES);
      case STRING, BYTES, MESSAGE, GROUP ->
          throw new IllegalArgumentException("not a number: " + type);
    }
  }

  private void putFixed(long bits, int count) {
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[size++] = (byte) (bits >>> (8 * i));
    }
  }

  /** Starts a value whose length is not known yet; returns what {@link #endLength} needs. */
  int beginLength() {
    put(0);
    return size;
  }

  /**
   * Writes the length of all that was put since {@link #beginLength}. One byte was left for it;
   * where that is not enough, the value moves.
   */
  void endLength(int start) {
    int length = size - start;
    int more = (31 - Integer.numberOfLeadingZeros(length | 1)) / 7;
    if (more > 0) {
      ensure(more);
      System.arraycopy(bytes, start, bytes, start + more, length);
    }
    size = start - 1;
    putVarint(length);
    size += length;
  }
}
