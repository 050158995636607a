package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables for reading, one per message type. A table is filled before {@link #table} hands
 * out any table that leads to it, and is never changed afterwards.
 */
final class InputCompiler {
  private final AnyTypes anyTypes;
  private final Map<Descriptor, InputTable> tables = new HashMap<>();
  private final Map<EnumDescriptor, NameTable> enums = new HashMap<>();

  private @Nullable AnyTables<InputTable> anyTables;

  InputCompiler(AnyTypes anyTypes) {
    this.anyTypes = anyTypes;
  }

  synchronized InputTable table(Descriptor type) {
    SupportedTypes.check(type, anyTypes);
    return tableOf(type);
  }

  private InputTable tableOf(Descriptor type) {
    InputTable known = tables.get(type);
    if (known != null) {
      return known;
    }
    WellKnown kind = WellKnown.of(type);
    InputTable table = new InputTable(kind, kind == WellKnown.ANY ? anyTables() : null);
    // Registered before it is filled: its fields may lead back to it.
    tables.put(type, table);
    List<FieldDescriptor> fields = type.getFields();
    InputField[] made = new InputField[fields.size()];
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < made.length; i++) {
      made[i] = inputField(i, fields.get(i));
      names.put(fields.get(i).getJsonName(), i);
    }
    for (int i = 0; i < made.length; i++) {
      names.putIfAbsent(fields.get(i).getName(), i);
    }
    table.fill(made, new NameTable(names));
    return table;
  }

  /** Returns the tables of all types that an Any may hold, made when the first Any is met. */
  private AnyTables<InputTable> anyTables() {
    AnyTables<InputTable> made = anyTables;
    if (made == null) {
      made = new AnyTables<>();
      // Kept before it is filled: what an Any holds may lead back to Any.
      anyTables = made;
      made.fill(anyTypes.types(), this::tableOf);
    }
    return made;
  }

  private InputField inputField(int index, FieldDescriptor field) {
    InputField.Form form =
        field.isMapField()
            ? InputField.Form.MAP
            : field.isRepeated() ? InputField.Form.REPEATED : InputField.Form.SINGULAR;
    InputField made =
        new InputField(
            index,
            form,
            field.getType(),
            WireTags.of(field),
            field.isPacked() ? WireTags.packed(field) : 0,
            field.getRealContainingOneof() == null
                ? InputField.NO_ONEOF
                : field.getRealContainingOneof().getIndex(),
            field.hasPresence(),
            !field.isMapField() && WellKnown.takesNull(field),
            field.getType() == FieldDescriptor.Type.ENUM
                ? enums.computeIfAbsent(field.getEnumType(), InputCompiler::enumNumbers)
                : null);
    if (field.getType() == FieldDescriptor.Type.MESSAGE) {
      made.message = tableOf(field.getMessageType());
    }
    return made;
  }

  private static NameTable enumNumbers(EnumDescriptor descriptor) {
    Map<String, Integer> numbers = new HashMap<>();
    for (EnumValueDescriptor value : descriptor.getValues()) {
      numbers.put(value.getName(), value.getNumber());
    }
    return new NameTable(numbers);
  }
}
