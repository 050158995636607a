package io.farmgate.opencue.transcode;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random message type: all kinds of fields, well-known types, numbers that are neither dense nor
 * in the order of declaration, lists packed and not, maps, oneofs, optional fields, and types that
 * contain one another.
 */
final class RandomSchema {
  private static final int TYPES = 3;
  private static final List<FieldDescriptorProto.Type> KEY_TYPES =
      List.of(
          FieldDescriptorProto.Type.TYPE_STRING,
          FieldDescriptorProto.Type.TYPE_BOOL,
          FieldDescriptorProto.Type.TYPE_INT32,
          FieldDescriptorProto.Type.TYPE_INT64,
          FieldDescriptorProto.Type.TYPE_UINT32,
          FieldDescriptorProto.Type.TYPE_UINT64,
          FieldDescriptorProto.Type.TYPE_SINT64,
          FieldDescriptorProto.Type.TYPE_FIXED64,
          FieldDescriptorProto.Type.TYPE_SFIXED32);

  private static final List<String> WELL_KNOWN =
      List.of(
          "Any",
          "BoolValue",
          "BytesValue",
          "DoubleValue",
          "Duration",
          "Empty",
          "FieldMask",
          "FloatValue",
          "Int32Value",
          "Int64Value",
          "ListValue",
          "StringValue",
          "Struct",
          "Timestamp",
          "UInt32Value",
          "UInt64Value",
          "Value");

  private final Random random;

  private RandomSchema(Random random) {
    this.random = random;
  }

  static Descriptor type(Random random) {
    return new RandomSchema(random).build();
  }

  private Descriptor build() {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("random.proto").setSyntax("proto3");
    EnumDescriptorProto.Builder color = file.addEnumTypeBuilder().setName("Color");
    int[] numbers = {0, 1, 2, 200, 300, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};
    for (int i = 0; i < numbers.length; i++) {
      color.addValueBuilder().setName("COLOR_" + i).setNumber(numbers[i]);
    }
    for (int i = 0; i < TYPES; i++) {
      message(file.addMessageTypeBuilder().setName("M" + i));
    }
    return Schemas.link(file.build()).getMessageTypes().getFirst();
  }

  private void message(DescriptorProto.Builder message) {
    int fields = 1 + random.nextInt(8);
    List<Integer> numbers = new ArrayList<>(IntStream.rangeClosed(1, 15).boxed().toList());
    boolean isSerializationOrder = random.nextInt(3) > 0;
    if (!isSerializationOrder) {
      numbers.set(3, 2_000 + random.nextInt(100));
      numbers.set(5, 536_870_911 - random.nextInt(100));
      Collections.shuffle(numbers, random);
    }
    int oneof = random.nextInt(3);
    for (int i = 0; i < oneof; i++) {
      message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("choice" + i));
    }
    boolean[] used = new boolean[oneof];
    List<FieldDescriptorProto.Builder> optionals = new ArrayList<>();
    for (int i = 0; i < fields; i++) {
      FieldDescriptorProto.Builder field =
          message.addFieldBuilder().setName("field_" + i).setNumber(numbers.get(i));
      switch (random.nextInt(6)) {
        case 0, 1 -> typed(field.setLabel(Label.LABEL_REPEATED));
        case 2 -> map(message, field, "Field" + i + "Entry");
        case 3 -> {
          typed(field.setLabel(Label.LABEL_OPTIONAL));
          if (oneof > 0) {
            int chosen = random.nextInt(oneof);
            used[chosen] = true;
            field.setOneofIndex(chosen);
          } else {
            optionals.add(field.setProto3Optional(true));
          }
        }
        default -> typed(field.setLabel(Label.LABEL_OPTIONAL));
      }
      if (field.getLabel() == Label.LABEL_REPEATED && random.nextBoolean()) {
        unpack(field);
      }
    }
    for (int i = 0; i < oneof; i++) {
      if (!used[i]) {
        // A oneof needs a member.
        typed(
            message
                .addFieldBuilder()
                .setName("spare_" + i)
                .setNumber(100 + i)
                .setLabel(Label.LABEL_OPTIONAL)
                .setOneofIndex(i));
      }
    }
    for (FieldDescriptorProto.Builder optional : optionals) {
      optional.setOneofIndex(message.getOneofDeclCount());
      message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + optional.getName()));
    }
  }

  private static void unpack(FieldDescriptorProto.Builder field) {
    switch (field.getType()) {
      case TYPE_STRING, TYPE_BYTES, TYPE_MESSAGE -> {}
      default -> field.getOptionsBuilder().setPacked(false);
    }
  }

  private void typed(FieldDescriptorProto.Builder field) {
    FieldDescriptorProto.Type[] types = FieldDescriptorProto.Type.values();
    FieldDescriptorProto.Type type = types[random.nextInt(types.length)];
    if (type == FieldDescriptorProto.Type.TYPE_GROUP || random.nextInt(5) == 0) {
      type = FieldDescriptorProto.Type.TYPE_MESSAGE;
    }
    field.setType(type);
    if (type == FieldDescriptorProto.Type.TYPE_MESSAGE) {
      field.setTypeName(
          random.nextInt(3) == 0
              ? ".google.protobuf." + WELL_KNOWN.get(random.nextInt(WELL_KNOWN.size()))
              : ".M" + random.nextInt(TYPES));
    } else if (type == FieldDescriptorProto.Type.TYPE_ENUM) {
      field.setTypeName(random.nextInt(6) == 0 ? ".google.protobuf.NullValue" : ".Color");
    }
  }

  private void map(
      DescriptorProto.Builder message, FieldDescriptorProto.Builder field, String entryName) {
    DescriptorProto.Builder entry =
        message
            .addNestedTypeBuilder()
            .setName(entryName)
            .setOptions(MessageOptions.newBuilder().setMapEntry(true));
    entry
        .addFieldBuilder()
        .setName("key")
        .setNumber(1)
        .setLabel(Label.LABEL_OPTIONAL)
        .setType(KEY_TYPES.get(random.nextInt(KEY_TYPES.size())));
    typed(entry.addFieldBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL));
    field
        .setLabel(Label.LABEL_REPEATED)
        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName("." + message.getName() + "." + entryName);
  }
}
