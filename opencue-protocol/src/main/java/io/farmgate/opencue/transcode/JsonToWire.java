package io.farmgate.opencue.transcode;

import java.util.Objects;

/**
 * Reads JSON bodies as messages of one type; made by {@link InputShape#compile}.
 *
 * <h2>What is accepted</h2>
 *
 * <p>UTF-8 JSON by RFC 8259 and nothing looser: no comments, byte order mark, trailing commas,
 * single quotes, {@code NaN} without quotes, control characters in strings, lone surrogates. Of
 * several values one after the other only the first is read; a body of nothing but white space is a
 * message without fields.
 *
 * <p>Members are named as in JSON (lowerCamelCase) or as in the .proto file (snake_case). A member
 * that occurs twice is refused, in whichever spelling, as are two members of one oneof. {@code
 * null} leaves a field unset; it is refused as an element of a list or a value of a map. Unknown
 * members are skipped and reported ({@link WireBody#ignored}).
 *
 * <p>Integers may be numbers or strings, and may have a fraction or exponent if their value is
 * whole ({@code 1.0}, {@code "1e2"}); floats take {@code "NaN"}, {@code "Infinity"} and {@code
 * "-Infinity"} too, and are refused when too large for their type. Booleans are {@code true} and
 * {@code false} only. Enums are names or numbers; a name that the enum does not have is dropped and
 * reported. Bytes are base64 in the standard or the URL alphabet, padded or not, line breaks
 * allowed.
 *
 * <h2>Where the Go gateway differs</h2>
 *
 * <ul>
 *   <li>It nests messages up to 10,000 deep; here {@link JsonLimits#messageDepth} counts.
 *   <li>A quoted number may be followed by white space and other text there ({@code "1 x"} is 1);
 *       here the string holds the number and nothing else.
 * </ul>
 *
 * <h2>The wire bytes</h2>
 *
 * <p>Fields stand in the order of the body's members. Scalars without presence that have their
 * default are left out, lists are packed where the field says so, map entries hold key and value
 * always.
 *
 * <p>Immutable; thread-safe.
 */
public final class JsonToWire {
  private final InputTable table;
  private final JsonLimits limits;

  JsonToWire(InputTable table, JsonLimits limits) {
    this.table = table;
    this.limits = limits;
  }

  /**
   * Reads one body.
   *
   * @param json is not changed, and must not change meanwhile
   * @throws JsonInputException if the body is not JSON, or not such a message
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public WireBody read(byte[] json, int offset, int length) throws JsonInputException {
    Objects.checkFromIndexSize(offset, length, json.length);
    return new MessageParser(json, offset, offset + length, limits).parse(table);
  }
}
