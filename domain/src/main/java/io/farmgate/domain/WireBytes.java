package io.farmgate.domain;

import java.util.Arrays;

/**
 * A serialized message that passes through the hexagon unread.
 *
 * <p>It wraps an array without a copy: who makes one hands the array over and does not change it
 * again, and neither does anyone who reads it. Under that rule it is immutable and thread-safe.
 */
public final class WireBytes {
  /** A message with no fields set. */
  public static final WireBytes EMPTY = new WireBytes(new byte[0]);

  private final byte[] bytes;

  private WireBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over. */
  public static WireBytes wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new WireBytes(bytes);
  }

  /** Returns the array itself; not to be changed. */
  public byte[] array() {
    return bytes;
  }

  /** Returns the number of bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the size only: the content is the caller's business, not a log's. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
