package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/** How one member of a JSON object is written: a field of the message, or a computed member. */
final class OutputField {
  /** What stands behind the name. */
  enum Form {
    /** One value of {@link #type}. */
    SINGULAR,
    /** A list of values of {@link #type}. */
    REPEATED,
    /** A map; {@link #message} is the table of its entry. */
    MAP,
    /** A message around one list, written as that list; {@link #message} is its table. */
    UNWRAPPED,
    /** The result of {@link #computed}. */
    COMPUTED
  }

  static final int NO_ONEOF = -1;

  /** The place among the members of the object, from 0. */
  final int slot;

  final Form form;
  final FieldDescriptor.Type type;

  /** The tag with which a value of this field starts on the wire; for a list, one value. */
  final int tag;

  /** The tag of a packed list; the same as {@link #tag} where the field cannot be packed. */
  final int packedTag;

  /** The oneof that the field belongs to, or {@link #NO_ONEOF}; an optional field has none. */
  final int oneof;

  /** {@code ,"name":} for {@link JsonBuffer#put(long[], int)}. */
  final long[] key;

  final int keyLength;
  final @Nullable EnumNames enumNames;
  final @Nullable ComputedValue computed;

  /** The table of the value's message; set once, when all tables of a type graph exist. */
  private @Nullable OutputTable message;

  /** Whether the value is a message that is written as an object, member by member. */
  boolean isObject;

  OutputField(
      int slot,
      Form form,
      FieldDescriptor.Type type,
      int tag,
      int packedTag,
      int oneof,
      byte[] key,
      @Nullable EnumNames enumNames,
      @Nullable ComputedValue computed) {
    this.slot = slot;
    this.form = form;
    this.type = type;
    this.tag = tag;
    this.packedTag = packedTag;
    this.oneof = oneof;
    this.key = JsonBuffer.words(key);
    this.keyLength = key.length;
    this.enumNames = enumNames;
    this.computed = computed;
  }

  /** Whether a value with this tag is a value of this field; any other is an unknown field. */
  boolean accepts(int wireTag) {
    return wireTag == tag || wireTag == packedTag;
  }

  boolean isList() {
    return form == Form.REPEATED || form == Form.MAP;
  }

  void fill(OutputTable table) {
    message = table;
    isObject = form != Form.UNWRAPPED && table.known == null;
  }

  OutputTable table() {
    OutputTable table = message;
    if (table == null) {
      throw new IllegalStateException("not a message field: slot " + slot);
    }
    return table;
  }

  EnumNames names() {
    EnumNames names = enumNames;
    if (names == null) {
      throw new IllegalStateException("not an enum field: slot " + slot);
    }
    return names;
  }
}
