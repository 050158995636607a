package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one body as a message and writes its wire bytes on the way. */
final class MessageParser {
  /** Room for the wire bytes at first; a longer body may have much in it that is skipped. */
  private static final int EXPECTED_BYTES = 4_096;

  private final JsonScanner in;
  private final ByteStore out;
  private final ScalarParser scalars;
  private final JsonLimits limits;
  private final int bodyBytes;
  private final List<String> ignored = new ArrayList<>(0);
  private int ignoredCount;
  private @Nullable KnownParser known;

  MessageParser(byte[] json, int start, int end, JsonLimits limits) {
    this.in = new JsonScanner(json, start, end, limits.jsonDepth());
    this.bodyBytes = end - start;
    this.out = new ByteStore(Math.min(bodyBytes, EXPECTED_BYTES));
    this.scalars = new ScalarParser(in, out);
    this.limits = limits;
  }

  WireBody parse(InputTable table) throws JsonInputException {
    if (bodyBytes > limits.bodyBytes()) {
      throw in.fail(
          "the body has "
              + bodyBytes
              + " bytes (expected: at most "
              + limits.bodyBytes()
              + "); send less at once",
          in.position);
    }
    if (in.peek() != JsonScanner.END) {
      body(table, 0);
    }
    return new WireBody(out.toBytes(), ignored, ignoredCount);
  }

  /** Reads a message in its JSON form and writes its fields, without a length before them. */
  private void body(InputTable table, int depth) throws JsonInputException {
    WellKnown kind = table.known;
    if (kind == null) {
      message(table, depth, false);
    } else {
      known().parse(table, kind, depth);
    }
  }

  private KnownParser known() {
    KnownParser made = known;
    if (made == null) {
      made = new KnownParser(this, in, out);
      known = made;
    }
    return made;
  }

  void checkDepth(int depth) throws JsonInputException {
    if (depth > limits.messageDepth()) {
      throw in.fail(
          "messages nested more than " + limits.messageDepth() + " levels deep", in.position);
    }
  }

  /**
   * Reads an object and writes its fields, without a length before them.
   *
   * @param isTyped whether it has, once, a member {@code @type} that is not a field
   */
  void message(InputTable table, int depth, boolean isTyped) throws JsonInputException {
    if (in.peek() != '{') {
      throw in.fail("expected an object, got " + in.describe(), in.position);
    }
    checkDepth(depth);
    boolean typeDue = isTyped;
    in.open();
    if (in.closes('}')) {
      return;
    }
    SmallSet fields = new SmallSet();
    SmallSet oneofs = new SmallSet();
    do {
      in.memberName();
      int nameStart = in.nameStart();
      InputField field = table.find(in.text, in.textStart, in.textEnd);
      in.path.enterMember(nameStart, in.position - 1);
      if (field == null) {
        boolean isType = isTyped && KnownParser.isType(in);
        if (isType && !typeDue) {
          throw in.fail("this member was given before", nameStart);
        }
        typeDue &= !isType;
        if (!isType) {
          ignore();
        }
        in.colon();
        JsonSkipper.skipValue(in);
      } else {
        in.colon();
        member(field, fields, oneofs, nameStart, depth);
      }
      in.path.leave();
    } while (in.hasNext('}'));
  }

  void ignore() {
    if (ignored.size() < limits.ignoredPaths()) {
      ignored.add(in.path.toString());
    }
    ignoredCount++;
  }

  private void member(InputField field, SmallSet fields, SmallSet oneofs, int nameStart, int depth)
      throws JsonInputException {
    if (!fields.add(field.index)) {
      throw in.fail("this field was given before, under this or its other name", nameStart);
    }
    if (!field.takesNull && in.isNull()) {
      return;
    }
    switch (field.form) {
      case REPEATED -> list(field, depth);
      case MAP -> map(field, depth);
      case SINGULAR -> {
        if (field.oneof != InputField.NO_ONEOF && !oneofs.add(field.oneof)) {
          throw in.fail("another member of the same oneof was given before", nameStart);
        }
        singular(field, depth);
      }
    }
  }

  /** Reads one value and writes it as the field of a message at {@code depth}. */
  void singular(InputField field, int depth) throws JsonInputException {
    if (field.type == FieldDescriptor.Type.MESSAGE) {
      nested(field, depth);
    } else if (!scalars.parse(field)) {
      ignore();
    } else if (field.hasPresence || !scalars.isDefault(field)) {
      out.putTag(field.tag);
      scalars.write(field);
    }
  }

  private void nested(InputField field, int depth) throws JsonInputException {
    out.putTag(field.tag);
    int start = out.beginLength();
    body(field.table(), depth + 1);
    out.endLength(start);
  }

  void list(InputField field, int depth) throws JsonInputException {
    if (in.peek() != '[') {
      throw in.fail("expected a list, got " + in.describe(), in.position);
    }
    in.open();
    if (in.closes(']')) {
      return;
    }
    int before = out.size;
    int packedStart = 0;
    if (field.packedTag != 0) {
      out.putTag(field.packedTag);
      packedStart = out.beginLength();
    }
    int index = 0;
    do {
      in.path.enterElement(index++);
      element(field, depth);
      in.path.leave();
    } while (in.hasNext(']'));
    if (field.packedTag != 0) {
      boolean isEmpty = out.size == packedStart;
      if (isEmpty) {
        out.size = before;
      } else {
        out.endLength(packedStart);
      }
    }
  }

  private void element(InputField field, int depth) throws JsonInputException {
    if (field.type == FieldDescriptor.Type.MESSAGE) {
      nested(field, depth);
    } else if (!scalars.parse(field)) {
      ignore();
    } else {
      if (field.packedTag == 0) {
        out.putTag(field.tag);
      }
      scalars.write(field);
    }
  }

  void map(InputField field, int depth) throws JsonInputException {
    if (in.peek() != '{') {
      throw in.fail("expected an object, got " + in.describe(), in.position);
    }
    in.open();
    if (in.closes('}')) {
      return;
    }
    InputTable entry = field.table();
    Set<Object> keys = new HashSet<>();
    do {
      in.memberName();
      int nameStart = in.nameStart();
      in.path.enterMember(nameStart, in.position - 1);
      int before = out.size;
      out.putTag(field.tag);
      int start = out.beginLength();
      if (!keys.add(scalars.parseKey(entry.key(), nameStart))) {
        throw in.fail("this key was given before", nameStart);
      }
      out.putTag(entry.key().tag);
      scalars.write(entry.key());
      in.colon();
      if (mapValue(entry.value(), depth + 1)) {
        out.endLength(start);
      } else {
        out.size = before;
      }
      in.path.leave();
    } while (in.hasNext('}'));
  }

  /** Returns false if the value was dropped, and with it its entry. */
  private boolean mapValue(InputField value, int depth) throws JsonInputException {
    if (value.type == FieldDescriptor.Type.MESSAGE) {
      nested(value, depth);
      return true;
    }
    if (!scalars.parse(value)) {
      ignore();
      return false;
    }
    out.putTag(value.tag);
    scalars.write(value);
    return true;
  }
}
