package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Value;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input made to hurt: it ends in the declared exception or in a result, in time and memory that
 * grow no faster than the input. Limits of time are far above what is needed, and far below what
 * exponential or quadratic work would take.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileInputTest {
  private static final Descriptor NODE =
      Schemas.of(
              """
              enum h.Color
                RED 0
              message h.Node
                id 1 int32
                child 2 h.Node
                name 3 string
                sizes 4 repeated int32
                children 5 repeated h.Node
                by_name 6 map<string,h.Node>
                doubles 7 repeated double
                color 8 h.Color
                big 9 fixed64
                small 10 fixed32
                blob 11 bytes
                numbers 12 map<int32,int32>
              """)
          .get("h.Node");
  private static final WireToJson WRITER = OutputShape.standard().compile(NODE);
  private static final JsonToWire READER = InputShape.standard().compile(NODE);

  /** Counts and forgets. */
  private static final class Counter implements JsonSink {
    long bytes;
    int longest;

    @Override
    public void write(byte[] chunk, int offset, int length, boolean last) {
      bytes += length;
      longest = Math.max(longest, length);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static long allocatedBy(Work work) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] lengthDelimited(int number, byte[] payload) {
    ByteStore out = new ByteStore(payload.length + 16);
    out.putTag(number << 3 | WireReader.LENGTH_DELIMITED);
    out.putVarint(payload.length);
    out.put(payload, 0, payload.length);
    return out.toBytes();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] repeat(byte[] part, int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(part.length * count);
    for (int i = 0; i < count; i++) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static Counter write(byte[] wire) throws IOException {
    Counter counter = new Counter();
    WRITER.write(wire, 0, wire.length, counter);
    return counter;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08",
        "0880",
        "08ffffffffffffffffffff01",
        "08ffffffffffffffffff7f80", // varints
        "00",
        "07",
        "06",
        "0f",
        "8880808080808080808001",
        "888080808000", // tags
        "f8ffffff8f01", // a field number above the highest
        "0c",
        "0b",
        "0b0b0c0c0c",
        "0b14",
        "0b08",
        "0b0a", // groups
        "12",
        "1201",
        "12ff01",
        "12ffffffff0f",
        "12ffffffffffffffffff01",
        "1280808080808080808001",
        "1a01ff",
        "1a02c0af",
        "1a03eda080",
        "1a04f4908080",
        "1a01e2", // text
        "220180",
        "3a07000000000000",
        "2202018a", // packed
        "490000",
        "55000000",
        "5a02ff",
        "320180",
        "32030a01ff",
        "62020880",
        "ba3e",
        "bb3e",
        "bb3e0c",
        "bd3e0000",
        "b93e00000000000000" // unknown fields
      })
  void malformedWireShouldEndInTheDeclaredException(String digits) {
    byte[] wire = hex(digits);
    assertThatThrownBy(() -> write(wire)).isInstanceOf(MalformedWireException.class);
    // The same behind a longer message, which is checked before it is written.
    byte[] behind = join(lengthDelimited(500, new byte[5_000]), wire);
    assertThatThrownBy(() -> write(behind)).isInstanceOf(MalformedWireException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0d00000000", // int32 as fixed32
        "0a0108", // int32 as a list
        "1001", // a message as a number
        "1801", // text as a number
        "3001", // a map as a number
        "2500000000", // int32s as fixed32
        "0b0c", // int32 as a group
        "131400", // a message as a group, then a field that is wrong
      })
  void aFieldOfAnotherWireTypeShouldBeUnknown(String digits) throws Exception {
    byte[] wire = hex(digits.equals("131400") ? "1314" : digits);
    Counter counter = write(wire);
    assertThat(counter.bytes).isEqualTo(write(new byte[0]).bytes);
  }

  @Test
  void everyTruncationShouldEndInTheDeclaredExceptionOrAMessage() throws Exception {
    byte[] inner = join(hex("0801"), lengthDelimited(3, "text".getBytes(UTF_8)));
    byte[] wire =
        join(
            inner,
            lengthDelimited(2, join(inner, lengthDelimited(2, inner))),
            lengthDelimited(
                6, join(lengthDelimited(1, new byte[] {'k'}), lengthDelimited(2, inner))),
            hex("3a080000000000000840"));
    for (int length = 0; length < wire.length; length++) {
      int cut = length;
      try {
        WRITER.write(wire, 0, cut, new Counter());
      } catch (MalformedWireException e) {
        assertThat(e.offset()).isBetween(0, wire.length);
      }
    }
  }

  @Test
  void deepMessagesShouldBeRefusedWithoutADeepStack() {
    byte[] wire = new byte[0];
    for (int i = 0; i < 5_000; i++) {
      wire = lengthDelimited(2, wire);
    }
    byte[] deep = wire;
    assertThatThrownBy(() -> write(deep))
        .isInstanceOf(MalformedWireException.class)
        .hasMessageContaining("nested more than 100 deep");
    byte[] groups = repeat(hex("fb01"), 1_000_000);
    assertThatThrownBy(() -> write(groups)).isInstanceOf(MalformedWireException.class);
  }

  @Test
  void disorderAtEveryLevelShouldNotDoubleTheWorkWithEach() throws Exception {
    // The child stands before the number at each of 98 levels, and the fault shows behind it.
    byte[] wire = hex("0801");
    for (int i = 0; i < 98; i++) {
      wire = join(lengthDelimited(2, wire), hex("0801"));
    }
    assertThat(write(wire).bytes).isGreaterThan(1_000);
    assertThat(write(repeat(lengthDelimited(5, wire), 20)).bytes).isGreaterThan(20_000);
  }

  @Test
  void manyPartsOfOneMessageShouldBeJoinedInLinearTime() throws Exception {
    byte[] part = lengthDelimited(2, hex("2001"));
    byte[] scattered = join(repeat(part, 200_000), hex("0801"), part);
    assertThat(write(scattered).bytes).isGreaterThan(400_000);
    byte[] entry = join(lengthDelimited(1, new byte[] {'k'}), repeat(part, 200_000));
    assertThat(write(lengthDelimited(6, entry)).bytes).isGreaterThan(400_000);
    byte[] list = lengthDelimited(6, lengthDelimited(1, hex("2001")));
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    byte[] value = repeat(list, 100_000);
    OutputShape.standard()
        .compile(Value.getDescriptor())
        .write(value, 0, value.length, (chunk, at, count, last) -> json.write(chunk, at, count));
    assertThat(json.size()).isEqualTo(2 + 100_000 * 5 - 1);
  }

  @Test
  void supersededMapEntriesShouldNotPileUp() throws Exception {
    // Two bytes each: entries without key and value, which all have the same key.
    byte[] wire = repeat(hex("6200"), 2_000_000);
    assertThat(allocatedBy(() -> write(wire))).isLessThan(400L * 1024 * 1024);
  }

  @Test
  void aHugeListShouldLeaveInChunks() throws Exception {
    byte[] numbers = lengthDelimited(4, new byte[20_000_000]);
    Counter[] counter = new Counter[1];
    long allocated = allocatedBy(() -> counter[0] = write(numbers));
    assertThat(counter[0].bytes).isGreaterThan(40_000_000);
    assertThat(counter[0].longest).isLessThanOrEqualTo(WireLimits.DEFAULT.chunkBytes());
    assertThat(allocated).isLessThan(1024 * 1024);
    byte[] messages = repeat(hex("2a00"), 300_000);
    assertThat(allocatedBy(() -> counter[0] = write(messages))).isLessThan(1024 * 1024);
    assertThat(counter[0].bytes).isGreaterThan(300_000 * 100L);
  }

  @Test
  void deepJsonShouldBeRefusedWithoutADeepStack() {
    for (String opening : List.of("{\"child\":", "{\"x\":", "[", "{\"x\":[")) {
      byte[] json = opening.repeat(1_000_000).getBytes(UTF_8);
      assertThatThrownBy(() -> READER.read(json, 0, json.length))
          .isInstanceOf(JsonInputException.class);
      byte[] value = ("{\"a\":" + opening.repeat(100_000)).getBytes(UTF_8);
      JsonToWire values = InputShape.standard().compile(Value.getDescriptor());
      assertThatThrownBy(() -> values.read(value, 0, value.length))
          .isInstanceOf(JsonInputException.class);
    }
  }

  @Test
  void longNumbersShouldBeReadInLinearTime() throws Exception {
    String zeros = "0".repeat(2_000_000);
    for (String json :
        List.of(
            "{\"doubles\":[0." + zeros + "1]}",
            "{\"doubles\":[1" + zeros + "e-2000000]}",
            "{\"id\":0." + zeros + "}",
            "{\"id\":1" + zeros + "e-2000000}")) {
      byte[] bytes = json.getBytes(UTF_8);
      assertThat(READER.read(bytes, 0, bytes.length).bytes().length).isLessThan(20);
    }
    byte[] tooLarge = ("{\"id\":1" + zeros + "}").getBytes(UTF_8);
    assertThatThrownBy(() -> READER.read(tooLarge, 0, tooLarge.length))
        .isInstanceOf(JsonInputException.class);
    byte[] exponent = "{\"id\":1e99999999999999999999}".getBytes(UTF_8);
    assertThatThrownBy(() -> READER.read(exponent, 0, exponent.length))
        .isInstanceOf(JsonInputException.class);
  }

  @Test
  void manyMembersShouldCostMemoryInProportion() throws Exception {
    StringBuilder json = new StringBuilder("{\"byName\":{");
    for (int i = 0; i < 200_000; i++) {
      json.append(i == 0 ? "\"" : ",\"").append(i).append("\":{}");
    }
    byte[] map = json.append("}}").toString().getBytes(UTF_8);
    assertThat(allocatedBy(() -> READER.read(map, 0, map.length))).isLessThan(60L * map.length);
    byte[] unknown = ("{" + "\"u\":[{}],".repeat(500_000) + "\"id\":1}").getBytes(UTF_8);
    assertThat(allocatedBy(() -> READER.read(unknown, 0, unknown.length)))
        .isLessThan(200L * 500_000);
    byte[] elements = ("{\"sizes\":[" + "0,".repeat(3_000_000) + "0]}").getBytes(UTF_8);
    assertThat(allocatedBy(() -> READER.read(elements, 0, elements.length)))
        .isLessThan(6L * elements.length);
  }

  @Test
  void aBodyOverTheLimitShouldBeRefusedUnread() {
    JsonToWire small = InputShape.within(new JsonLimits(100, 100, 10, 1)).compile(NODE);
    byte[] json = "{\"id\":1234}".getBytes(UTF_8);
    assertThatThrownBy(() -> small.read(json, 0, json.length))
        .isInstanceOf(JsonInputException.class)
        .hasMessageContaining("the body has 11 bytes (expected: at most 10)");
  }

  @Test
  void searchingForTheTypeOfNestedAnysShouldStayWithinTheDepth() {
    JsonToWire any =
        InputShape.within(JsonLimits.DEFAULT, AnyTypes.of(List.of(Any.getDescriptor())))
            .compile(Any.getDescriptor());
    // The type stands last, so that every level is searched to its end.
    String tail = ",\"@type\":\"x/google.protobuf.Any\"}";
    byte[] json = ("{\"value\":".repeat(3_000) + "{}" + tail.repeat(3_000)).getBytes(UTF_8);
    assertThatThrownBy(() -> any.read(json, 0, json.length))
        .isInstanceOf(JsonInputException.class)
        .hasMessageContaining("nested more than");
  }
}
