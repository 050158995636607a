package io.farmgate.opencue.transcode;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Random values of a message type, with a liking for the awkward ones. */
final class RandomMessage {
  private static final long[] LONGS = {
    0,
    1,
    -1,
    9,
    10,
    99,
    100,
    12_345_678_901L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 53,
    -10,
    1L << 31
  };
  private static final int[] INTS = {
    0, 1, -1, 9, 10, 127, 128, 99_999, 100_000, Integer.MAX_VALUE, Integer.MIN_VALUE, -2_147_483_647
  };
  // Without -0.0, which JsonFormat reads as 0.
  private static final double[] DOUBLES = {
    0,
    1,
    1.5,
    0.001,
    1e-6,
    9.99e-7,
    1e21,
    1e20,
    1e23,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    123_456_789.123,
    1e15,
    0.1,
    -37.25
  };
  private static final float[] FLOATS = {
    0,
    -0.0f,
    1,
    1.5f,
    0.001f,
    1e-6f,
    9.99e-7f,
    1e21f,
    1.4e-45f,
    Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    16_777_216f,
    200_000,
    0.1f,
    99.999f
  };
  private static final String[] TEXTS = {
    "",
    "a",
    "quote\" back\\slash",
    "\u0000\u0001\u001f\t\n\r\b\f",
    "é漢😀\u2028",
    "</script>&'=",
    "01234567",
    "0123456",
    "012345678\"",
    "aaaaaaaaaaaaaaaé",
    "\uFFFF\u007f\u0080"
  };

  private final Random random;
  private final RandomKnown known;

  /** What an Any holds: the outermost type. */
  private final Descriptor outermost;

  private RandomMessage(Descriptor outermost, Random random) {
    this.outermost = outermost;
    this.random = random;
    this.known = new RandomKnown(this, random);
  }

  static DynamicMessage of(Descriptor type, Random random) {
    return new RandomMessage(type, random).message(type, 0);
  }

  DynamicMessage message(Descriptor type, int depth) {
    if (RandomKnown.isKnown(type)) {
      return known.of(type, outermost, depth);
    }
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
    int density = 1 + random.nextInt(4);
    for (FieldDescriptor field : type.getFields()) {
      boolean isLeftOut = random.nextInt(4) >= density || (isMessage(field) && depth > 2);
      if (isLeftOut && !isUnclearWhenUnset(field)) {
        continue;
      }
      if (field.isMapField()) {
        map(builder, field, depth);
      } else if (field.isRepeated()) {
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
          builder.addRepeatedField(field, value(field, depth));
        }
      } else {
        builder.setField(field, value(field, depth));
      }
    }
    return builder.build();
  }

  /** Such a field prints null when it is not set, and null is one of its values. */
  private static boolean isUnclearWhenUnset(FieldDescriptor field) {
    return isMessage(field)
        && !field.isRepeated()
        && field.getContainingOneof() == null
        && field.getMessageType().getFullName().equals("google.protobuf.Value");
  }

  private static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  private void map(Message.Builder builder, FieldDescriptor field, int depth) {
    Descriptor entry = field.getMessageType();
    Set<Object> keys = new HashSet<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Object key = value(entry.getFields().get(0), depth);
      if (keys.add(key)) {
        builder.addRepeatedField(
            field,
            DynamicMessage.newBuilder(entry)
                .setField(entry.getFields().get(0), key)
                .setField(entry.getFields().get(1), value(entry.getFields().get(1), depth))
                .build());
      }
    }
  }

  Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextBoolean() ? INTS[random.nextInt(INTS.length)] : random.nextInt();
      case LONG -> random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
      case FLOAT -> randomFloat();
      case DOUBLE -> randomDouble();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text();
      case BYTE_STRING -> {
        byte[] bytes = new byte[random.nextInt(10)];
        random.nextBytes(bytes);
        yield ByteString.copyFrom(bytes);
      }
      case ENUM -> {
        if (field.getEnumType().getValues().size() == 1) {
          yield field.getEnumType().getValues().getFirst();
        }
        int number = random.nextInt(3) == 0 ? random.nextInt(-5, 400) : random.nextInt(3);
        yield field.getEnumType().findValueByNumberCreatingIfUnknown(number);
      }
      case MESSAGE -> message(field.getMessageType(), depth + 1);
    };
  }

  private float randomFloat() {
    return switch (random.nextInt(3)) {
      case 0 -> FLOATS[random.nextInt(FLOATS.length)];
      case 1 -> random.nextInt(100_000) / 100f;
      default -> {
        float any = Float.intBitsToFloat(random.nextInt());
        // There are many NaNs; JSON knows one.
        yield Float.isNaN(any) ? Float.NaN : any;
      }
    };
  }

  double randomDouble() {
    return switch (random.nextInt(3)) {
      case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
      case 1 -> random.nextInt(10_000_000) / 1_000.0;
      default -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isNaN(any) ? Double.NaN : any;
      }
    };
  }

  private String text() {
    if (random.nextInt(20) == 0) {
      return "long ".repeat(random.nextInt(400));
    }
    return TEXTS[random.nextInt(TEXTS.length)] + (random.nextBoolean() ? "" : random.nextInt());
  }
}
