package io.farmgate.opencue.transcode;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rewrites a message into what no serializer writes and every parser must read: fields shuffled at
 * every level, repeated, messages in several parts, lists half packed, unknown fields and groups
 * between.
 */
final class Disorder {
  private final Random random;

  private Disorder(Random random) {
    this.random = random;
  }

  static byte[] of(Descriptor type, byte[] wire, Random random) {
    try {
      return new Disorder(random).message(type, wire, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] message(Descriptor type, byte[] wire, int depth) throws IOException {
    List<byte[]> records = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(wire);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field != null
          && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        nested(field, tag, in.readByteArray(), depth, records);
      } else {
        records.add(rest(tag, in));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      records.add(record(unknown()));
    }
    if (!records.isEmpty() && random.nextInt(3) == 0) {
      records.add(records.get(random.nextInt(records.size())));
    }
    for (int i = random.nextInt(4); i > 0 && !records.isEmpty(); i--) {
      byte[] moved = records.remove(random.nextInt(records.size()));
      records.add(random.nextInt(records.size() + 1), moved);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    records.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private void nested(
      FieldDescriptor field, int tag, byte[] payload, int depth, List<byte[]> records)
      throws IOException {
    byte[] disordered =
        random.nextBoolean() ? message(field.getMessageType(), payload, depth + 1) : payload;
    if (!field.isRepeated() && random.nextInt(3) == 0) {
      // The parts need not be cut between fields of interest: an empty part merges as well.
      records.add(lengthDelimited(tag, disordered));
      records.add(lengthDelimited(tag, random.nextBoolean() ? payload : new byte[0]));
      return;
    }
    records.add(lengthDelimited(tag, disordered));
  }

  private static byte[] lengthDelimited(int tag, byte[] payload) throws IOException {
    return record(out -> {
      out.writeUInt32NoTag(tag);
      out.writeByteArrayNoTag(payload);
    });
  }

  private static byte[] rest(int tag, CodedInputStream in) throws IOException {
    return record(out -> {
      UnknownFieldSet.Builder copy = UnknownFieldSet.newBuilder();
      copy.mergeFieldFrom(tag, in);
      copy.build().writeTo(out);
    });
  }

  private Writer unknown() {
    UnknownFieldSet inner =
        UnknownFieldSet.newBuilder()
            .addField(7, UnknownFieldSet.Field.newBuilder().addVarint(random.nextLong()).build())
            .build();
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    switch (random.nextInt(5)) {
      case 0 -> field.addVarint(random.nextLong());
      case 1 -> field.addFixed32(random.nextInt());
      case 2 -> field.addFixed64(random.nextLong());
      case 3 -> field.addGroup(inner);
      default -> field.addLengthDelimited(ByteString.copyFromUtf8("unknown"));
    }
    UnknownFieldSet set =
        UnknownFieldSet.newBuilder().addField(50 + random.nextInt(3), field.build()).build();
    return set::writeTo;
  }

  private interface Writer {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] record(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    writer.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
