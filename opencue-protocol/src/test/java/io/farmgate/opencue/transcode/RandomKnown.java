package io.farmgate.opencue.transcode;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random values of the well-known types, within what has a JSON form. */
final class RandomKnown {
  static final String URL_PREFIX = "type.googleapis.com/";

  private static final long[] SECONDS = {0, 1, -1, 59, 86_400, 1_700_000_000, -62_135_596_800L};
  private static final int[] NANOS = {0, 1, 1_000, 1_000_000, 500_000_000, 999_999_999, 120_000};
  private static final String[] PATHS = {"a", "foo_bar", "a.b_c.d", "x1.y2z", "_lead.t"};

  private final RandomMessage messages;
  private final Random random;

  RandomKnown(RandomMessage messages, Random random) {
    this.messages = messages;
    this.random = random;
  }

  static boolean isKnown(Descriptor type) {
    return type.getFullName().startsWith("google.protobuf.");
  }

  /**
   * Returns a value of a well-known type.
   *
   * @param held what an Any may hold
   */
  DynamicMessage of(Descriptor type, Descriptor held, int depth) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
    switch (type.getName()) {
      case "Any" -> any(builder, held, depth);
      case "Duration" -> duration(builder);
      case "Timestamp" -> timestamp(builder);
      case "FieldMask" -> {
        for (int i = random.nextInt(3); i > 0; i--) {
          builder.addRepeatedField(field(type, "paths"), PATHS[random.nextInt(PATHS.length)]);
        }
      }
      case "Struct" -> struct(builder, depth);
      case "ListValue" -> {
        FieldDescriptor values = field(type, "values");
        for (int i = depth > 4 ? 0 : random.nextInt(3); i > 0; i--) {
          builder.addRepeatedField(values, of(values.getMessageType(), held, depth + 1));
        }
      }
      case "Value" -> value(builder, held, depth);
      case "Empty" -> {}
      default -> {
        if (random.nextInt(4) > 0) {
          FieldDescriptor value = field(type, "value");
          builder.setField(value, messages.value(value, depth));
        }
      }
    }
    return builder.build();
  }

  private static FieldDescriptor field(Descriptor type, String name) {
    return type.findFieldByName(name);
  }

  private void any(Message.Builder builder, Descriptor held, int depth) {
    if (depth > 2 || random.nextInt(6) == 0) {
      return;
    }
    Descriptor type = builder.getDescriptorForType();
    builder.setField(field(type, "type_url"), URL_PREFIX + held.getFullName());
    ByteString value = messages.message(held, depth + 1).toByteString();
    builder.setField(field(type, "value"), value);
  }

  private void duration(Message.Builder builder) {
    Descriptor type = builder.getDescriptorForType();
    int sign = random.nextBoolean() ? 1 : -1;
    long seconds = random.nextBoolean() ? random.nextInt(3) : random.nextLong(315_576_000_000L + 1);
    builder.setField(field(type, "seconds"), sign * seconds);
    builder.setField(field(type, "nanos"), sign * NANOS[random.nextInt(NANOS.length)]);
  }

  private void timestamp(Message.Builder builder) {
    Descriptor type = builder.getDescriptorForType();
    long seconds =
        random.nextBoolean()
            ? SECONDS[random.nextInt(SECONDS.length)]
            : random.nextLong(-62_135_596_800L, 253_402_300_800L);
    builder.setField(field(type, "seconds"), seconds);
    builder.setField(field(type, "nanos"), NANOS[random.nextInt(NANOS.length)]);
  }

  private void struct(Message.Builder builder, int depth) {
    FieldDescriptor fields = field(builder.getDescriptorForType(), "fields");
    Descriptor entry = fields.getMessageType();
    List<String> keys = new ArrayList<>(List.of("a", "", "k\"", "é"));
    for (int i = depth > 4 ? 0 : random.nextInt(3); i > 0; i--) {
      Descriptor value = field(entry, "value").getMessageType();
      builder.addRepeatedField(
          fields,
          DynamicMessage.newBuilder(entry)
              .setField(field(entry, "key"), keys.remove(random.nextInt(keys.size())))
              .setField(field(entry, "value"), of(value, value, depth + 1))
              .build());
    }
  }

  private void value(Message.Builder builder, Descriptor held, int depth) {
    List<FieldDescriptor> members = builder.getDescriptorForType().getFields();
    FieldDescriptor member = members.get(random.nextInt(depth > 4 ? 4 : members.size()));
    switch (member.getName()) {
      case "null_value" -> builder.setField(member, member.getEnumType().findValueByNumber(0));
      case "number_value" -> {
        double number = messages.randomDouble();
        builder.setField(member, Double.isFinite(number) ? number : 0.5);
      }
      case "struct_value", "list_value" ->
          builder.setField(member, of(member.getMessageType(), held, depth + 1));
      default -> builder.setField(member, messages.value(member, depth));
    }
  }
}
