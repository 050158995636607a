package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables of a shape, one per message type. A table is filled before {@link #table} hands
 * out any table that leads to it, and is never changed afterwards.
 */
final class OutputCompiler {
  private static final byte[] NOTHING = {};

  private final OutputShape.Settings settings;
  private final AnyTypes anyTypes;
  private final Map<Descriptor, OutputTable> tables = new HashMap<>();
  private @Nullable AnyTables<OutputTable> anyTables;
  private final Map<EnumDescriptor, EnumNames> enums = new HashMap<>();

  OutputCompiler(OutputShape.Settings settings, AnyTypes anyTypes) {
    this.settings = settings;
    this.anyTypes = anyTypes;
  }

  synchronized OutputTable table(Descriptor type) {
    SupportedTypes.check(type, anyTypes);
    boolean isDone = false;
    try {
      OutputTable table = tableOf(type);
      isDone = true;
      return table;
    } finally {
      if (!isDone) {
        // Some are half made. Converters that exist keep theirs.
        tables.clear();
        anyTables = null;
      }
    }
  }

  private OutputTable tableOf(Descriptor type) {
    OutputTable known = tables.get(type);
    if (known != null) {
      return known;
    }
    WellKnown kind = WellKnown.of(type);
    OutputTable table =
        new OutputTable(type.getFullName(), kind, kind == WellKnown.ANY ? anyTables() : null);
    // Registered before it is filled: its fields may lead back to it.
    tables.put(type, table);
    if (kind != null) {
      requireUnchanged(type);
    }
    fill(table, type);
    return table;
  }

  /** Returns the tables of all types that an Any may hold, made when the first Any is met. */
  private AnyTables<OutputTable> anyTables() {
    AnyTables<OutputTable> made = anyTables;
    if (made == null) {
      made = new AnyTables<>();
      // Kept before it is filled: what an Any holds may lead back to Any.
      anyTables = made;
      made.fill(anyTypes.types(), this::tableOf);
    }
    return made;
  }

  private void requireUnchanged(Descriptor type) {
    boolean isChanged =
        settings.added().containsKey(type.getFullName())
            || type.getFields().stream()
                .anyMatch(field -> settings.replaced().containsKey(field.getFullName()));
    if (isChanged) {
      throw new IllegalArgumentException(
          type.getFullName() + ": has a JSON form of its own (expected: no computed members)");
    }
  }

  private void fill(OutputTable table, Descriptor type) {
    List<OutputField> slots = new ArrayList<>();
    List<byte[]> defaults = new ArrayList<>();
    Map<Integer, OutputField> byNumber = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (FieldDescriptor field : type.getFields()) {
      String name = outputName(field);
      unique(names, name, type);
      ComputedValue replacement = settings.replaced().get(field.getFullName());
      OutputField slot =
          replacement == null
              ? wireField(slots.size(), field, key(name))
              : computedField(slots.size(), key(name), replacement);
      slots.add(slot);
      if (replacement == null) {
        byNumber.put(field.getNumber(), slot);
      }
      defaults.add(replacement == null ? defaultMember(field, slot.form, name) : NOTHING);
    }
    settings
        .added()
        .getOrDefault(type.getFullName(), Map.of())
        .forEach((name, value) -> {
          unique(names, name, type);
          slots.add(computedField(slots.size(), key(name), value));
          defaults.add(NOTHING);
        });
    table.slots = slots.toArray(OutputField[]::new);
    table.hasComputed = slots.stream().anyMatch(slot -> slot.form == OutputField.Form.COMPUTED);
    table.oneofCount = type.getRealOneofs().size();
    joinDefaults(table, defaults);
    int[] numbers = byNumber.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    table.index(
        numbers,
        byNumber.entrySet().stream()
            .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
            .map(Map.Entry::getValue)
            .toArray(OutputField[]::new));
  }

  private static void unique(Set<String> names, String name, Descriptor type) {
    if (!names.add(name)) {
      throw new IllegalArgumentException(
          type.getFullName() + ": two members named " + name + " (expected: different names)");
    }
  }

  private String outputName(FieldDescriptor field) {
    String own = settings.protoNames() ? field.getName() : field.getJsonName();
    return settings.renamed().getOrDefault(field.getFullName(), own);
  }

  private OutputField wireField(int slot, FieldDescriptor field, byte[] key) {
    OutputField.Form form = form(field);
    EnumNames enumNames =
        field.getType() == FieldDescriptor.Type.ENUM
            ? enums.computeIfAbsent(field.getEnumType(), EnumNames::of)
            : null;
    OutputField made =
        new OutputField(
            slot,
            form,
            field.getType(),
            WireTags.of(field),
            field.isRepeated() ? WireTags.packed(field) : WireTags.of(field),
            field.getRealContainingOneof() == null
                ? OutputField.NO_ONEOF
                : field.getRealContainingOneof().getIndex(),
            key,
            enumNames,
            null);
    if (field.getType() == FieldDescriptor.Type.MESSAGE) {
      made.fill(tableOf(field.getMessageType()));
    }
    return made;
  }

  private static OutputField computedField(int slot, byte[] key, ComputedValue value) {
    // No tag is 0, so nothing on the wire ever belongs to this slot.
    return new OutputField(
        slot,
        OutputField.Form.COMPUTED,
        FieldDescriptor.Type.MESSAGE,
        0,
        0,
        OutputField.NO_ONEOF,
        key,
        null,
        value);
  }

  private OutputField.Form form(FieldDescriptor field) {
    if (field.isMapField()) {
      return OutputField.Form.MAP;
    }
    if (field.isRepeated()) {
      return OutputField.Form.REPEATED;
    }
    return settings.unwrapsSeq() && isSeq(field)
        ? OutputField.Form.UNWRAPPED
        : OutputField.Form.SINGULAR;
  }

  private boolean isSeq(FieldDescriptor field) {
    if (field.getType() != FieldDescriptor.Type.MESSAGE
        || !field.getMessageType().getName().endsWith("Seq")
        || field.getMessageType().getFields().size() != 1
        || settings.added().containsKey(field.getMessageType().getFullName())) {
      return false;
    }
    FieldDescriptor list = field.getMessageType().getFields().getFirst();
    return list.isRepeated()
        && !list.isMapField()
        && !settings.replaced().containsKey(list.getFullName());
  }

  private static byte[] key(String name) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    key.writeBytes(",\"".getBytes(StandardCharsets.US_ASCII));
    for (byte c : name.getBytes(StandardCharsets.UTF_8)) {
      if (c == '"' || c == '\\' || (c >= 0 && c < 0x20)) {
        throw new IllegalArgumentException(
            "member name: " + name + " (expected: no quotes, backslashes or controls)");
      }
      key.write(c);
    }
    key.writeBytes("\":".getBytes(StandardCharsets.US_ASCII));
    return key.toByteArray();
  }

  private static byte[] defaultMember(FieldDescriptor field, OutputField.Form form, String name) {
    String value = defaultValue(field, form);
    if (value == null) {
      return NOTHING;
    }
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    member.writeBytes(key(name));
    member.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    return member.toByteArray();
  }

  /** Returns what is printed for a field that is not set, or null if nothing is. */
  private static @Nullable String defaultValue(FieldDescriptor field, OutputField.Form form) {
    boolean isLeftOut =
        field.getContainingOneof() != null; // a real oneof, or the one around an optional field
    if (isLeftOut) {
      return null;
    }
    return switch (form) {
      case UNWRAPPED, REPEATED -> "[]";
      case MAP -> "{}";
      case SINGULAR -> singularDefault(field);
      case COMPUTED -> null;
    };
  }

  private static String singularDefault(FieldDescriptor field) {
    return switch (field.getType()) {
      case MESSAGE, GROUP -> "null";
      case BOOL -> "false";
      case STRING, BYTES -> "\"\"";
      case INT64, UINT64, SINT64, FIXED64, SFIXED64 -> "\"0\"";
      case INT32, UINT32, SINT32, FIXED32, SFIXED32, FLOAT, DOUBLE -> "0";
      case ENUM -> enumDefault(field);
    };
  }

  private static String enumDefault(FieldDescriptor field) {
    byte[] name = EnumNames.of(field.getEnumType()).quoted(0);
    return name == null ? "0" : new String(name, StandardCharsets.UTF_8);
  }

  private static void joinDefaults(OutputTable table, List<byte[]> defaults) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    int[] at = new int[defaults.size() + 1];
    for (int i = 0; i < defaults.size(); i++) {
      joined.writeBytes(defaults.get(i));
      at[i + 1] = joined.size();
    }
    table.defaults = joined.toByteArray();
    table.defaultsAt = at;
  }
}
