package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages that have a JSON form of their own. A conversion that meets none of them makes no
 * such object.
 *
 * <p>Their fields may come in any order, repeated and in parts, like those of any message.
 */
final class KnownPrinter {
  private static final int NOT_SET = -1;
  private static final int SECONDS_TAG = 1 << 3;
  private static final int NANOS_TAG = 2 << 3;
  private static final int TYPE_URL_TAG = 1 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int VALUE_TAG = 2 << 3 | WireReader.LENGTH_DELIMITED;
  private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TYPE = "{\"@type\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUE = ",\"value\":".getBytes(StandardCharsets.US_ASCII);

  private final MessagePrinter printer;
  private final WireReader in;
  private final JsonBuffer out;
  private final int maxDepth;

  KnownPrinter(MessagePrinter printer, int maxDepth) {
    this.printer = printer;
    this.in = printer.in;
    this.out = printer.out;
    this.maxDepth = maxDepth;
  }

  /** As {@link MessagePrinter#print}. */
  void print(OutputTable table, WellKnown kind, int depth) throws IOException {
    if (depth > maxDepth) {
      throw in.tooDeep();
    }
    switch (kind) {
      case ANY -> any(table, depth);
      case DURATION, TIMESTAMP -> time(kind);
      case EMPTY -> {
        skipRest();
        out.put(EMPTY_OBJECT);
      }
      case FIELD_MASK -> fieldMask(table.slots[0]);
      case LIST_VALUE -> printer.printUnwrapped(table, depth);
      case STRUCT -> struct(table.slots[0], depth);
      case VALUE -> value(table, depth);
      case WRAPPER -> wrapper(table);
    }
  }

  private void skipRest() throws MalformedWireException {
    while (in.position < in.limit) {
      in.skip(in.readTag());
    }
  }

  private void wrapper(OutputTable table) throws IOException {
    OutputField field = table.slots[0];
    int last = NOT_SET;
    while (in.position < in.limit) {
      int tag = in.readTag();
      if (tag == field.tag) {
        last = in.position;
      }
      in.skip(tag);
    }
    if (last == NOT_SET) {
      table.putDefault(out, field);
    } else {
      in.position = last;
      printer.printValue(field, 0);
      in.position = in.limit;
    }
  }

  private void time(WellKnown kind) throws IOException {
    int start = in.position;
    long seconds = 0;
    int nanos = 0;
    while (in.position < in.limit) {
      int tag = in.readTag();
      switch (tag) {
        case SECONDS_TAG -> seconds = in.readVarint();
        case NANOS_TAG -> nanos = (int) in.readVarint();
        default -> in.skip(tag);
      }
    }
    if (kind == WellKnown.TIMESTAMP) {
      if (!TimeText.isTimestamp(seconds, nanos)) {
        throw MalformedWireException.noJsonForm("a timestamp outside the years 1 to 9999", start);
      }
      TimeText.writeTimestamp(out, seconds, nanos);
    } else {
      if (!TimeText.isDuration(seconds, nanos)) {
        throw MalformedWireException.noJsonForm(
            "a duration of over 10,000 years, or with two signs", start);
      }
      TimeText.writeDuration(out, seconds, nanos);
    }
  }

  private void fieldMask(OutputField paths) throws IOException {
    out.put('"');
    boolean some = false;
    while (in.position < in.limit) {
      int tag = in.readTag();
      if (tag != paths.tag) {
        in.skip(tag);
        continue;
      }
      if (some) {
        out.put(',');
      }
      some = true;
      int end = in.readEnd();
      if (!FieldMaskText.write(out, in.bytes, in.position, end)) {
        throw MalformedWireException.noJsonForm(
            "a field mask's path without a JSON form", in.position);
      }
      in.position = end;
    }
    out.put('"');
  }

  private void struct(OutputField fields, int depth) throws IOException {
    MapEntries entries = new MapEntries(printer, fields.table());
    while (in.position < in.limit) {
      int tag = in.readTag();
      if (tag == fields.tag) {
        int end = in.readEnd();
        entries.add(in.position, end);
        in.position = end;
      } else {
        in.skip(tag);
      }
    }
    entries.print(depth);
  }

  /** Writes the member that came last; of a message in several parts, all since another came. */
  private void value(OutputTable table, int depth) throws IOException {
    int begin = in.position;
    OutputField member = null;
    int start = 0;
    ByteStore joined = null;
    while (in.position < in.limit) {
      int tag = in.readTag();
      int at = in.position;
      in.skip(tag);
      OutputField field = table.find(tag);
      if (field == null) {
        continue;
      }
      if (field == member && field.type == FieldDescriptor.Type.MESSAGE) {
        joined = join(joined, start, at);
      } else {
        joined = null;
      }
      member = field;
      start = at;
    }
    if (member == null) {
      throw MalformedWireException.noJsonForm("a google.protobuf.Value that holds nothing", begin);
    }
    if (joined != null) {
      printer.printBodyOf(joined.toBytes(), member, depth);
      return;
    }
    in.position = start;
    if (member.type == FieldDescriptor.Type.DOUBLE) {
      requireFinite();
    }
    printer.printValue(member, depth);
    in.position = in.limit;
  }

  /**
   * Appends the part at {@code next} to those before it, of which the first is at {@code first}.
   */
  private ByteStore join(@Nullable ByteStore before, int first, int next)
      throws MalformedWireException {
    int position = in.position;
    ByteStore joined = before == null ? new ByteStore(position - first) : before;
    if (before == null) {
      append(joined, first);
    }
    append(joined, next);
    in.position = position;
    return joined;
  }

  private void append(ByteStore joined, int part) throws MalformedWireException {
    in.position = part;
    int end = in.readEnd();
    joined.put(in.bytes, in.position, end - in.position);
  }

  private void requireFinite() throws MalformedWireException {
    int start = in.position;
    if (!Double.isFinite(Double.longBitsToDouble(in.readFixed64()))) {
      throw MalformedWireException.noJsonForm(
          "a google.protobuf.Value that is no JSON number", start);
    }
    in.position = start;
  }

  private void any(OutputTable table, int depth) throws IOException {
    int begin = in.position;
    int urlStart = begin;
    int urlEnd = begin;
    int start = begin;
    int end = begin;
    while (in.position < in.limit) {
      int tag = in.readTag();
      if (tag == TYPE_URL_TAG) {
        urlEnd = in.readEnd();
        urlStart = in.position;
        in.position = urlEnd;
      } else if (tag == VALUE_TAG) {
        end = in.readEnd();
        start = in.position;
        in.position = end;
      } else {
        in.skip(tag);
      }
    }
    if (urlStart == urlEnd && start == end) {
      out.put(EMPTY_OBJECT);
      return;
    }
    OutputTable held = table.anyTables().find(in.bytes, urlStart, urlEnd);
    if (held == null) {
      throw MalformedWireException.noJsonForm(
          "a google.protobuf.Any of a type that is not known here", urlStart);
    }
    int outerLimit = in.limit;
    in.position = start;
    in.limit = end;
    typed(held, in.bytes, urlStart, urlEnd, depth + 1);
    in.position = outerLimit;
    in.limit = outerLimit;
  }

  /** Writes the message between the reader's position and limit with its type URL before it. */
  void typed(OutputTable table, byte[] url, int urlStart, int urlEnd, int depth)
      throws IOException {
    out.put(TYPE);
    StringText.write(out, url, urlStart, urlEnd);
    WellKnown kind = table.known;
    if (kind == null) {
      printer.print(table, depth, true);
    } else {
      out.put(VALUE);
      print(table, kind, depth);
      out.put('}');
    }
  }
}
