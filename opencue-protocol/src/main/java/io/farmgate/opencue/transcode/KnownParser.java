package io.farmgate.opencue.transcode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages that have a JSON form of their own. A body that has none of them needs no such
 * object.
 */
final class KnownParser {
  private static final byte[] TYPE = "@type".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.US_ASCII);
  private static final int SECONDS_TAG = 1 << 3;
  private static final int NANOS_TAG = 2 << 3;
  private static final int TYPE_URL_TAG = 1 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int VALUE_TAG = 2 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int PATHS_TAG = 1 << 3 | WireReader.LENGTH_DELIMITED;

  /** What an Any without a type is read as: every member is unknown. */
  private static final InputTable NO_FIELDS = new InputTable(null, null);

  private final MessageParser parser;
  private final JsonScanner in;
  private final ByteStore out;
  private final TimeText times = new TimeText();

  KnownParser(MessageParser parser, JsonScanner in, ByteStore out) {
    this.parser = parser;
    this.in = in;
    this.out = out;
  }

  /** Reads a value and writes the message's fields, without a length before them. */
  void parse(InputTable table, WellKnown kind, int depth) throws JsonInputException {
    parser.checkDepth(depth);
    switch (kind) {
      case ANY -> any(table, depth);
      case DURATION, TIMESTAMP -> time(kind);
      case EMPTY -> parser.message(table, depth, false);
      case FIELD_MASK -> fieldMask();
      case LIST_VALUE -> parser.list(table.fields[0], depth);
      case STRUCT -> parser.map(table.fields[0], depth);
      case VALUE -> parser.singular(valueMember(table), depth);
      case WRAPPER -> parser.singular(table.fields[0], depth);
    }
  }

  private InputField valueMember(InputTable table) throws JsonInputException {
    int number =
        switch (in.peek()) {
          case 'n' -> 1;
          case '"' -> 3;
          case 't', 'f' -> 4;
          case '{' -> 5;
          case '[' -> 6;
          default -> 2;
        };
    return table.fields[number - 1];
  }

  private void time(WellKnown kind) throws JsonInputException {
    boolean isTimestamp = kind == WellKnown.TIMESTAMP;
    String expected =
        isTimestamp
            ? "a time such as \"2030-01-31T23:59:59.5Z\""
            : "a duration in seconds such as \"1.5s\"";
    int at = string(expected);
    boolean isRead =
        isTimestamp
            ? times.readTimestamp(in.text, in.textStart, in.textEnd)
            : times.readDuration(in.text, in.textStart, in.textEnd);
    if (!isRead) {
      throw wrong(expected, at);
    }
    putNonZero(SECONDS_TAG, times.seconds());
    putNonZero(NANOS_TAG, times.nanos());
  }

  private void putNonZero(int tag, long value) {
    if (value != 0) {
      out.putTag(tag);
      out.putVarint(value);
    }
  }

  private void fieldMask() throws JsonInputException {
    String expected = "field names in lowerCamelCase, joined by points and commas";
    int at = string(expected);
    int from = in.textStart;
    int end = in.textEnd;
    while (from < end && isSpace(in.text[from])) {
      from++;
    }
    while (end > from && isSpace(in.text[end - 1])) {
      end--;
    }
    while (from < end) {
      int comma = from;
      while (comma < end && in.text[comma] != ',') {
        comma++;
      }
      out.putTag(PATHS_TAG);
      int start = out.beginLength();
      boolean isLastEmpty = comma == end - 1;
      if (!FieldMaskText.read(in.text, from, comma, out) || isLastEmpty) {
        throw wrong(expected, at);
      }
      out.endLength(start);
      from = comma + 1;
    }
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Reads a string; returns where it stands. */
  private int string(String expected) throws JsonInputException {
    if (in.peek() != '"') {
      throw in.fail("expected " + expected + ", got " + in.describe(), in.position);
    }
    int at = in.position;
    in.string();
    return at;
  }

  private JsonInputException wrong(String expected, int at) {
    in.position = at;
    return in.fail("expected " + expected + ", got " + in.describe(), at);
  }

  private void any(InputTable table, int depth) throws JsonInputException {
    if (in.peek() != '{') {
      throw in.fail("expected an object with @type, got " + in.describe(), in.position);
    }
    byte[] url = typeUrl(in.fork());
    if (url == null) {
      parser.message(NO_FIELDS, depth, false);
      return;
    }
    InputTable held = table.anyTables().find(url, 0, url.length);
    if (held == null) {
      throw in.fail(
          "@type: "
              + Snippet.ofText(url)
              + " (expected: the URL of a message type that is known here)",
          in.position);
    }
    out.putTag(TYPE_URL_TAG);
    out.putVarint(url.length);
    out.put(url, 0, url.length);
    int before = out.size;
    out.putTag(VALUE_TAG);
    int start = out.beginLength();
    WellKnown kind = held.known;
    if (kind == null) {
      parser.message(held, depth + 1, true);
    } else {
      held(held, kind, depth + 1);
    }
    if (out.size == start) {
      out.size = before;
    } else {
      out.endLength(start);
    }
  }

  /** Returns the value of the first member {@code @type}, or null if there is none. */
  private static byte @Nullable [] typeUrl(JsonScanner ahead) throws JsonInputException {
    ahead.open();
    if (ahead.closes('}')) {
      return null;
    }
    do {
      ahead.memberName();
      boolean isType = isType(ahead);
      ahead.colon();
      if (!isType) {
        JsonSkipper.skipValue(ahead);
        continue;
      }
      if (ahead.peek() == '"') {
        int at = ahead.position;
        ahead.string();
        if (ahead.textEnd > ahead.textStart) {
          return Arrays.copyOfRange(ahead.text, ahead.textStart, ahead.textEnd);
        }
        ahead.position = at;
      }
      throw ahead.fail(
          "@type: expected the URL of a message type in double quotes, got " + ahead.describe(),
          ahead.position);
    } while (ahead.hasNext('}'));
    return null;
  }

  /** Whether the member name read last is {@code @type}. */
  static boolean isType(JsonScanner in) {
    return is(in, TYPE);
  }

  private static boolean is(JsonScanner in, byte[] name) {
    return Arrays.equals(in.text, in.textStart, in.textEnd, name, 0, name.length);
  }

  /** Reads an object whose member {@code value} is the message. */
  private void held(InputTable table, WellKnown kind, int depth) throws JsonInputException {
    int begin = in.position;
    boolean hasType = false;
    boolean hasValue = false;
    in.open();
    do {
      in.memberName();
      boolean isType = isType(in);
      boolean isValue = is(in, VALUE);
      if ((isType && hasType) || (isValue && hasValue)) {
        throw in.fail("this member was given before", in.nameStart());
      }
      hasType |= isType;
      hasValue |= isValue;
      in.path.enterMember(in.nameStart(), in.position - 1);
      in.colon();
      if (isValue) {
        parse(table, kind, depth);
      } else {
        if (!isType) {
          parser.ignore();
        }
        JsonSkipper.skipValue(in);
      }
      in.path.leave();
    } while (in.hasNext('}'));
    if (!hasValue && kind != WellKnown.EMPTY) {
      throw in.fail("expected a member \"value\" beside @type", begin);
    }
  }
}
