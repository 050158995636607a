package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireToJsonTest {
  private static final Schemas.Types TYPES =
      Schemas.of(
          """
          enum t.Color
            RED 0
            GREEN 1
          message t.Node
            id 1 int32
            name 2 string
            next 3 t.Node
            sizes 4 repeated int32
            a 5 int32 oneof choice
            b 6 t.Node oneof choice
            c 7 string oneof choice
            opt 8 optional int32
            color 9 t.Color
            by_name 10 map<string,t.Node>
            big 11 int64
            by_key 12 map<uint64,bool>
          message t.Pair
            left_side 1 t.Node
            right_side 2 t.Node
          message t.Single
            text 1 string
          message t.Count
            n 1 repeated int32
          message t.Out
            second 2 int32
            first 1 int32
          """);
  private static final Descriptor NODE = TYPES.get("t.Node");

  private static String json(String type, String hex) throws MalformedWireException {
    return Convert.toJson(TYPES.get("t." + type), HexFormat.of().parseHex(hex));
  }

  @Test
  void emptyMessageShouldShowAllDefaults() throws Exception {
    assertThat(json("Node", ""))
        .isEqualTo(
            "{\"id\":0,\"name\":\"\",\"next\":null,\"sizes\":[],\"color\":\"RED\","
                + "\"byName\":{},\"big\":\"0\",\"byKey\":{}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "last scalar wins|Single|0a01610a0162|{\"text\":\"b\"}",
        "unknown fields are skipped|Single|10010a01611d000000002100000000000000002a0100|{\"text\":\"a\"}",
        "groups are skipped|Single|1308011b08011c140a0161|{\"text\":\"a\"}",
        "another wire type is an unknown field|Single|08010a0161|{\"text\":\"a\"}",
        "lists may be packed|Count|0a03010203|{\"n\":[1,2,3]}",
        "lists may be loose|Count|080108020803|{\"n\":[1,2,3]}",
        "lists may be both|Count|08010a02020308040a00|{\"n\":[1,2,3,4]}",
        "lists may be interrupted|Count|080110010802|{\"n\":[1,2]}",
        "fields stand as declared|Out|08011002|{\"second\":2,\"first\":1}",
        "overlong varints count|Out|0881808080808080808001|{\"second\":0,\"first\":1}",
        "32-bit values are cut|Out|08ffffffff1f|{\"second\":0,\"first\":-1}"
      })
  void theWireShouldBeReadAsProtobufReadsIt(String rule, String type, String hex, String expected)
      throws Exception {
    assertThat(json(type, hex)).as(rule).isEqualTo(expected);
  }

  @Test
  void partsOfAMessageShouldMerge() throws Exception {
    // left_side { id: 1 name: "a" next { id: 5 } }, then left_side { name: "b" next { name: "c" } }
    String merged =
        json("Pair", "0a09" + "0801" + "120161" + "1a020805" + "0a08" + "120162" + "1a03120163");
    assertThat(merged)
        .startsWith("{\"leftSide\":{\"id\":1,\"name\":\"b\",\"next\":{\"id\":5,\"name\":\"c\",")
        .endsWith(",\"rightSide\":null}");
  }

  @Test
  void theLastMemberOfAOneofShouldStand() throws Exception {
    assertThat(json("Node", "2801" + "3a0178")).contains("\"c\":\"x\"").doesNotContain("\"a\":");
    assertThat(json("Node", "3a0178" + "2801")).contains("\"a\":1").doesNotContain("\"c\":");
    // b { id: 1 }, a: 1, b { name: "n" }: the first b is gone, not merged.
    assertThat(json("Node", "32020801" + "2801" + "3203" + "12016e"))
        .contains("\"b\":{\"id\":0,\"name\":\"n\",")
        .doesNotContain("\"a\":");
    assertThat(json("Node", "32020801" + "3203" + "12016e"))
        .contains("\"b\":{\"id\":1,\"name\":\"n\",");
    assertThat(json("Node", "2800")).contains("\"a\":0");
    assertThat(json("Node", "4000")).contains("\"opt\":0");
  }

  @Test
  void theLastMemberOfAOneofShouldStandInALongMessageToo() throws Exception {
    // a: 1, then c: a long text. Nothing else is out of order.
    assertThat(
            json("Node", "2801" + "3aa01f" + "78".repeat(4_000) + "72" + "64" + "00".repeat(100)))
        .contains("\"c\":\"xxx")
        .doesNotContain("\"a\":");
  }

  @Test
  void mapsShouldBeSortedAndTheLastOfEqualKeysStand() throws Exception {
    // 2^63, 1, 2 (twice), and an entry without key and value.
    String wire =
        "620d0880808080808080808001"
            + "1001"
            + "620408011001"
            + "620408021001"
            + "620408021000"
            + "6200";
    assertThat(json("Node", wire))
        .endsWith("\"byKey\":{\"0\":false,\"1\":true,\"2\":false,\"9223372036854775808\":true}}");
  }

  @Test
  void unknownEnumNumbersShouldBeNumbers() throws Exception {
    assertThat(json("Node", "4801")).contains("\"color\":\"GREEN\"");
    assertThat(json("Node", "4863")).contains("\"color\":99");
    assertThat(json("Node", "48ffffffffffffffffff01")).contains("\"color\":-1");
  }

  @ParameterizedTest
  @CsvSource({
    "08, ends in a varint",
    "0a05, ends in a length",
    "0a0561, ends in a string",
    "0affffffff0f, a length beyond all",
    "0affffffffffffffffff01, a negative length",
    "08ffffffffffffffffffff01, a varint of 11 bytes",
    "00, field number 0",
    "0e, wire type 6",
    "0f, wire type 7",
    "0c, the end of a group that did not start",
    "0b, a group that does not end",
    "0b14, a group that ends as another",
    "ffffffffffffffffff01, a tag of more than 32 bits",
    "11, a short fixed64",
    "15000000, a short fixed32"
  })
  void malformedWireShouldBeRefused(String hex, String why) {
    assertThatThrownBy(() -> json("Single", hex))
        .as(why)
        .isInstanceOf(MalformedWireException.class);
    // The same again as an unknown field within a longer message, and nested.
    assertThatThrownBy(() -> json("Pair", "0a" + String.format("%02x", hex.length() / 2) + hex))
        .as(why)
        .isInstanceOf(MalformedWireException.class);
  }

  @Test
  void textThatIsNotUtf8ShouldBeRefused() {
    for (String text : List.of("ff", "c080", "eda080", "f4908080", "e9", "80", "f08fbfbf")) {
      String hex = "0a" + String.format("%02x", text.length() / 2) + text;
      assertThatThrownBy(() -> json("Single", hex))
          .isInstanceOf(MalformedWireException.class)
          .hasMessage("text that is not UTF-8 (byte 2)");
    }
  }

  @Test
  void nestingShouldBeLimitedAsInProtobuf() throws Exception {
    assertThat(Convert.toJson(NODE, nested(100))).contains("null");
    assertThatThrownBy(() -> Convert.toJson(NODE, nested(101)))
        .isInstanceOf(MalformedWireException.class)
        .hasMessageContaining("100 deep");
    // Groups of an unknown field, too.
    byte[] groups = new byte[300_000];
    Arrays.fill(groups, (byte) 0xa3);
    for (int i = 1; i < groups.length; i += 2) {
      groups[i] = 1;
    }
    assertThatThrownBy(() -> Convert.toJson(NODE, groups))
        .isInstanceOf(MalformedWireException.class)
        .hasMessageContaining("100 deep");
  }

  private static byte[] nested(int levels) {
    byte[] inner = {};
    for (int i = 0; i < levels; i++) {
      ByteStore outer = new ByteStore(16);
      outer.putTag(3 << 3 | 2);
      outer.putVarint(inner.length);
      outer.put(inner, 0, inner.length);
      inner = outer.toBytes();
    }
    return inner;
  }

  /** Keeps the chunks, and checks that they are what a sink is promised. */
  private static final class Chunks implements JsonSink {
    private final List<Integer> lengths = new ArrayList<>();
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private boolean ended;

    @Override
    public void write(byte[] buffer, int offset, int length, boolean last) {
      assertThat(ended).isFalse();
      assertThat(length).isBetween(1, 1_024);
      ended = last;
      lengths.add(length);
      all.write(buffer, offset, length);
    }
  }

  @Test
  void longJsonShouldLeaveInChunksAndBeTheSame() throws Exception {
    OutputShape small = OutputShape.builder().limits(new WireLimits(100, 1_024)).build();
    for (String name :
        List.of("x".repeat(50_000), "é\"".repeat(3_000), "\u0001".repeat(5_000), "")) {
      // A chain of nodes, both long ones, which are checked first, and short ones, which are not.
      byte[] wire = {};
      for (int i = 0; i < 60; i++) {
        String text = i % 20 == 0 ? name : "node" + i;
        String json =
            "{\"id\":"
                + i
                + ",\"name\":\""
                + text.replace("\"", "\\\"").replace("\u0001", "\\u0001")
                + "\"}";
        ByteStore next = new ByteStore(16);
        byte[] head = Convert.toWire(NODE, json).bytes();
        next.put(head, 0, head.length);
        next.putTag(3 << 3 | 2);
        next.putVarint(wire.length);
        next.put(wire, 0, wire.length);
        wire = next.toBytes();
      }
      Chunks chunks = new Chunks();
      small.compile(NODE).write(wire, 0, wire.length, chunks);
      assertThat(chunks.ended).isTrue();
      assertThat(chunks.all.toString(UTF_8)).isEqualTo(Convert.toJson(NODE, wire));
      assertThat(Trees.parse(chunks.all.toString(UTF_8)).get("next").get("id").asInt())
          .isEqualTo(58);
    }
  }

  @Test
  void shortJsonShouldComeAsOneLastChunk() throws Exception {
    Chunks chunks = new Chunks();
    OutputShape.standard().compile(NODE).write(new byte[0], 0, 0, chunks);
    assertThat(chunks.lengths).hasSize(1);
    assertThat(chunks.ended).isTrue();
  }

  @Test
  void aFailingSinkShouldEndTheConversion() {
    byte[] wire = new byte[100_000];
    Arrays.fill(wire, 4, wire.length, (byte) 'x');
    wire[0] = 0x0a;
    wire[1] = (byte) 0x9c;
    wire[2] = (byte) 0x8d;
    wire[3] = 0x06;
    assertThatThrownBy(() ->
            OutputShape.standard()
                .compile(TYPES.get("t.Single"))
                .write(
                    wire,
                    0,
                    wire.length,
                    (buffer, offset, length, last) -> {
                      throw new IOException("gone");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");
  }

  @Test
  void onlyTheGivenRangeShouldBeRead() throws Exception {
    byte[] wire = HexFormat.of().parseHex("ff0a0161ff");
    WireToJson converter = OutputShape.standard().compile(TYPES.get("t.Single"));
    Chunks chunks = new Chunks();
    converter.write(wire, 1, 3, chunks);
    assertThat(chunks.all.toString(UTF_8)).isEqualTo("{\"text\":\"a\"}");
    assertThatThrownBy(() -> converter.write(wire, 1, 2, new Chunks()))
        .isInstanceOf(MalformedWireException.class);
    assertThatThrownBy(() -> converter.write(wire, 1, 5, new Chunks()))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theValueOfAnAnyShouldBeginWithItsType() throws Exception {
    Chunks chunks = new Chunks();
    byte[] wire = HexFormat.of().parseHex("0a026e31");
    OutputShape.standard()
        .compile(TYPES.get("t.Single"))
        .writeTyped("type.googleapis.com/t.Single", wire, 0, wire.length, chunks);
    assertThat(chunks.all.toString(UTF_8))
        .isEqualTo("{\"@type\":\"type.googleapis.com/t.Single\",\"text\":\"n1\"}");
  }

  @Test
  void wholeMessageShouldComeInOnePieceThatIsTheSinksOwn() throws Exception {
    byte[] wire = HexFormat.of().parseHex("0a80ea30" + "61".repeat(800_000) + "1000");
    List<byte[]> pieces = new ArrayList<>();

    OutputShape.standard()
        .compile(TYPES.get("t.Single"))
        .writeWhole(
            wire,
            0,
            wire.length,
            (buffer, offset, length, last) -> {
              assertThat(last).isTrue();
              pieces.add(Arrays.copyOfRange(buffer, offset, offset + length));
            });

    assertThat(pieces).hasSize(1);
    assertThat(new String(pieces.getFirst(), UTF_8))
        .isEqualTo("{\"text\":\"" + "a".repeat(800_000) + "\"}");
  }

  @Test
  void nothingShouldBeHandedOverOfAWholeMessageThatIsMalformed() {
    byte[] wire = HexFormat.of().parseHex("0a0161" + "0a0561");

    assertThatThrownBy(() ->
            OutputShape.standard()
                .compile(TYPES.get("t.Single"))
                .writeWhole(
                    wire,
                    0,
                    wire.length,
                    (buffer, offset, length, last) -> {
                      throw new AssertionError("handed over");
                    }))
        .isInstanceOf(MalformedWireException.class);
  }
}
