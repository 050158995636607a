package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes one message whose fields do not come in order: finds all of its values first, then writes
 * the fields in order, with protobuf's rules for values that occur more than once.
 *
 * <p>The values of each slot form a list linked through {@link #nextOf}, in wire order.
 */
final class DisorderedMessage {
  private static final int NONE = -1;

  private final MessagePrinter printer;
  private final WireReader in;
  private final OutputTable table;

  private final int[] firstOf;
  private final int[] lastOf;
  private int count;
  private int[] tags = new int[16];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int[] nextOf = new int[16];

  DisorderedMessage(MessagePrinter printer, OutputTable table) {
    this.printer = printer;
    this.in = printer.in;
    this.table = table;
    this.firstOf = new int[table.slots.length];
    this.lastOf = new int[table.slots.length];
    Arrays.fill(firstOf, NONE);
  }

  /** As {@link MessagePrinter#print}. */
  void print(int depth, boolean openedBefore) throws IOException {
    int start = in.position;
    int limit = in.limit;
    collect();
    boolean opened = openedBefore;
    for (OutputField field : table.slots) {
      int first = firstOf[field.slot];
      if (first == NONE) {
        opened = printer.printMissing(table, field.slot, field.slot + 1, start, opened);
        continue;
      }
      opened = printer.printKey(field, opened);
      switch (field.form) {
        case SINGULAR, UNWRAPPED -> printSingular(field, first, depth);
        case REPEATED -> printList(field, first, depth);
        case MAP -> printMap(field, first, depth);
        case COMPUTED -> throw new IllegalStateException("a computed member has no tag");
      }
      in.limit = limit;
    }
    printer.close(opened);
    in.position = limit;
  }

  private void collect() throws MalformedWireException {
    int[] slotOfOneof = new int[table.oneofCount];
    Arrays.fill(slotOfOneof, NONE);
    while (in.position < in.limit) {
      int tag = in.readTag();
      int start = in.position;
      in.skip(tag);
      OutputField field = table.find(tag);
      if (field == null) {
        continue;
      }
      if (field.oneof != OutputField.NO_ONEOF) {
        int rival = slotOfOneof[field.oneof];
        if (rival != NONE && rival != field.slot) {
          firstOf[rival] = NONE;
        }
        slotOfOneof[field.oneof] = field.slot;
      }
      append(field.slot, tag, start, in.position);
    }
  }

  private void append(int slot, int tag, int start, int end) {
    if (count == tags.length) {
      int larger = count * 2;
      tags = Arrays.copyOf(tags, larger);
      starts = Arrays.copyOf(starts, larger);
      ends = Arrays.copyOf(ends, larger);
      nextOf = Arrays.copyOf(nextOf, larger);
    }
    tags[count] = tag;
    starts[count] = start;
    ends[count] = end;
    nextOf[count] = NONE;
    if (firstOf[slot] == NONE) {
      firstOf[slot] = count;
    } else {
      nextOf[lastOf[slot]] = count;
    }
    lastOf[slot] = count;
    count++;
  }

  private void enter(int occurrence) {
    in.position = starts[occurrence];
    in.limit = ends[occurrence];
  }

  private void printSingular(OutputField field, int first, int depth) throws IOException {
    int last = lastOf[field.slot];
    if (field.type != FieldDescriptor.Type.MESSAGE || first == last) {
      enter(last);
      printer.printValue(field, depth);
      return;
    }
    printer.printBodyOf(join(first), field, depth);
  }

  /** Joins the parts of a message: to parse one after the other is what merging them means. */
  private byte[] join(int first) throws MalformedWireException {
    int length = 0;
    for (int i = first; i != NONE; i = nextOf[i]) {
      enter(i);
      length += in.readEnd() - in.position;
    }
    byte[] joined = new byte[length];
    int to = 0;
    for (int i = first; i != NONE; i = nextOf[i]) {
      enter(i);
      int end = in.readEnd();
      System.arraycopy(in.bytes, in.position, joined, to, end - in.position);
      to += end - in.position;
    }
    return joined;
  }

  private void printList(OutputField field, int first, int depth) throws IOException {
    printer.out.put('[');
    boolean some = false;
    for (int i = first; i != NONE; i = nextOf[i]) {
      enter(i);
      some = printer.printElements(field, tags[i], depth, some);
    }
    printer.out.put(']');
  }

  private void printMap(OutputField field, int first, int depth) throws IOException {
    MapEntries entries = new MapEntries(printer, field.table());
    for (int i = first; i != NONE; i = nextOf[i]) {
      enter(i);
      int end = in.readEnd();
      entries.add(in.position, end);
    }
    entries.print(depth);
  }
}
