package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of an enum's values as JSON strings, by number. */
final class EnumNames {
  private static final int DENSE_LIMIT = 256;

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final byte[] @Nullable [] dense;
  private final int[] numbers;
  private final byte[][] texts;

  /** What is written for numbers without a name, if it is not the number. */
  private final byte @Nullable [] other;

  private EnumNames(
      byte[] @Nullable [] dense, int[] numbers, byte[][] texts, byte @Nullable [] other) {
    this.other = other;
    this.dense = dense;
    this.numbers = numbers;
    this.texts = texts;
  }

  static EnumNames of(EnumDescriptor descriptor) {
    if (WellKnown.isNullValue(descriptor)) {
      return new EnumNames(new byte[0][], new int[0], new byte[0][], NULL);
    }
    Map<Integer, byte[]> byNumber = new TreeMap<>();
    for (EnumValueDescriptor value : descriptor.getValues()) {
      // Of several names for one number, the first declared counts.
      byNumber.putIfAbsent(
          value.getNumber(), ('"' + value.getName() + '"').getBytes(StandardCharsets.UTF_8));
    }
    byte[] @Nullable [] dense = new byte[DENSE_LIMIT][];
    byNumber.forEach((number, text) -> {
      if (number >= 0 && number < DENSE_LIMIT) {
        dense[number] = text;
      }
    });
    return new EnumNames(
        dense,
        byNumber.keySet().stream().mapToInt(Integer::intValue).toArray(),
        byNumber.values().toArray(byte[][]::new),
        null);
  }

  /** Returns the quoted name, or null where the number has none; for NullValue, JSON's null. */
  byte @Nullable [] quoted(int number) {
    if (number >= 0 && number < dense.length) {
      return dense[number];
    }
    int at = Arrays.binarySearch(numbers, number);
    return at < 0 ? other : texts[at];
  }
}
