package io.farmgate.opencue.transcode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Finds a number by a name given as UTF-8 bytes, without making a string of it. Immutable. */
final class NameTable {
  /** What {@link #find} returns for a name that is not in the table. */
  static final long ABSENT = Long.MIN_VALUE;

  private static final byte[] FREE = {};

  private final byte[][] names;
  private final boolean[] used;
  private final int[] values;
  private final int mask;

  NameTable(Map<String, Integer> entries) {
    int capacity = Math.max(2, Integer.highestOneBit(Math.max(1, entries.size())) * 4);
    names = new byte[capacity][];
    Arrays.fill(names, FREE);
    used = new boolean[capacity];
    values = new int[capacity];
    mask = capacity - 1;
    entries.forEach(this::insert);
  }

  private void insert(String name, int value) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int at = hash(bytes, 0, bytes.length) & mask;
    while (used[at]) {
      at = (at + 1) & mask;
    }
    names[at] = bytes;
    used[at] = true;
    values[at] = value;
  }

  /** Returns the number for {@code bytes[from, end)}, or {@link #ABSENT}. */
  long find(byte[] bytes, int from, int end) {
    for (int at = hash(bytes, from, end) & mask; used[at]; at = (at + 1) & mask) {
      byte[] name = names[at];
      if (Arrays.equals(name, 0, name.length, bytes, from, end)) {
        return values[at];
      }
    }
    return ABSENT;
  }

  private static int hash(byte[] bytes, int from, int end) {
    int hash = end - from;
    for (int i = from; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ hash >>> 15;
  }
}
