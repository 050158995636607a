package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Random messages of random types, judged by protobuf's own parser and JsonFormat. Each case is
 * made from one number, which a failure reports.
 */
class TranscoderPropertiesTest {
  /** A field number that no random type has. */
  private static final int UNKNOWN_NUMBER = 60_000;

  /** How many messages each random type is tried with. */
  private static final int MESSAGES = 12;

  /** What the check promises in all, when every property runs. */
  private static final int PROMISED_CASES = 200_000;

  /** How many cases each property has judged. */
  private static final Map<String, LongAdder> CASES = new ConcurrentHashMap<>();

  private record Case(Subject subject, DynamicMessage message, Random random) {
    byte[] wire() {
      return message.toByteArray();
    }

    /** The message and another one of its type, one behind the other: both to be merged. */
    byte[] wireOfTwo() {
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.writeBytes(wire());
      both.writeBytes(RandomMessage.of(subject.type, random).toByteArray());
      return both.toByteArray();
    }

    DynamicMessage parse(byte[] wire) throws InvalidProtocolBufferException {
      return DynamicMessage.parseFrom(subject.type, wire);
    }
  }

  private interface Check {
    void check(Case made) throws Exception;
  }

  /** Makes one type and some messages of it, and judges each. */
  private static void each(String property, long seed, Check check) throws Exception {
    Random random = new Random(seed);
    Subject subject = new Subject(RandomSchema.type(random));
    for (int i = 0; i < MESSAGES; i++) {
      check.check(new Case(subject, RandomMessage.of(subject.type, random), random));
      CASES.computeIfAbsent(property, any -> new LongAdder()).increment();
    }
  }

  @AfterContainer
  static void thereShouldBeAsManyCasesAsPromised() {
    long all = CASES.values().stream().mapToLong(LongAdder::sum).sum();
    System.out.printf("Random messages judged: %,d %s%n", all, new TreeMap<>(CASES));
    long properties =
        Arrays.stream(TranscoderPropertiesTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Property.class))
            .count();
    if (CASES.size() == properties) {
      assertThat(all).isGreaterThanOrEqualTo(PROMISED_CASES);
    }
  }

  @Property
  void jsonShouldBeThatOfJsonFormatPlusNulls(@ForAll long seed) throws Exception {
    each(
        "jsonShouldBeThatOfJsonFormatPlusNulls",
        seed,
        made -> {
          String json = made.subject.toJson(made.wire());
          JsonNode tree = Trees.parse(json);
          checkMembers(made.message, tree);
          JsonNode expected =
              Trees.parse(
                  made.subject.printer.alwaysPrintFieldsWithNoPresence().print(made.message));
          Trees.assertSame(Trees.withoutNulls(tree), Trees.withoutNulls(expected));
        });
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
      } else if (isSingularMessage && !RandomKnown.isKnown(field.getMessageType())) {
        checkMembers((Message) message.getField(field), tree.get(field.getJsonName()));
      }
    }
    List<String> names = new ArrayList<>();
    ((ObjectNode) tree).fieldNames().forEachRemaining(names::add);
    assertThat(names).isEqualTo(expected);
  }

  @Property
  void protobufShouldReadTheMessageBackFromOurJson(@ForAll long seed) throws Exception {
    each(
        "protobufShouldReadTheMessageBackFromOurJson",
        seed,
        made -> {
          DynamicMessage.Builder back = DynamicMessage.newBuilder(made.subject.type);
          made.subject.parser.merge(made.subject.toJson(made.wire()), back);
          assertThat(
                  firstDifference(
                      made.subject.sorted(back.build()), made.subject.sorted(made.message)))
              .isEmpty();
        });
  }

  @Property
  void weShouldReadTheMessageBackFromAnyJson(@ForAll long seed) throws Exception {
    each(
        "weShouldReadTheMessageBackFromAnyJson",
        seed,
        made -> {
          List<String> forms =
              List.of(
                  made.subject.toJson(made.wire()),
                  made.subject.toJsonWithProtoNames(made.wire()),
                  made.subject.printer.print(made.message),
                  made.subject.printer.preservingProtoFieldNames().print(made.message));
          for (String json : forms) {
            WireBody body = made.subject.toWire(json);
            assertThat(body.ignored()).isEmpty();
            DynamicMessage back = made.parse(body.bytes());
            assertThat(
                    firstDifference(made.subject.sorted(back), made.subject.sorted(made.message)))
                .isEmpty();
          }
        });
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

  @Property
  void everyWayToWriteTheJsonShouldReadAsTheMessage(@ForAll long seed) throws Exception {
    each(
        "everyWayToWriteTheJsonShouldReadAsTheMessage",
        seed,
        made -> {
          String plain = made.subject.printer.print(made.message);
          String json = JsonNoise.of(plain, made.subject.type, made.random);
          DynamicMessage back = made.parse(made.subject.toWire(json).bytes());
          assertThat(firstDifference(made.subject.sorted(back), made.subject.sorted(made.message)))
              .isEmpty();
        });
  }

  @Property
  void disorderShouldReadAsProtobufReadsIt(@ForAll long seed) throws Exception {
    each(
        "disorderShouldReadAsProtobufReadsIt",
        seed,
        made -> {
          byte[] wire = Disorder.of(made.subject.type, made.wireOfTwo(), made.random);
          byte[] inOrder = made.parse(wire).toByteArray();
          assertThat(made.subject.outcome(wire)).isEqualTo(made.subject.outcome(inOrder));
        });
  }

  @Property
  void concatenationShouldMerge(@ForAll long seed) throws Exception {
    each(
        "concatenationShouldMerge",
        seed,
        made -> {
          byte[] wire = made.wireOfTwo();
          byte[] inOrder = made.parse(wire).toByteArray();
          assertThat(made.subject.outcome(wire)).isEqualTo(made.subject.outcome(inOrder));
        });
  }

  /** Long messages are checked before they are written, and leave the buffer on the way. */
  @Property
  void longMessagesShouldReadAsShortOnes(@ForAll long seed) throws Exception {
    each(
        "longMessagesShouldReadAsShortOnes",
        seed,
        made -> {
          byte[] wire = Disorder.of(made.subject.type, made.wireOfTwo(), made.random);
          ByteStore padded = new ByteStore(wire.length);
          padded.put(wire, 0, wire.length);
          padded.putTag(UNKNOWN_NUMBER << 3 | WireReader.LENGTH_DELIMITED);
          padded.putVarint(MessagePrinter.OPTIMISTIC_BYTES);
          padded.put(new byte[MessagePrinter.OPTIMISTIC_BYTES], 0, MessagePrinter.OPTIMISTIC_BYTES);
          String expected = made.subject.outcome(wire);
          if (!expected.equals("refused")) {
            assertThat(made.subject.toJsonInSmallChunks(padded.toBytes())).isEqualTo(expected);
          }
        });
  }

  /** In order, in disorder and damaged, through windows that hold only some of the values. */
  @Property
  void messagesInStreamsShouldReadAsThoseInMemory(@ForAll long seed) throws Exception {
    each(
        "messagesInStreamsShouldReadAsThoseInMemory",
        seed,
        made -> {
          byte[] wire = made.wire();
          int longest = made.random.nextInt(1 + Math.max(8, wire.length / 2));
          List<byte[]> forms = new ArrayList<>(List.of(wire));
          forms.add(Disorder.of(made.subject.type, made.wireOfTwo(), made.random));
          if (wire.length > 0) {
            forms.add(damage(wire, made.random));
            forms.add(Arrays.copyOf(wire, made.random.nextInt(wire.length)));
          }
          for (byte[] form : forms) {
            assertThat(withoutPlace(made.subject.outcomeFromStream(form, longest)))
                .isEqualTo(withoutPlace(made.subject.outcomeFromMemory(form)));
          }
        });
  }

  /** The place of a fault in a joined copy of scattered parts means nothing. */
  private static String withoutPlace(String outcome) {
    return outcome.replaceFirst(" \\(byte \\d+\\)$", "");
  }

  @Property
  void truncationShouldBeNoticedWhereProtobufNoticesIt(@ForAll long seed) throws Exception {
    each(
        "truncationShouldBeNoticedWhereProtobufNoticesIt",
        seed,
        made -> {
          byte[] wire = made.wire();
          int step = 1 + wire.length / 6;
          for (int length = 0; length < wire.length; length += step) {
            byte[] cut = Arrays.copyOf(wire, length);
            assertThat(isAccepted(made, cut))
                .as("cut to %d of %d", length, wire.length)
                .isEqualTo(isAcceptedByProtobuf(made, cut));
          }
        });
  }

  private static boolean isAccepted(Case made, byte[] wire) {
    try {
      Trees.parse(made.subject.toJson(wire));
      return true;
    } catch (MalformedWireException e) {
      return false;
    }
  }

  private static boolean isAcceptedByProtobuf(Case made, byte[] wire) {
    try {
      return made.parse(wire).isInitialized();
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  @Property
  void damagedWireShouldBeRefusedOrReadAsProtobufReadsIt(@ForAll long seed) throws Exception {
    each(
        "damagedWireShouldBeRefusedOrReadAsProtobufReadsIt",
        seed,
        made -> {
          byte[] wire = made.wire();
          for (int round = 0; round < 5 && wire.length > 0; round++) {
            byte[] damaged = damage(wire, made.random);
            if (isAccepted(made, damaged) && isAcceptedByProtobuf(made, damaged)) {
              byte[] inOrder = made.parse(damaged).toByteArray();
              assertThat(made.subject.toJson(damaged)).isEqualTo(made.subject.toJson(inOrder));
            }
          }
        });
  }

  @Property
  void damagedJsonShouldBeRefusedOrReadAsAMessage(@ForAll long seed) throws Exception {
    each(
        "damagedJsonShouldBeRefusedOrReadAsAMessage",
        seed,
        made -> {
          byte[] json = made.subject.printer.print(made.message).getBytes(UTF_8);
          for (int round = 0; round < 5; round++) {
            byte[] damaged = damage(json, made.random);
            try {
              byte[] wire = made.subject.reader.read(damaged, 0, damaged.length).bytes();
              assertThat(made.parse(wire).isInitialized()).isTrue();
            } catch (JsonInputException e) {
              assertThat(e.offset()).isBetween(0, damaged.length);
              assertThat(e.line()).isPositive();
              assertThat(e.column()).isPositive();
            }
          }
        });
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
