package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random messages of random types, judged by protobuf's own parser and JsonFormat. Each case is
 * made from one number, which a failure reports.
 */
class TranscoderPropertiesTest {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence();

  /** A field number that no random type has. */
  private static final int UNKNOWN_NUMBER = 60_000;

  private record Case(Descriptor type, DynamicMessage message, Random random) {
    static Case of(long seed) {
      Random random = new Random(seed);
      Descriptor type = RandomSchema.type(random);
      return new Case(type, RandomMessage.of(type, random), random);
    }

    byte[] wire() {
      return message.toByteArray();
    }

    /** The message and another one of its type, one behind the other: both to be merged. */
    byte[] wireOfTwo() {
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.writeBytes(wire());
      both.writeBytes(RandomMessage.of(type, random).toByteArray());
      return both.toByteArray();
    }
  }

  @Property
  void jsonShouldBeThatOfJsonFormatPlusNulls(@ForAll long seed) throws Exception {
    Case made = Case.of(seed);
    String json = Convert.toJson(made.type, made.wire());
    JsonNode tree = Trees.parse(json);
    checkMembers(made.message, tree);
    Trees.assertSame(Trees.withoutNulls(tree), Trees.parse(PRINTER.print(made.message)));
  }

  /** Members stand in the order of declaration; which are there, and which are null, is fixed. */
  private static void checkMembers(Message message, JsonNode tree) {
    List<String> expected = new ArrayList<>();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      boolean isLeftOut = field.getContainingOneof() != null && !message.hasField(field);
      if (isLeftOut) {
        continue;
      }
      expected.add(field.getJsonName());
      boolean isSingularMessage =
          field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated();
      if (isSingularMessage && !message.hasField(field)) {
        assertThat(tree.get(field.getJsonName()).isNull()).isTrue();
      } else if (isSingularMessage) {
        checkMembers((Message) message.getField(field), tree.get(field.getJsonName()));
      }
    }
    List<String> names = new ArrayList<>();
    ((ObjectNode) tree).fieldNames().forEachRemaining(names::add);
    assertThat(names).isEqualTo(expected);
  }

  @Property
  void protobufShouldReadTheMessageBackFromOurJson(@ForAll long seed) throws Exception {
    Case made = Case.of(seed);
    DynamicMessage.Builder back = DynamicMessage.newBuilder(made.type);
    JsonFormat.parser().merge(Convert.toJson(made.type, made.wire()), back);
    assertThat(firstDifference(sorted(back.build()), sorted(made.message))).isEmpty();
  }

  @Property
  void weShouldReadTheMessageBackFromAnyJson(@ForAll long seed) throws Exception {
    Case made = Case.of(seed);
    List<String> forms =
        List.of(
            Convert.toJson(made.type, made.wire()),
            Convert.toJson(OutputShape.builder().protoNames().build(), made.type, made.wire()),
            JsonFormat.printer().print(made.message),
            JsonFormat.printer().preservingProtoFieldNames().print(made.message));
    for (String json : forms) {
      WireBody body = Convert.toWire(made.type, json);
      assertThat(body.ignored()).isEmpty();
      DynamicMessage back = DynamicMessage.parseFrom(made.type, body.bytes());
      assertThat(firstDifference(sorted(back), sorted(made.message))).isEmpty();
    }
  }

  /** Returns the first line in which two texts differ, twice; empty if there is none. */
  private static String firstDifference(String actual, String expected) {
    List<String> actualLines = actual.lines().toList();
    List<String> expectedLines = expected.lines().toList();
    for (int i = 0; i < Math.min(actualLines.size(), expectedLines.size()); i++) {
      if (!actualLines.get(i).equals(expectedLines.get(i))) {
        return "line "
            + i
            + ": "
            + actualLines.get(i)
            + " (expected: "
            + expectedLines.get(i)
            + ")";
      }
    }
    return actualLines.size() == expectedLines.size() ? "" : "different numbers of lines";
  }

  /** Maps have no order; sorting them makes messages comparable. */
  private static String sorted(Message message) throws InvalidProtocolBufferException {
    return JsonFormat.printer().sortingMapKeys().print(message);
  }

  @Property
  void disorderShouldReadAsProtobufReadsIt(@ForAll long seed) throws Exception {
    Case made = Case.of(seed);
    byte[] wire = Disorder.of(made.type, made.wireOfTwo(), made.random);
    byte[] inOrder = DynamicMessage.parseFrom(made.type, wire).toByteArray();
    assertThat(Convert.toJson(made.type, wire)).isEqualTo(Convert.toJson(made.type, inOrder));
  }

  @Property
  void concatenationShouldMerge(@ForAll long seed) throws Exception {
    Case made = Case.of(seed);
    byte[] wire = made.wireOfTwo();
    byte[] inOrder = DynamicMessage.parseFrom(made.type, wire).toByteArray();
    assertThat(Convert.toJson(made.type, wire)).isEqualTo(Convert.toJson(made.type, inOrder));
  }

  /** Long messages are checked before they are written, and leave the buffer on the way. */
  @Property
  void longMessagesShouldReadAsShortOnes(@ForAll long seed) throws Exception {
    Case made = Case.of(seed);
    byte[] wire = Disorder.of(made.type, made.wireOfTwo(), made.random);
    ByteStore padded = new ByteStore(wire.length);
    padded.put(wire, 0, wire.length);
    padded.putTag(UNKNOWN_NUMBER << 3 | WireReader.LENGTH_DELIMITED);
    padded.putVarint(MessagePrinter.OPTIMISTIC_BYTES);
    padded.put(new byte[MessagePrinter.OPTIMISTIC_BYTES], 0, MessagePrinter.OPTIMISTIC_BYTES);
    OutputShape smallChunks = OutputShape.builder().limits(new WireLimits(100, 1_024)).build();
    assertThat(Convert.toJson(smallChunks, made.type, padded.toBytes()))
        .isEqualTo(Convert.toJson(made.type, wire));
  }

  @Property
  void truncationShouldBeNoticedWhereProtobufNoticesIt(@ForAll long seed) throws Exception {
    Case made = Case.of(seed);
    byte[] wire = made.wire();
    int step = 1 + wire.length / 40;
    for (int length = 0; length < wire.length; length += step) {
      byte[] cut = Arrays.copyOf(wire, length);
      assertThat(isAccepted(made.type, cut))
          .as("cut to %d of %d", length, wire.length)
          .isEqualTo(isAcceptedByProtobuf(made.type, cut));
    }
  }

  private static boolean isAccepted(Descriptor type, byte[] wire) {
    try {
      Trees.parse(Convert.toJson(type, wire));
      return true;
    } catch (MalformedWireException e) {
      return false;
    }
  }

  private static boolean isAcceptedByProtobuf(Descriptor type, byte[] wire) {
    try {
      return DynamicMessage.parseFrom(type, wire).isInitialized();
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  @Property
  void damagedWireShouldBeRefusedOrReadAsProtobufReadsIt(@ForAll long seed) throws Exception {
    Case made = Case.of(seed);
    byte[] wire = made.wire();
    for (int round = 0; round < 5 && wire.length > 0; round++) {
      byte[] damaged = damage(wire, made.random);
      if (isAccepted(made.type, damaged) && isAcceptedByProtobuf(made.type, damaged)) {
        byte[] inOrder = DynamicMessage.parseFrom(made.type, damaged).toByteArray();
        assertThat(Convert.toJson(made.type, damaged))
            .isEqualTo(Convert.toJson(made.type, inOrder));
      }
    }
  }

  @Property
  void damagedJsonShouldBeRefusedOrReadAsAMessage(@ForAll long seed) throws Exception {
    Case made = Case.of(seed);
    byte[] json = JsonFormat.printer().print(made.message).getBytes(UTF_8);
    for (int round = 0; round < 5; round++) {
      byte[] damaged = damage(json, made.random);
      try {
        byte[] wire = Convert.toWire(made.type, damaged).bytes();
        assertThat(DynamicMessage.parseFrom(made.type, wire).isInitialized()).isTrue();
      } catch (JsonInputException e) {
        assertThat(e.offset()).isBetween(0, damaged.length);
        assertThat(e.line()).isPositive();
        assertThat(e.column()).isPositive();
      }
    }
  }

  private static byte[] damage(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(3)) {
        case 0 -> damaged[at] = (byte) random.nextInt();
        case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        default -> damaged[at] = bytes[random.nextInt(bytes.length)];
      }
    }
    return damaged;
  }
}
