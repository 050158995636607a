package io.farmgate.opencue.transcode;

import java.nio.charset.StandardCharsets;

/**
 * Reads the pieces of JSON text, strictly by RFC 8259, and says where and why it cannot.
 *
 * <p>A string that was read last is {@code text[textStart, textEnd)} in UTF-8: a part of the body
 * itself where there was no escape in it.
 */
final class JsonScanner {
  /** What {@link #peek} returns behind the last byte. */
  static final int END = -1;

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  final byte[] json;
  final JsonPath path;
  int position;

  byte[] text;
  int textStart;
  int textEnd;

  private final int start;
  private final int end;
  private final int maxDepth;
  private final ByteStore unescaped = new ByteStore(16);
  private int depth;
  private int nameStart;

  JsonScanner(byte[] json, int start, int end, int maxDepth) {
    this(json, start, end, maxDepth, new JsonPath(json));
  }

  private JsonScanner(byte[] json, int start, int end, int maxDepth, JsonPath path) {
    this.json = json;
    this.text = json;
    this.start = start;
    this.end = end;
    this.position = start;
    this.maxDepth = maxDepth;
    this.path = path;
  }

  /** Returns another scanner at the same place, with which to look ahead. */
  JsonScanner fork() {
    JsonScanner ahead = new JsonScanner(json, start, end, maxDepth, path);
    ahead.position = position;
    ahead.depth = depth;
    return ahead;
  }

  /** Skips white space and returns the byte there, unsigned, or {@link #END}. */
  int peek() {
    while (position < end) {
      byte c = json[position];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c & 0xFF;
      }
      position++;
    }
    return END;
  }

  /** Reads an opening bracket that was peeked. */
  void open() throws JsonInputException {
    if (++depth > maxDepth) {
      throw fail("nested more than " + maxDepth + " levels deep", position);
    }
    position++;
  }

  /** Reads {@code bracket} if it comes next. */
  boolean closes(char bracket) {
    if (peek() != bracket) {
      return false;
    }
    depth--;
    position++;
    return true;
  }

  /**
   * Reads what follows a member or element.
   *
   * @return true after a comma, false after {@code bracket}
   */
  boolean hasNext(char bracket) throws JsonInputException {
    if (peek() == ',') {
      position++;
      return true;
    }
    if (closes(bracket)) {
      return false;
    }
    throw fail("expected a comma or " + bracket + ", got " + describe(), position);
  }

  /** Reads a member's name, up to its closing quote. */
  void memberName() throws JsonInputException {
    if (peek() != '"') {
      throw fail("expected a member name in double quotes, got " + describe(), position);
    }
    nameStart = position + 1;
    string();
  }

  /** Returns where the name read last starts in the body, behind its quote. */
  int nameStart() {
    return nameStart;
  }

  void colon() throws JsonInputException {
    if (peek() != ':') {
      throw fail("expected a colon after the member name, got " + describe(), position);
    }
    position++;
  }

  boolean isNull() throws JsonInputException {
    if (peek() != 'n') {
      return false;
    }
    literal(NULL);
    return true;
  }

  /** Reads true or false. */
  boolean bool() throws JsonInputException {
    int c = peek();
    if (c != 't' && c != 'f') {
      throw fail("expected true or false, got " + describe(), position);
    }
    literal(c == 't' ? TRUE : FALSE);
    return c == 't';
  }

  private void literal(byte[] word) throws JsonInputException {
    int at = position;
    for (byte c : word) {
      if (at == end || json[at] != c) {
        throw fail("expected a JSON value, got " + describe(), position);
      }
      at++;
    }
    if (at < end && JsonNumber.isPartOfWord(json[at])) {
      throw fail("expected a JSON value, got " + describe(), position);
    }
    position = at;
  }

  /** Reads a number that was peeked; returns where it ends, which is the position then. */
  int number() throws JsonInputException {
    int numberEnd = JsonNumber.end(json, position, end);
    if (numberEnd < 0) {
      throw fail("not a JSON number: " + Snippet.ofWord(json, position, end), position);
    }
    position = numberEnd;
    return numberEnd;
  }

  /** Reads a string that was peeked. */
  void string() throws JsonInputException {
    int opening = position;
    int from = opening + 1;
    int at = literalEnd(from, opening);
    if (json[at] == '"') {
      text = json;
      textStart = from;
      textEnd = at;
      position = at + 1;
      return;
    }
    unescaped.size = 0;
    while (json[at] == '\\') {
      unescaped.put(json, from, at - from);
      from = escape(at);
      at = literalEnd(from, opening);
    }
    unescaped.put(json, from, at - from);
    text = unescaped.bytes;
    textStart = 0;
    textEnd = unescaped.size;
    position = at + 1;
  }

  /** Returns the next quotation mark or backslash; all before it stands for itself. */
  private int literalEnd(int from, int opening) throws JsonInputException {
    int at = from;
    while (true) {
      at = PlainText.end(json, at, end);
      if (at == end) {
        throw fail("a string without its closing quote", opening);
      }
      byte c = json[at];
      if (c == '"' || c == '\\') {
        return at;
      }
      if (c >= 0) {
        throw fail("a control character in a string (expected: an escape like \\n)", at);
      }
      int length = Utf8.sequenceLength(json, at, end);
      if (length == 0) {
        throw fail("a string that is not UTF-8", at);
      }
      at += length;
    }
  }

  /** Reads the escape whose backslash is at {@code at}; returns where it ends. */
  private int escape(int at) throws JsonInputException {
    byte kind = at + 1 < end ? json[at + 1] : 0;
    switch (kind) {
      case '"', '\\', '/' -> unescaped.put(kind);
      case 'b' -> unescaped.put('\b');
      case 'f' -> unescaped.put('\f');
      case 'n' -> unescaped.put('\n');
      case 'r' -> unescaped.put('\r');
      case 't' -> unescaped.put('\t');
      case 'u' -> {
        return unicodeEscape(at);
      }
      default -> throw fail("an escape that JSON does not have", at);
    }
    return at + 2;
  }

  private int unicodeEscape(int at) throws JsonInputException {
    int unit = hex(at);
    if (!Character.isSurrogate((char) unit)) {
      putCodePoint(unit);
      return at + 6;
    }
    boolean pairFollows = end - at >= 12 && json[at + 6] == '\\' && json[at + 7] == 'u';
    int low = pairFollows ? hex(at + 6) : 0;
    if (!Character.isSurrogatePair((char) unit, (char) low)) {
      throw fail("half a surrogate pair", at);
    }
    putCodePoint(Character.toCodePoint((char) unit, (char) low));
    return at + 12;
  }

  private int hex(int at) throws JsonInputException {
    int value = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = i < end ? Character.digit(json[i], 16) : -1;
      if (digit < 0) {
        throw fail("a \\u escape without four hexadecimal digits", at);
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void putCodePoint(int c) {
    if (c < 0x80) {
      unescaped.put(c);
    } else if (c < 0x800) {
      unescaped.put(0xC0 | (c >> 6));
      unescaped.put(0x80 | (c & 63));
    } else if (c < 0x10000) {
      unescaped.put(0xE0 | (c >> 12));
      unescaped.put(0x80 | ((c >> 6) & 63));
      unescaped.put(0x80 | (c & 63));
    } else {
      unescaped.put(0xF0 | (c >> 18));
      unescaped.put(0x80 | ((c >> 12) & 63));
      unescaped.put(0x80 | ((c >> 6) & 63));
      unescaped.put(0x80 | (c & 63));
    }
  }

  /** Describes, in a few words, what comes next. */
  String describe() {
    return Snippet.describe(json, position, end);
  }

  /** Returns the error for a problem at {@code offset}, an index into the array. */
  JsonInputException fail(String problem, int offset) {
    int line = 1;
    int column = 1;
    for (int i = start; i < offset; i++) {
      byte c = json[i];
      if (c == '\n') {
        line++;
        column = 1;
      } else if ((c & 0xC0) != 0x80) {
        column++;
      }
    }
    return new JsonInputException(problem, path.toString(), line, column, offset - start);
  }
}
