package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads one scalar of JSON at a time, and writes it to the wire. */
final class ScalarParser {
  private static final byte[] NAN = ascii("NaN");
  private static final byte[] INFINITY = ascii("Infinity");
  private static final byte[] MINUS_INFINITY = ascii("-Infinity");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

  private final JsonScanner in;
  private final ByteStore out;
  private final JsonNumber number = new JsonNumber();
  private final ByteStore decoded = new ByteStore(16);

  /** The value read last, unless it is text or bytes; see {@link ByteStore#putScalar}. */
  private long bits;

  /** The value read last, if it is text or bytes. */
  private byte[] text = {};

  private int textStart;
  private int textEnd;

  ScalarParser(JsonScanner in, ByteStore out) {
    this.in = in;
    this.out = out;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether the value read last is what a field reads as when it is not set. */
  boolean isDefault(InputField field) {
    return isText(field.type) ? textStart == textEnd : bits == 0;
  }

  /** Writes the value read last, without a tag. */
  void write(InputField field) {
    if (isText(field.type)) {
      out.putVarint(textEnd - textStart);
      out.put(text, textStart, textEnd - textStart);
    } else {
      out.putScalar(field.type, bits);
    }
  }

  private static boolean isText(FieldDescriptor.Type type) {
    return type == FieldDescriptor.Type.STRING || type == FieldDescriptor.Type.BYTES;
  }

  /** Reads the next value as one of {@code field}; returns false if it is to be dropped. */
  boolean parse(InputField field) throws JsonInputException {
    in.peek();
    int at = in.position;
    switch (field.type) {
      case BOOL -> bits = in.bool() ? 1 : 0;
      case STRING -> {
        string("text in double quotes");
        take(in.text, in.textStart, in.textEnd);
      }
      case BYTES -> {
        string("base64 in double quotes");
        decoded.size = 0;
        if (!Base64Parser.decode(in.text, in.textStart, in.textEnd, decoded)) {
          throw wrong("base64", at);
        }
        take(decoded.bytes, 0, decoded.size);
      }
      case ENUM -> {
        return enumValue(field, at);
      }
      case FLOAT, DOUBLE -> floating(field.type, at);
      case INT32, UINT32, SINT32, FIXED32, SFIXED32, INT64, UINT64, SINT64, FIXED64, SFIXED64 -> {
        numberText(at, "an integer");
        integer(field.type, at, "");
      }
      case MESSAGE, GROUP -> throw new IllegalStateException("not a scalar: " + field.type);
    }
    return true;
  }

  private void take(byte[] source, int start, int end) {
    text = source;
    textStart = start;
    textEnd = end;
  }

  private void string(String expected) throws JsonInputException {
    if (in.peek() != '"') {
      throw in.fail("expected " + expected + ", got " + in.describe(), in.position);
    }
    in.string();
  }

  private JsonInputException wrong(String expected, int at) {
    in.position = at;
    return in.fail("expected " + expected + ", got " + in.describe(), at);
  }

  private boolean enumValue(InputField field, int at) throws JsonInputException {
    if (in.peek() == '"') {
      in.string();
      bits = field.names().find(in.text, in.textStart, in.textEnd);
      return bits != NameTable.ABSENT;
    }
    if (field.takesNull && in.isNull()) {
      bits = 0;
      return true;
    }
    numberText(at, "the name or number of an enum value");
    integer(FieldDescriptor.Type.INT32, at, "the name or number of an enum value");
    return true;
  }

  /** Reads a number, or a string that holds one, into {@link #text}. */
  private void numberText(int at, String expected) throws JsonInputException {
    int c = in.peek();
    if (c == '"') {
      in.string();
      take(in.text, in.textStart, in.textEnd);
      if (textStart == textEnd || JsonNumber.end(text, textStart, textEnd) != textEnd) {
        throw wrong(expected, at);
      }
    } else if (c == '-' || (c >= '0' && c <= '9')) {
      take(in.json, at, in.number());
    } else {
      throw in.fail("expected " + expected + ", got " + in.describe(), at);
    }
  }

  private void integer(FieldDescriptor.Type type, int at, String expected)
      throws JsonInputException {
    boolean fits = number.readInteger(text, textStart, textEnd) && fits(type);
    if (!fits) {
      throw wrong(expected.isEmpty() ? range(type) : expected, at);
    }
    bits = number.isNegative() ? -number.magnitude() : number.magnitude();
  }

  private boolean fits(FieldDescriptor.Type type) {
    long largest =
        switch (type) {
          case INT32, SINT32, SFIXED32 -> Integer.MAX_VALUE;
          case UINT32, FIXED32 -> 0xFFFF_FFFFL;
          case INT64, SINT64, SFIXED64 -> Long.MAX_VALUE;
          default -> -1;
        };
    boolean isSigned =
        switch (type) {
          case INT32, SINT32, SFIXED32, INT64, SINT64, SFIXED64 -> true;
          default -> false;
        };
    if (number.isNegative()) {
      return isSigned && Long.compareUnsigned(number.magnitude() - 1, largest) <= 0;
    }
    return Long.compareUnsigned(number.magnitude(), largest) <= 0;
  }

  private static String range(FieldDescriptor.Type type) {
    return switch (type) {
      case INT32, SINT32, SFIXED32 -> "an integer from -2147483648 to 2147483647";
      case UINT32, FIXED32 -> "an integer from 0 to 4294967295";
      case INT64, SINT64, SFIXED64 -> "an integer from -9223372036854775808 to 9223372036854775807";
      default -> "an integer from 0 to 18446744073709551615";
    };
  }

  private void floating(FieldDescriptor.Type type, int at) throws JsonInputException {
    double special = in.peek() == '"' ? special() : 0;
    if (special != 0) {
      bits =
          type == FieldDescriptor.Type.FLOAT
              ? Float.floatToIntBits((float) special)
              : Double.doubleToLongBits(special);
      return;
    }
    in.position = at;
    numberText(at, "a number");
    String decimal = new String(text, textStart, textEnd - textStart, StandardCharsets.US_ASCII);
    if (type == FieldDescriptor.Type.FLOAT) {
      float value = Float.parseFloat(decimal);
      bits = Float.floatToRawIntBits(value);
      if (Float.isFinite(value)) {
        return;
      }
    } else {
      double value = Double.parseDouble(decimal);
      bits = Double.doubleToRawLongBits(value);
      if (Double.isFinite(value)) {
        return;
      }
    }
    throw wrong(
        type == FieldDescriptor.Type.FLOAT ? "a number within a float" : "a number within a double",
        at);
  }

  /** Reads a string and returns the value that it names, or 0 if it names none. */
  private double special() throws JsonInputException {
    in.string();
    if (isText(NAN)) {
      return Double.NaN;
    }
    if (isText(INFINITY)) {
      return Double.POSITIVE_INFINITY;
    }
    return isText(MINUS_INFINITY) ? Double.NEGATIVE_INFINITY : 0;
  }

  private boolean isText(byte[] expected) {
    return Arrays.equals(in.text, in.textStart, in.textEnd, expected, 0, expected.length);
  }

  /**
   * Takes the member name read last as a key of a map.
   *
   * @param at where the name stands
   * @return the key, equal to that of the same key in another spelling
   */
  Object parseKey(InputField key, int at) throws JsonInputException {
    take(in.text, in.textStart, in.textEnd);
    switch (key.type) {
      case STRING -> {
        return new String(text, textStart, textEnd - textStart, StandardCharsets.UTF_8);
      }
      case BOOL -> {
        boolean isTrue = isText(TRUE);
        if (!isTrue && !isText(FALSE)) {
          throw in.fail("expected the key \"true\" or \"false\"", at);
        }
        bits = isTrue ? 1 : 0;
      }
      default -> integerKey(key.type, at);
    }
    return bits;
  }

  /** Reads what Go's ParseInt and ParseUint read: digits, and a sign where the type has one. */
  private void integerKey(FieldDescriptor.Type type, int at) throws JsonInputException {
    int start = textStart;
    boolean isUnsigned = range(type).startsWith("an integer from 0");
    boolean hasSign = start < textEnd && !isUnsigned && (text[start] == '-' || text[start] == '+');
    boolean minus = hasSign && text[start] == '-';
    if (hasSign) {
      start++;
    }
    boolean fits = number.readDigits(text, start, textEnd, minus) && fits(type);
    if (!fits) {
      throw in.fail("expected a key that is " + range(type), at);
    }
    bits = number.isNegative() ? -number.magnitude() : number.magnitude();
  }
}
