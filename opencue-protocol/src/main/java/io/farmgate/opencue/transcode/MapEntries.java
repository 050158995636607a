package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one map, written in the order of their keys as Go does: text by its bytes, numbers
 * by value, false before true. Of several entries with one key, the last counts.
 *
 * <p>An entry is a message of two fields, and like any message it may lack them or hold them twice.
 */
final class MapEntries {
  /** How many entries are kept before those with a later namesake are dropped. */
  private static final int FIRST_COMPACTION = 4_096;

  private static final int KEY_SLOT = 0;
  private static final int VALUE_SLOT = 1;
  private static final byte[] EMPTY = {};
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  /**
   * An entry's key, and where its value stands.
   *
   * @param number the key as a number, 0 where it is text
   * @param text the key as UTF-8, empty where it is a number
   * @param start where the value starts, behind its tag
   * @param end where the value ends; the same as {@code start} if the entry has no value
   * @param joined the value instead, if it is a message in several parts
   */
  private record Entry(
      long number,
      @SuppressWarnings("ArrayRecordComponent") // compared through keyOrder only
          byte[] text,
      int start,
      int end,
      @SuppressWarnings("ArrayRecordComponent") // never compared
          byte @Nullable [] joined) {}

  private final MessagePrinter printer;
  private final WireReader in;
  private final JsonBuffer out;
  private final OutputTable table;
  private final OutputField key;
  private final OutputField value;
  private final List<Entry> entries = new ArrayList<>();
  private int compactAt = FIRST_COMPACTION;

  MapEntries(MessagePrinter printer, OutputTable table) {
    this.printer = printer;
    this.in = printer.in;
    this.out = printer.out;
    this.table = table;
    this.key = table.slots[KEY_SLOT];
    this.value = table.slots[VALUE_SLOT];
  }

  /** Reads the entry between {@code start} and {@code end}; the reader stays where it is. */
  void add(int start, int end) throws MalformedWireException {
    int outerPosition = in.position;
    int outerLimit = in.limit;
    in.position = start;
    in.limit = end;
    entries.add(readEntry());
    if (entries.size() >= compactAt) {
      compact();
      compactAt = Math.max(FIRST_COMPACTION, 2 * entries.size());
    }
    in.position = outerPosition;
    in.limit = outerLimit;
  }

  private Entry readEntry() throws MalformedWireException {
    long number = 0;
    byte[] text = EMPTY;
    int valueStart = 0;
    int valueEnd = 0;
    ByteStore joined = null;
    while (in.position < in.limit) {
      int tag = in.readTag();
      int start = in.position;
      if (tag == key.tag) {
        if (key.type == FieldDescriptor.Type.STRING) {
          int end = in.readEnd();
          text = Arrays.copyOfRange(in.bytes, in.position, end);
          in.position = end;
        } else {
          number = in.readIntegral(key.type);
        }
        continue;
      }
      in.skip(tag);
      if (tag == value.tag) {
        if (value.type == FieldDescriptor.Type.MESSAGE && valueEnd > valueStart) {
          joined = joined == null ? new ByteStore(valueEnd - valueStart) : joined;
          if (joined.size == 0) {
            append(joined, valueStart);
          }
          append(joined, start);
        }
        valueStart = start;
        valueEnd = in.position;
      }
    }
    return new Entry(number, text, valueStart, valueEnd, joined == null ? null : joined.toBytes());
  }

  /** Appends the message that starts, with its length, at {@code part}. */
  private void append(ByteStore joined, int part) throws MalformedWireException {
    int position = in.position;
    in.position = part;
    int end = in.readEnd();
    joined.put(in.bytes, in.position, end - in.position);
    in.position = position;
  }

  /** Sorts the entries, and of those with one key leaves the last. */
  private void compact() {
    Comparator<Entry> keyOrder = keyOrder();
    entries.sort(keyOrder);
    int kept = 0;
    for (int i = 0; i < entries.size(); i++) {
      boolean isLast =
          i + 1 == entries.size() || keyOrder.compare(entries.get(i), entries.get(i + 1)) != 0;
      if (isLast) {
        entries.set(kept++, entries.get(i));
      }
    }
    entries.subList(kept, entries.size()).clear();
  }

  /** Writes the map, a field of a message at {@code depth}. */
  void print(int depth) throws IOException {
    compact();
    out.put('{');
    boolean some = false;
    for (Entry entry : entries) {
      if (some) {
        out.put(',');
      }
      some = true;
      printKey(entry);
      out.put(':');
      printValue(entry, depth + 1);
    }
    out.put('}');
  }

  /** Keeps the order of entries with equal keys, as the sort is stable. */
  private Comparator<Entry> keyOrder() {
    return switch (key.type) {
      case STRING -> (a, b) -> Arrays.compareUnsigned(a.text, b.text);
      case UINT64, FIXED64 -> (a, b) -> Long.compareUnsigned(a.number, b.number);
      default -> Comparator.comparingLong(Entry::number);
    };
  }

  private void printKey(Entry entry) throws IOException {
    if (key.type == FieldDescriptor.Type.STRING) {
      StringText.write(out, entry.text, 0, entry.text.length);
      return;
    }
    out.put('"');
    switch (key.type) {
      case BOOL -> out.put(entry.number != 0 ? TRUE : FALSE);
      case UINT64, FIXED64 -> DecimalText.writeUnsigned(out, entry.number);
      default -> DecimalText.write(out, entry.number);
    }
    out.put('"');
  }

  private void printValue(Entry entry, int depth) throws IOException {
    if (entry.joined != null) {
      printer.printBodyOf(entry.joined, value, depth);
    } else if (entry.end > entry.start) {
      int outerPosition = in.position;
      int outerLimit = in.limit;
      in.position = entry.start;
      in.limit = entry.end;
      printer.printValue(value, depth);
      in.position = outerPosition;
      in.limit = outerLimit;
    } else if (value.type == FieldDescriptor.Type.MESSAGE) {
      printer.printBodyOf(EMPTY, value, depth);
    } else {
      table.putDefault(out, value);
    }
  }
}
