package io.farmgate.opencue.transcode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A message that is too long to be held, read from a stream through a {@link WireWindow}. What is
 * short in it is printed by {@link MessagePrinter}; this class walks over the few long messages
 * around that: a response, and the list in it.
 *
 * <p>It can do so where the fields of the long messages come in order ({@link #fits}). Otherwise,
 * and where a long value has to be seen whole, the message must be read into memory first.
 */
final class StreamedMessage {
  private final WireWindow window;
  private final MessagePrinter printer;

  StreamedMessage(WireWindow window, MessagePrinter printer) {
    this.window = window;
    this.printer = printer;
  }

  /**
   * Walks over a whole message, short ones in it excepted.
   *
   * @return whether {@link #print} can write it; false also for one that is malformed, so that it
   *     is found out in the same way as for any other
   */
  static boolean fits(WireWindow window, OutputTable table, int length, int maxDepth)
      throws IOException {
    try {
      return objectFits(window, table, length, 0, maxDepth);
    } catch (MalformedWireException e) {
      return false;
    }
  }

  private static boolean objectFits(
      WireWindow window, OutputTable table, int end, int depth, int maxDepth) throws IOException {
    if (table.known != null || table.hasComputed || depth > maxDepth) {
      return false;
    }
    int next = 0;
    long oneofs = 0;
    OutputField list = null;
    while (window.offset() < end) {
      int tag = window.readTag(end);
      OutputField field = table.find(tag);
      if (!valueFits(window, field, tag, end, depth, maxDepth)) {
        return false;
      }
      if (field == null) {
        list = null;
        continue;
      }
      if (field == list) {
        continue;
      }
      long oneof = FieldOrder.oneofBit(field);
      if (field.slot < next || (oneofs & oneof) != 0) {
        return false;
      }
      oneofs |= oneof;
      next = field.slot + 1;
      list = field.isList() ? field : null;
    }
    return true;
  }

  /** Passes over one value; false where it cannot be written on its own. */
  private static boolean valueFits(
      WireWindow window, @Nullable OutputField field, int tag, int end, int depth, int maxDepth)
      throws IOException {
    return switch (tag & 7) {
      case WireReader.LENGTH_DELIMITED -> lengthDelimitedFits(window, field, end, depth, maxDepth);
      case WireReader.START_GROUP, WireReader.END_GROUP -> false;
      default -> {
        window.prepare(WireWindow.HEADER, end);
        window.in.skip(tag);
        yield true;
      }
    };
  }

  private static boolean lengthDelimitedFits(
      WireWindow window, @Nullable OutputField field, int end, int depth, int maxDepth)
      throws IOException {
    int length = window.readLength(end);
    if (field != null && field.form == OutputField.Form.MAP) {
      // Its entries are sorted, so all of them are needed.
      return false;
    }
    if (field == null || length <= window.longestValue) {
      window.skip(length);
      return true;
    }
    int valueEnd = window.offset() + length;
    if (field.isObject) {
      return objectFits(window, field.table(), valueEnd, depth + 1, maxDepth);
    }
    return field.form == OutputField.Form.UNWRAPPED
        && elementsFit(window, field.table().slots[0], valueEnd, depth + 1, maxDepth);
  }

  private static boolean elementsFit(
      WireWindow window, OutputField list, int end, int depth, int maxDepth) throws IOException {
    if (depth > maxDepth) {
      return false;
    }
    while (window.offset() < end) {
      int tag = window.readTag(end);
      OutputField field = list.accepts(tag) ? list : null;
      if (!valueFits(window, field, tag, end, depth, maxDepth)) {
        return false;
      }
    }
    return true;
  }

  /** Writes the message, for which {@link #fits} has held, from its start to {@code end}. */
  void print(OutputTable table, int end) throws IOException {
    try {
      printObject(table, end, 0);
    } catch (MalformedWireException e) {
      throw e.movedBy(window.base());
    }
  }

  private void printObject(OutputTable table, int end, int depth) throws IOException {
    boolean opened = false;
    int next = 0;
    while (window.offset() < end) {
      int tag = window.readTag(end);
      OutputField field = table.find(tag);
      if (field == null) {
        skip(tag, end);
        continue;
      }
      if (field.slot < next) {
        throw new MalformedWireException(
            "the bytes changed while they were read", window.in.position);
      }
      opened = printer.printMissing(table, next, field.slot, 0, opened);
      next = field.slot + 1;
      opened = printer.printKey(field, opened);
      if (field.form == OutputField.Form.REPEATED) {
        printList(field, tag, end, depth);
      } else {
        printValue(field, tag, end, depth);
      }
    }
    printer.close(printer.printMissing(table, next, table.slots.length, 0, opened));
  }

  private void printList(OutputField field, int firstTag, int end, int depth) throws IOException {
    printer.out.put('[');
    boolean some = false;
    int tag = firstTag;
    do {
      some = printElements(field, tag, end, depth, some);
      tag = tagOfNext(field, end);
    } while (tag != 0);
    printer.out.put(']');
  }

  /** As {@link MessagePrinter#printUnwrapped}. */
  private void printUnwrapped(OutputField list, int end, int depth) throws IOException {
    printer.out.put('[');
    boolean some = false;
    while (window.offset() < end) {
      int tag = window.readTag(end);
      if (list.accepts(tag)) {
        some = printElements(list, tag, end, depth, some);
      } else {
        skip(tag, end);
      }
    }
    printer.out.put(']');
  }

  private int tagOfNext(OutputField field, int end) throws IOException {
    if (window.offset() < end) {
      window.prepare(WireWindow.HEADER, end);
      int before = window.in.position;
      int tag = window.in.readTag();
      if (field.accepts(tag)) {
        return tag;
      }
      window.in.position = before;
    }
    return 0;
  }

  /** As {@link MessagePrinter#printElements}. */
  private boolean printElements(OutputField field, int tag, int end, int depth, boolean some)
      throws IOException {
    if (tag != field.tag) {
      prepareValue(end);
      return printer.printElements(field, tag, depth, some);
    }
    if (some) {
      printer.out.put(',');
    }
    printValue(field, tag, end, depth);
    return true;
  }

  /** Writes one value, of which the tag has been read. */
  private void printValue(OutputField field, int tag, int end, int depth) throws IOException {
    if ((tag & 7) != WireReader.LENGTH_DELIMITED) {
      window.prepare(WireWindow.HEADER, end);
      printer.printValue(field, depth);
      return;
    }
    int length = prepareValue(end);
    if (length <= window.longestValue) {
      if (field.form == OutputField.Form.UNWRAPPED) {
        printer.printNested(field, depth);
      } else {
        printer.printValue(field, depth);
      }
      return;
    }
    int valueEnd = window.readLength(end) + window.offset();
    if (field.form == OutputField.Form.UNWRAPPED) {
      printUnwrapped(field.table().slots[0], valueEnd, depth + 1);
    } else {
      printObject(field.table(), valueEnd, depth + 1);
    }
  }

  /** Brings a value into the window, unless it is long; returns its length, which is not read. */
  private int prepareValue(int end) throws IOException {
    window.prepare(WireWindow.HEADER, end);
    int start = window.in.position;
    int length = window.readLength(end);
    int header = window.in.position - start;
    window.in.position = start;
    if (length <= window.longestValue) {
      window.prepare(header + length, end);
    }
    return length;
  }

  private void skip(int tag, int end) throws IOException {
    if ((tag & 7) == WireReader.LENGTH_DELIMITED) {
      window.skip(window.readLength(end));
    } else {
      window.prepare(WireWindow.HEADER, end);
      window.in.skip(tag);
    }
  }
}
