package io.farmgate.opencue.transcode;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything needed to read one message type from a JSON object. Filled once by {@link
 * InputCompiler}, then never changed.
 */
final class InputTable {
  /** What the message is read from instead of an object; null for any other message. */
  final @Nullable WellKnown known;

  /** Of an Any, the tables of what it may hold. */
  private final @Nullable AnyTables<InputTable> anyTables;

  /** The fields in the order of their declaration; of a map's entry, the key and the value. */
  InputField[] fields = {};

  /** Indexes into {@link #fields} by JSON name and by name in the .proto file. */
  private NameTable names = new NameTable(Map.of());

  InputTable(@Nullable WellKnown known, @Nullable AnyTables<InputTable> anyTables) {
    this.known = known;
    this.anyTables = anyTables;
  }

  AnyTables<InputTable> anyTables() {
    AnyTables<InputTable> tables = anyTables;
    if (tables == null) {
      throw new IllegalStateException("not an Any");
    }
    return tables;
  }

  void fill(InputField[] fields, NameTable names) {
    this.fields = fields;
    this.names = names;
  }

  /** Returns the field with the name {@code bytes[from, end)}, or null if it is unknown. */
  @Nullable InputField find(byte[] bytes, int from, int end) {
    long index = names.find(bytes, from, end);
    return index == NameTable.ABSENT ? null : fields[(int) index];
  }

  InputField key() {
    return fields[0];
  }

  InputField value() {
    return fields[1];
  }
}
