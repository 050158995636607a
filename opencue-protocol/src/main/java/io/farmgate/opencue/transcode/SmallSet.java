package io.farmgate.opencue.transcode;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A set of small numbers; those below 64 need no further object. */
final class SmallSet {
  private long low;
  private @Nullable BitSet high;

  /** Returns false if {@code number} was there already. */
  boolean add(int number) {
    if (number >= Long.SIZE) {
      return addHigh(number);
    }
    long before = low;
    low |= 1L << number;
    return low != before;
  }

  private boolean addHigh(int number) {
    BitSet bits = high;
    if (bits == null) {
      bits = new BitSet();
      high = bits;
    }
    boolean isNew = !bits.get(number);
    bits.set(number);
    return isNew;
  }
}
