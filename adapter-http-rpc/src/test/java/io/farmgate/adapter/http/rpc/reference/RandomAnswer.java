package io.farmgate.adapter.http.rpc.reference;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.Random;

/** Messages that a farm may answer with, known enum values and others, set and not set. */
final class RandomAnswer {
  private final Random random;

  RandomAnswer(Random random) {
    this.random = random;
  }

  DynamicMessage of(Descriptor type) {
    return message(type, 0);
  }

  private DynamicMessage message(Descriptor type, int depth) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
    int density = 1 + random.nextInt(4);
    for (FieldDescriptor field : type.getFields()) {
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (random.nextInt(4) >= density || (isMessage && depth > 3)) {
        continue;
      }
      if (field.isMapField()) {
        // One entry: two of the same key would be one in the JSON anyway.
        builder.addRepeatedField(field, entry(field.getMessageType(), depth));
      } else if (field.isRepeated()) {
        for (int i = random.nextInt(3); i > 0; i--) {
          builder.addRepeatedField(field, value(field, depth));
        }
      } else {
        builder.setField(field, value(field, depth));
      }
    }
    return builder.build();
  }

  private DynamicMessage entry(Descriptor entry, int depth) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(entry);
    entry.getFields().forEach(field -> builder.setField(field, value(field, depth)));
    return builder.build();
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> Float.intBitsToFloat(random.nextInt());
      case DOUBLE -> random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian() * 1e20;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> random.nextBoolean() ? "" : "né \"" + random.nextInt();
      case BYTE_STRING -> ByteString.copyFrom(new byte[random.nextInt(5)]);
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(-2, 6));
      case MESSAGE -> message(field.getMessageType(), depth + 1);
    };
  }
}
