package io.farmgate.opencue.transcode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Takes the JSON of one {@link ComputedValue}: a scalar, null, or an object of them.
 *
 * <p>Between {@link #beginObject} and {@link #endObject}, every value follows a {@link #name}.
 * Anything else, and more or less than one value in all, is an {@link IllegalStateException}.
 */
public final class ValueWriter {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_DEPTH = 8;

  private final JsonBuffer out;
  private final boolean[] hasMembers = new boolean[MAX_DEPTH];
  private int depth;
  private boolean valueDue;

  ValueWriter(JsonBuffer out) {
    this.out = out;
  }

  void begin() {
    depth = 0;
    valueDue = true;
  }

  void end() {
    require(depth == 0 && !valueDue, "a computed member ended without a whole value");
  }

  public void nullValue() throws IOException {
    value();
    out.put(NULL);
  }

  public void bool(boolean value) throws IOException {
    value();
    out.put(value ? TRUE : FALSE);
  }

  /** Writes a JSON number, whatever its size. */
  public void number(long value) throws IOException {
    value();
    DecimalText.write(out, value);
  }

  /** Writes a JSON number in the form of float fields, NaN and infinities as strings. */
  public void number(float value) throws IOException {
    value();
    FloatText.write(out, value);
  }

  /** Writes a JSON number in the form of double fields, NaN and infinities as strings. */
  public void number(double value) throws IOException {
    value();
    FloatText.write(out, value);
  }

  /** Writes text; a lone surrogate becomes a question mark. */
  public void string(String value) throws IOException {
    value();
    text(value);
  }

  /** Starts an object, in the place of a value; at most 8 deep. */
  public void beginObject() throws IOException {
    require(depth < MAX_DEPTH, "a computed member nested more than 8 deep");
    value();
    hasMembers[depth++] = false;
    out.put('{');
  }

  /** Writes a member's name; its value comes next. */
  public void name(String name) throws IOException {
    require(depth > 0 && !valueDue, "a name where a computed member has no room for one");
    if (hasMembers[depth - 1]) {
      out.put(',');
    }
    hasMembers[depth - 1] = true;
    text(name);
    out.put(':');
    valueDue = true;
  }

  public void endObject() throws IOException {
    require(depth > 0 && !valueDue, "an object of a computed member ended too early");
    depth--;
    out.put('}');
  }

  private void text(String value) throws IOException {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    StringText.write(out, utf8, 0, utf8.length);
  }

  private void value() {
    require(valueDue, "a second value, or one without a name, in a computed member");
    valueDue = false;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
