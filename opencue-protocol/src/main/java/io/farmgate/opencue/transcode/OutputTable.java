package io.farmgate.opencue.transcode;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Everything needed to write one message type as a JSON object. Filled once by {@link
 * OutputCompiler}, then never changed.
 */
final class OutputTable {
  private static final int MAX_DENSE_NUMBER = 1_023;

  /** The full name of the message type, for errors. */
  final String name;

  /** What the message is written as instead of an object; null for any other message. */
  final @Nullable WellKnown known;

  /** All members in the order in which they are written; computed members come last. */
  OutputField[] slots = {};

  /** {@code ,"name":default} of all slots in order, one behind the other. */
  byte[] defaults = {};

  /**
   * Where each slot's default starts, and behind the last one where it ends: slots that print
   * nothing when not set have no length.
   */
  int[] defaultsAt = {0};

  /** How many oneofs the message has; {@link OutputField#oneof} is below it. */
  int oneofCount;

  /** Whether any slot is computed, so that a gap is more than a copy of {@link #defaults}. */
  boolean hasComputed;

  /** Of an Any, the tables of what it may hold. */
  private final @Nullable AnyTables<OutputTable> anyTables;

  private @Nullable OutputField[] dense = {};
  private int[] sparseNumbers = {};
  private OutputField[] sparse = {};

  OutputTable(String name, @Nullable WellKnown known, @Nullable AnyTables<OutputTable> anyTables) {
    this.name = name;
    this.known = known;
    this.anyTables = anyTables;
  }

  AnyTables<OutputTable> anyTables() {
    AnyTables<OutputTable> tables = anyTables;
    if (tables == null) {
      throw new IllegalStateException("not an Any: " + name);
    }
    return tables;
  }

  /** Writes what stands for a field that is not set, without its name. */
  void putDefault(JsonBuffer out, OutputField field) throws IOException {
    int from = defaultsAt[field.slot] + field.keyLength;
    out.put(defaults, from, defaultsAt[field.slot + 1] - from);
  }

  /** Indexes {@code fields}, whose numbers are {@code numbers}, which ascend. */
  void index(int[] numbers, OutputField[] fields) {
    int denseCount = 0;
    while (denseCount < numbers.length && numbers[denseCount] <= MAX_DENSE_NUMBER) {
      denseCount++;
    }
    @Nullable OutputField[] byNumber =
        new OutputField[denseCount == 0 ? 0 : numbers[denseCount - 1] + 1];
    for (int i = 0; i < denseCount; i++) {
      byNumber[numbers[i]] = fields[i];
    }
    dense = byNumber;
    sparseNumbers = Arrays.copyOfRange(numbers, denseCount, numbers.length);
    sparse = Arrays.copyOfRange(fields, denseCount, fields.length);
  }

  /** Returns the field that a value with this tag belongs to, or null if it is unknown. */
  @Nullable OutputField find(int tag) {
    int number = tag >>> 3;
    OutputField field = null;
    if (number < dense.length) {
      field = dense[number];
    } else if (sparse.length > 0) {
      int at = Arrays.binarySearch(sparseNumbers, number);
      field = at < 0 ? null : sparse[at];
    }
    return field != null && field.accepts(tag) ? field : null;
  }
}
