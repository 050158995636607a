package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message, and all messages in it, as JSON. One printer serves one conversion.
 *
 * <h2>In order, or not</h2>
 *
 * A serializer writes the fields of a message in ascending order, each of them once and the values
 * of a list one after another, and that is also the order in which JSON wants them. So a message is
 * written while it is read, and what lies between two fields is filled with the defaults of those
 * that are missing, which are one precomputed piece of text.
 *
 * <p>The format allows any other order, though: fields may be shuffled, interleaved or repeated
 * (the last scalar wins, messages merge, a member of a oneof ends the one before). Whoever meets
 * such a message must read all of it before writing any of it, which {@link DisorderedMessage}
 * does, exactly and at some cost. The question is how to find out in time:
 *
 * <ul>
 *   <li>A short message, {@link #OPTIMISTIC_BYTES} or less, is simply begun. The buffer keeps it
 *       ({@link JsonBuffer#pin}), and if disorder comes up, it is taken back and written the exact
 *       way. That is tried until it has failed once in a conversion, no more.
 *   <li>A longer message may leave the buffer before its end is read. It is therefore checked
 *       first: {@link FieldOrder} walks its tags, which skips over nested messages and costs little
 *       for the long messages that exist in practice, lists of shorter ones.
 * </ul>
 */
final class MessagePrinter {
  /** The length up to which a message is begun without having been checked. */
  static final int OPTIMISTIC_BYTES = 4_096;

  final WireReader in;
  final JsonBuffer out;

  private final WireLimits limits;
  private final ScalarPrinter scalars;
  private final ValueWriter values;
  private @Nullable KnownPrinter known;

  /** Whether a message came in disorder before, so that further ones are looked at first. */
  private boolean distrusts;

  MessagePrinter(WireReader in, JsonBuffer out, WireLimits limits) {
    this.in = in;
    this.out = out;
    this.limits = limits;
    this.scalars = new ScalarPrinter(in, out);
    this.values = new ValueWriter(out);
  }

  /**
   * Writes the message between the reader's position and limit, and leaves the position at the
   * limit.
   *
   * @param opened whether members were written before, so that the next one needs a comma
   */
  void print(OutputTable table, int depth, boolean opened) throws IOException {
    if (depth > limits.messageDepth()) {
      throw in.tooDeep();
    }
    int start = in.position;
    if (distrusts || in.limit - start > OPTIMISTIC_BYTES) {
      boolean inOrder = FieldOrder.holds(in, table);
      in.position = start;
      if (!inOrder) {
        new DisorderedMessage(this, table).print(depth, opened);
      } else if (!printInOrder(table, depth, opened)) {
        throw new MalformedWireException("the bytes changed while they were read", in.position);
      }
      return;
    }
    boolean pinnedHere = out.pin();
    long mark = out.mark();
    if (!tryInOrder(table, depth, opened)) {
      // Without this, disorder at every level would double the work with each of them.
      distrusts = true;
      out.rollback(mark);
      in.position = start;
      new DisorderedMessage(this, table).print(depth, opened);
    }
    if (pinnedHere) {
      out.unpin();
    }
  }

  /**
   * As {@link #printInOrder}, for a message that was not looked at before: a value in it that has
   * no JSON form may be the first part of one that has.
   */
  private boolean tryInOrder(OutputTable table, int depth, boolean opened) throws IOException {
    byte[] bytes = in.bytes;
    int limit = in.limit;
    try {
      return printInOrder(table, depth, opened);
    } catch (MalformedWireException e) {
      if (!e.hasNoJsonForm()) {
        throw e;
      }
      in.bytes = bytes;
      in.limit = limit;
      return false;
    }
  }

  /** Writes the message as long as its fields come in order; returns false when they do not. */
  private boolean printInOrder(OutputTable table, int depth, boolean openedBefore)
      throws IOException {
    int start = in.position;
    OutputField[] slots = table.slots;
    boolean opened = openedBefore;
    int next = 0;
    long oneofs = 0;
    while (in.position < in.limit) {
      int tag = in.readTag();
      OutputField field =
          next < slots.length && slots[next].tag == tag ? slots[next] : table.find(tag);
      if (field == null) {
        in.skip(tag);
        continue;
      }
      long oneof = FieldOrder.oneofBit(field);
      if (field.slot < next || (oneofs & oneof) != 0) {
        return false;
      }
      oneofs |= oneof;
      opened = printMissing(table, next, field.slot, start, opened);
      next = field.slot + 1;
      opened = printKey(field, opened);
      switch (field.form) {
        case SINGULAR -> printValue(field, depth);
        case REPEATED -> printList(field, tag, depth);
        case MAP -> printMap(field, depth);
        case UNWRAPPED -> printNested(field, depth);
        case COMPUTED -> throw new IllegalStateException("a computed member has no tag");
      }
    }
    close(printMissing(table, next, slots.length, start, opened));
    return true;
  }

  /** Ends an object, which may have no members. */
  void close(boolean opened) throws IOException {
    if (!opened) {
      out.put('{');
    }
    out.put('}');
  }

  /** Writes the name of a member; the first one opens the object. */
  boolean printKey(OutputField field, boolean opened) throws IOException {
    out.put(field.key, field.keyLength);
    if (!opened) {
      out.bytes[out.position - field.keyLength] = '{';
    }
    return true;
  }

  /**
   * Writes what stands for the slots from {@code from} to before {@code to}, none of which is set
   * in the message that starts at {@code start} and ends at the reader's limit.
   *
   * @return whether the object has members by now
   */
  boolean printMissing(OutputTable table, int from, int to, int start, boolean openedBefore)
      throws IOException {
    if (!table.hasComputed) {
      return printDefaults(table, from, to, openedBefore);
    }
    boolean opened = openedBefore;
    for (int slot = from; slot < to; slot++) {
      OutputField field = table.slots[slot];
      ComputedValue computed = field.computed;
      if (computed == null) {
        opened = printDefaults(table, slot, slot + 1, opened);
        continue;
      }
      opened = printKey(field, opened);
      values.begin();
      computed.write(new MessageView(in.bytes, start, in.limit, limits.messageDepth()), values);
      values.end();
    }
    return opened;
  }

  private boolean printDefaults(OutputTable table, int from, int to, boolean opened)
      throws IOException {
    int begin = table.defaultsAt[from];
    int length = table.defaultsAt[to] - begin;
    if (length == 0) {
      return opened;
    }
    out.put(table.defaults, begin, length);
    if (!opened) {
      out.bytes[out.position - length] = '{';
    }
    return true;
  }

  /** Writes one value, of which the tag has been read. */
  void printValue(OutputField field, int depth) throws IOException {
    if (field.type == FieldDescriptor.Type.MESSAGE) {
      printNested(field, depth);
    } else {
      scalars.print(field);
    }
  }

  private void printList(OutputField field, int firstTag, int depth) throws IOException {
    out.put('[');
    boolean some = false;
    int tag = firstTag;
    do {
      some = printElements(field, tag, depth, some);
      tag = tagOfNext(field);
    } while (tag != 0);
    out.put(']');
  }

  /** Reads the next tag if it belongs to {@code field}, else returns 0 and reads nothing. */
  private int tagOfNext(OutputField field) throws MalformedWireException {
    int before = in.position;
    if (before < in.limit) {
      int tag = in.readTag();
      if (field.accepts(tag)) {
        return tag;
      }
      in.position = before;
    }
    return 0;
  }

  /**
   * Writes one element of a list, or a packed run of them, of which {@code tag} has been read.
   *
   * @param someBefore whether the list has elements already
   * @return whether it has by now
   */
  boolean printElements(OutputField field, int tag, int depth, boolean someBefore)
      throws IOException {
    if (tag == field.tag) {
      if (someBefore) {
        out.put(',');
      }
      printValue(field, depth);
      return true;
    }
    int end = in.readEnd();
    int outerLimit = in.limit;
    in.limit = end;
    boolean some = someBefore;
    while (in.position < end) {
      if (some) {
        out.put(',');
      }
      some = true;
      scalars.print(field);
    }
    in.limit = outerLimit;
    return some;
  }

  private void printMap(OutputField field, int depth) throws IOException {
    MapEntries entries = new MapEntries(this, field.table());
    do {
      int end = in.readEnd();
      entries.add(in.position, end);
      in.position = end;
    } while (tagOfNext(field) != 0);
    entries.print(depth);
  }

  /** Writes the message whose length comes next, as {@code field} wants it. */
  void printNested(OutputField field, int depth) throws IOException {
    int end = in.readEnd();
    int outerLimit = in.limit;
    in.limit = end;
    printBody(field, depth);
    in.limit = outerLimit;
  }

  private void printBody(OutputField field, int depth) throws IOException {
    if (field.isObject) {
      print(field.table(), depth + 1, false);
    } else if (field.form == OutputField.Form.UNWRAPPED) {
      printUnwrapped(field.table(), depth + 1);
    } else {
      printWhole(field.table(), depth + 1);
    }
  }

  /** Writes the message between the reader's position and limit, whatever its JSON form is. */
  void printWhole(OutputTable table, int depth) throws IOException {
    WellKnown kind = table.known;
    if (kind == null) {
      print(table, depth, false);
    } else {
      known().print(table, kind, depth);
    }
  }

  KnownPrinter known() {
    KnownPrinter made = known;
    if (made == null) {
      made = new KnownPrinter(this, limits.messageDepth());
      known = made;
    }
    return made;
  }

  /** Writes a message of a single list as that list; its other fields, all unknown, are skipped. */
  void printUnwrapped(OutputTable wrapper, int depth) throws IOException {
    if (depth > limits.messageDepth()) {
      throw in.tooDeep();
    }
    OutputField list = wrapper.slots[0];
    out.put('[');
    boolean some = false;
    while (in.position < in.limit) {
      int tag = in.readTag();
      if (list.accepts(tag)) {
        some = printElements(list, tag, depth, some);
      } else {
        in.skip(tag);
      }
    }
    out.put(']');
  }

  /** Writes the message that lies in an array of its own. */
  void printBodyOf(byte[] message, OutputField field, int depth) throws IOException {
    byte[] outerBytes = in.bytes;
    int outerPosition = in.position;
    int outerLimit = in.limit;
    in.bytes = message;
    in.position = 0;
    in.limit = message.length;
    printBody(field, depth);
    in.bytes = outerBytes;
    in.position = outerPosition;
    in.limit = outerLimit;
  }
}
