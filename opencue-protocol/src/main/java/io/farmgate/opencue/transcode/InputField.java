package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/** How one member of a JSON object becomes a field. */
final class InputField {
  /** What the member's value is. */
  enum Form {
    SINGULAR,
    REPEATED,
    MAP
  }

  static final int NO_ONEOF = -1;

  /** The place among the fields of the message, from 0. */
  final int index;

  final Form form;
  final FieldDescriptor.Type type;

  /** The tag of one value. */
  final int tag;

  /** The tag of the list as a whole if it is written packed, else 0. */
  final int packedTag;

  /** The oneof that the field belongs to, or {@link #NO_ONEOF}; an optional field has none. */
  final int oneof;

  /** Whether a value is written even if it is the default. */
  final boolean hasPresence;

  /** Whether null is a value of the field, not a word for its absence. */
  final boolean takesNull;

  /** The numbers of an enum's values by name. */
  final @Nullable NameTable enumNumbers;

  /**
   * The table of the value's message, or of a map's entry; set once, when all tables of a type
   * graph exist.
   */
  @Nullable InputTable message;

  InputField(
      int index,
      Form form,
      FieldDescriptor.Type type,
      int tag,
      int packedTag,
      int oneof,
      boolean hasPresence,
      boolean takesNull,
      @Nullable NameTable enumNumbers) {
    this.index = index;
    this.form = form;
    this.type = type;
    this.tag = tag;
    this.packedTag = packedTag;
    this.oneof = oneof;
    this.hasPresence = hasPresence;
    this.takesNull = takesNull;
    this.enumNumbers = enumNumbers;
  }

  InputTable table() {
    InputTable table = message;
    if (table == null) {
      throw new IllegalStateException("not a message field: tag " + tag);
    }
    return table;
  }

  NameTable names() {
    NameTable names = enumNumbers;
    if (names == null) {
      throw new IllegalStateException("not an enum field: tag " + tag);
    }
    return names;
  }
}
