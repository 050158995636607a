package io.farmgate.adapter.grpc.cuebot.guard;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's bytes once and finds the first thing wrong. No message is made; a text becomes
 * one only where it has a rule or is not plain ASCII. For one request, by one thread.
 */
final class WireScan {
  /** As deep as protobuf itself reads. */
  private static final int DEEPEST = 100;

  private static final int MOST_NAMES = 20;

  private final byte[] bytes;
  private final CodedInputStream in;
  private int depth;

  private WireScan(byte[] bytes) {
    this.bytes = bytes;
    this.in = CodedInputStream.newInstance(bytes);
  }

  static @Nullable Problem problem(byte[] bytes, MessagePlan plan, String message) {
    try {
      return new WireScan(bytes).message(plan);
    } catch (InvalidProtocolBufferException broken) {
      return new Problem("", "its bytes are no " + message + " (expected: protobuf)", "malformed");
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }

  private @Nullable Problem message(MessagePlan plan) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      MessagePlan.Field field = plan.field(WireFormat.getTagFieldNumber(tag));
      Problem problem = null;
      if (field == null || !isItsType(field.descriptor(), tag)) {
        if (!in.skipField(tag)) {
          return null;
        }
      } else {
        problem = field(field, WireFormat.getTagWireType(tag));
      }
      if (problem != null) {
        return field == null ? problem : problem.in(field.descriptor().getName());
      }
    }
    return null;
  }

  /** A field of another wire type than its own is one that nobody knows. */
  private static boolean isItsType(FieldDescriptor field, int tag) {
    int type = WireFormat.getTagWireType(tag);
    return type == field.getLiteType().getWireType()
        || (type == WireFormat.WIRETYPE_LENGTH_DELIMITED && field.isPackable());
  }

  private @Nullable Problem field(MessagePlan.Field field, int wireType) throws IOException {
    FieldDescriptor descriptor = field.descriptor();
    if (field.nested() != null) {
      return nested(field.nested());
    }
    if (descriptor.getType() == FieldDescriptor.Type.STRING) {
      return text(field.text());
    }
    if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      int limit = in.pushLimit(in.readRawVarint32());
      Problem problem = null;
      while (problem == null && !in.isAtEnd()) {
        problem = value(descriptor, field.number());
      }
      if (problem == null) {
        in.popLimit(limit);
      }
      return problem;
    }
    return value(descriptor, field.number());
  }

  private @Nullable Problem nested(MessagePlan plan) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    if (++depth > DEEPEST) {
      return new Problem("", "more than " + DEEPEST + " messages in one another", "malformed");
    }
    Problem problem = message(plan);
    if (problem == null) {
      in.checkLastTagWas(0);
      depth--;
      in.popLimit(limit);
    }
    return problem;
  }

  private @Nullable Problem text(@Nullable TextRule rule) throws IOException {
    int length = in.readRawVarint32();
    int start = in.getTotalBytesRead();
    in.skipRawBytes(length);
    boolean ascii = true;
    for (int i = start; i < start + length; i++) {
      if (bytes[i] == 0) {
        return new Problem(
            "", "a NUL character at byte " + (i - start + 1) + " (expected: text without)", "nul");
      }
      ascii &= bytes[i] > 0;
    }
    if (!ascii && !isUtf8(start, length)) {
      return new Problem("", "bytes that are no text (expected: UTF-8)", "utf8");
    }
    return rule == null
        ? null
        : rule.check(new String(bytes, start, length, StandardCharsets.UTF_8));
  }

  private boolean isUtf8(int start, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
      return true;
    } catch (CharacterCodingException notText) {
      return false;
    }
  }

  private @Nullable Problem value(FieldDescriptor field, @Nullable NumberRule rule)
      throws IOException {
    if (field.getType() == FieldDescriptor.Type.ENUM) {
      int number = in.readEnum();
      return field.getEnumType().findValueByNumber(number) == null
          ? new Problem("", number + " (expected: " + names(field.getEnumType()) + ")", "enum")
          : null;
    }
    return switch (field.getType()) {
      case FLOAT -> check(rule, in.readFloat());
      case DOUBLE -> check(rule, in.readDouble());
      case INT32 -> check(rule, in.readInt32());
      case INT64 -> check(rule, in.readInt64());
      default -> throw new IllegalStateException("no rule is for " + field.getFullName());
    };
  }

  private static @Nullable Problem check(@Nullable NumberRule rule, double value) {
    return rule == null ? null : rule.check(value, NumberRule.show(value));
  }

  private static @Nullable Problem check(@Nullable NumberRule rule, long value) {
    return rule == null ? null : rule.check((double) value, Long.toString(value));
  }

  private static String names(EnumDescriptor type) {
    String names =
        type.getValues().stream()
            .limit(MOST_NAMES)
            .map(EnumValueDescriptor::getName)
            .collect(Collectors.joining(", "));
    return "one of " + names + (type.getValues().size() > MOST_NAMES ? ", ..." : "");
  }
}
