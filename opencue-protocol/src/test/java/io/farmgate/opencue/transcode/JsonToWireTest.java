package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonToWireTest {
  private static final Schemas.Types TYPES =
      Schemas.of(
          """
          enum t.Color
            RED 0
            GREEN 1
            DARK -2147483648
          message t.All
            i32 1 int32
            u32 2 uint32
            s32 3 sint32
            i64 4 int64
            u64 5 uint64
            s64 6 sint64
            f32 7 fixed32
            sf64 8 sfixed64
            f 9 float
            d 10 double
            b 11 bool
            text 12 string
            data 13 bytes
            color 14 t.Color
            a 15 int32 oneof choice
            c 16 string oneof choice
            m 17 t.All oneof choice
            opt_int 18 optional int32
            ints 19 repeated int32
            texts 20 repeated string
            colors 21 repeated t.Color
            loose 22 repeated int32 unpacked
            alls 23 repeated t.All
            by_text 24 map<string,t.All>
            by_int 25 map<int32,t.Color>
            by_bool 26 map<bool,string>
            by_u64 27 map<uint64,int32>
            sub 28 t.All
          """);
  private static final Descriptor ALL = TYPES.get("t.All");

  private static String wire(String json) throws JsonInputException {
    return HexFormat.of().formatHex(Convert.toWire(ALL, json).bytes());
  }

  private static JsonInputException failure(String json) {
    return failure(json.getBytes(UTF_8));
  }

  private static JsonInputException failure(byte[] json) {
    return catchThrowableOfType(JsonInputException.class, () -> Convert.toWire(ALL, json));
  }

  private static Object field(String json, String name) throws Exception {
    DynamicMessage message = DynamicMessage.parseFrom(ALL, Convert.toWire(ALL, json).bytes());
    return message.getField(ALL.findFieldByName(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "i32|0|0",
        "i32|-0|0",
        "i32|1.0|1",
        "i32|1e2|100",
        "i32|1E+2|100",
        "i32|100e-2|1",
        "i32|0.1e1|1",
        "i32|12.30e1|123",
        "i32|0e-99999999999999|0",
        "i32|0.0e99999999999999|0",
        "i32|\"1e2\"|100",
        "i32|\"-0\"|0",
        "i32|2147483647|2147483647",
        "i32|-2147483648|-2147483648",
        "s32|-2147483648|-2147483648",
        "i64|9223372036854775807|9223372036854775807",
        "i64|\"-9223372036854775808\"|-9223372036854775808",
        "i64|9.223372036854775807e18|9223372036854775807",
        "s64|-9223372036854775808|-9223372036854775808",
        "sf64|-1|-1",
        "d|1e400000000000000000000e|refused",
        "d|1.7976931348623157e308|1.7976931348623157E308",
        "d|1e309|refused",
        "d|-0.0|-0.0",
        "d|\"-Infinity\"|-Infinity",
        "d|\"NaN\"|NaN",
        "f|3.4028235e38|3.4028235E38",
        "f|1e39|refused",
        "f|1e-50|0.0",
        "f|\"1.5\"|1.5",
        "f|\"1.5 \"|refused",
        "f|\"\"|refused",
        "f|\"nan\"|refused",
        "f|NaN|refused",
        "f|true|refused",
        "f|\"0x1p3\"|refused",
        "f|\"1f\"|refused",
        "i32|01|refused",
        "i32|\"01\"|refused",
        "i32|\" 1\"|refused",
        "i32|\"1 \"|refused",
        "i32|\"\"|refused",
        "i32|+1|refused",
        "i32|.5|refused",
        "i32|5.|refused",
        "i32|1e|refused",
        "i32|1e+|refused",
        "i32|-|refused",
        "i32|1.5|refused",
        "i32|1e-1|refused",
        "i32|1e99999999999|refused",
        "i32|2147483648|refused",
        "i32|-2147483649|refused",
        "i32|true|refused",
        "i32|[]|refused",
        "i64|9223372036854775808|refused",
        "i64|-9223372036854775809|refused",
        "i64|99999999999999999999999|refused",
        "b|true|true",
        "b|\"true\"|refused",
        "b|1|refused",
        "b|tru|refused",
        "b|truex|refused",
        "text|1|refused",
        "color|null|RED"
      })
  void scalarsShouldBeReadAsInGo(String field, String value, String expected) throws Exception {
    String json = "{\"" + field + "\":" + value + "}";
    if (expected.equals("refused")) {
      assertThat(failure(json)).as(json).isNotNull();
    } else {
      assertThat(field(json, field).toString()).isEqualTo(expected);
    }
  }

  @Test
  void unsignedIntegersShouldCoverTheirRange() throws Exception {
    assertThat(wire("{\"u32\":4294967295}")).isEqualTo("10ffffffff0f");
    assertThat(wire("{\"f32\":4294967295}")).isEqualTo("3dffffffff");
    assertThat(wire("{\"u64\":\"18446744073709551615\"}")).isEqualTo("28ffffffffffffffffff01");
    assertThat(wire("{\"u32\":-0}")).isEmpty();
    assertThat(failure("{\"u32\":-1}")).isNotNull();
    assertThat(failure("{\"u32\":4294967296}")).isNotNull();
    assertThat(failure("{\"u64\":18446744073709551616}")).isNotNull();
    assertThat(failure("{\"u64\":184467440737095516150}")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "AAEC+vv8/f7/, 000102fafbfcfdfeff",
    "AAEC-vv8_f7_, 000102fafbfcfdfeff",
    "AA==, 00",
    "AA, 00",
    "AAA=, 0000",
    "AAA, 0000",
    "AB==, 00",
    "AA\\n==, refused",
    "AAAA\\n\\r\\n\\n, 000000",
    "A\\nA, 00",
    "A, refused",
    "AA=, refused",
    "AA=A, refused",
    "A===, refused",
    "====, refused",
    "AAAA====, refused",
    "AAAAA, refused",
    "!!, refused",
    "+_, refused",
    "A A=, refused"
  })
  void base64ShouldBeReadAsInGo(String base64, String expected) throws Exception {
    String json = "{\"data\":\"" + base64 + "\"}";
    if (expected.equals("refused")) {
      assertThat(failure(json)).as(json).isNotNull();
    } else {
      String length = String.format("%02x", expected.length() / 2);
      assertThat(wire(json)).isEqualTo("6a" + length + expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t\r\n",
        "{}",
        " {} ",
        "{}}",
        "{}{",
        "{\"i32\":null}",
        "{\"sub\":null,\"ints\":null}",
        "{\"unknown\":[{},[1,-2.5e3,\"\\u00e9\",true,false,null]]}"
      })
  void bodiesWithoutFieldsShouldBeEmptyMessages(String json) throws Exception {
    assertThat(wire(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "1",
        "true",
        "\"a\"",
        "{",
        "}",
        "{\"i32\"",
        "{\"i32\":",
        "{\"i32\":1",
        "{\"i32\":1,}",
        "{,}",
        "{i32:1}",
        "{'i32':1}",
        "{\"i32\" 1}",
        "{\"i32\":1 \"b\":true}",
        "/**/{}",
        "{/**/}",
        "{\"unknown\":[1,]}",
        "{\"unknown\":{\"a\"}}",
        "{\"unknown\":[1 2]}",
        "{\"unknown\":tru}",
        "{\"unknown\":\"\\ud800\"}",
        "{\"unknown\":[}",
        "{\"unknown\":01}",
        "{\"text\":\"\\u12\"}",
        "{\"text\":\"\\u12g4\"}",
        "{\"text\":\"\\x\"}",
        "{\"text\":\"a\tb\"}",
        "{\"text\":\"\\ud83d\"}",
        "{\"text\":\"\\ud83d\\n\"}",
        "{\"text\":\"\\udc00\\ud83d\"}",
        "{\"text\":\"abc",
        "{\"text\":\"abc\\",
        "{\"text\":\"abc\\\"",
        "nul",
        "\uFEFF{}",
        "{\"ints\":[1,null]}",
        "{\"ints\":1}",
        "{\"alls\":[null]}",
        "{\"by_text\":{\"a\":null}}",
        "{\"by_text\":[]}",
        "{\"by_int\":{\"x\":1}}",
        "{\"by_int\":{\"1.0\":1}}",
        "{\"by_int\":{\"\":1}}",
        "{\"by_u64\":{\"-1\":1}}",
        "{\"by_u64\":{\"+1\":1}}",
        "{\"by_bool\":{\"TRUE\":\"x\"}}",
        "{\"i32\":1,\"i32\":1}",
        "{\"i32\":null,\"i32\":1}",
        "{\"opt_int\":1,\"optInt\":1}",
        "{\"a\":1,\"c\":\"x\"}",
        "{\"a\":1,\"m\":{}}",
        "{\"by_text\":{\"a\":{},\"\\u0061\":{}}}",
        "{\"by_int\":{\"1\":1,\"01\":0}}",
        "{\"color\":1.5}",
        "{\"color\":[]}",
        "{\"color\":2147483648}",
        "{\"colors\":[null]}"
      })
  void whatGoRefusesShouldBeRefused(String json) {
    assertThat(failure(json)).isNotNull();
  }

  @Test
  void textThatIsNotUtf8ShouldBeRefusedEverywhere() {
    for (String bytes :
        new String[] {
          "\u00ff",
          "\u00c0\u0080",
          "\u00ed\u00a0\u0080",
          "\u00f5\u0080\u0080\u0080",
          "\u00e9",
          "\u00f0\u008f\u00bf\u00bf",
          "\u00f4\u0090\u0080\u0080",
          "\u0080"
        }) {
      assertThat(failure(("{\"text\":\"" + bytes + "\"}").getBytes(ISO_8859_1))).isNotNull();
      assertThat(failure(("{\"un\":\"" + bytes + "\"}").getBytes(ISO_8859_1))).isNotNull();
      assertThat(failure(("{\"" + bytes + "\":1}").getBytes(ISO_8859_1))).isNotNull();
    }
  }

  @Test
  void textShouldKeepEveryCharacter() throws Exception {
    assertThat(
            field(
                "{\"text\":\"\\u0000\\\"\\\\\\/\\b\\f\\n\\r\\té\\u00E9\\ud83d\\ude00😀\u007f\"}",
                "text"))
        .isEqualTo("\0\"\\/\b\f\n\r\téé😀😀\u007f");
  }

  @Test
  void presenceShouldDecideWhetherDefaultsAreWritten() throws Exception {
    assertThat(
            wire("{\"i32\":0,\"text\":\"\",\"b\":false,\"color\":\"RED\",\"f\":0,\"data\":\"\"}"))
        .isEmpty();
    assertThat(wire("{\"optInt\":0}")).isEqualTo("900100");
    assertThat(wire("{\"opt_int\":null}")).isEmpty();
    assertThat(wire("{\"a\":0}")).isEqualTo("7800");
    assertThat(wire("{\"a\":null,\"c\":\"\"}")).isEqualTo("820100");
    assertThat(wire("{\"sub\":{}}")).isEqualTo("e20100");
    assertThat(wire("{\"f\":-0.0}")).isEqualTo("4d00000080");
  }

  @Test
  void listsShouldBePackedWhereTheFieldSaysSo() throws Exception {
    assertThat(wire("{\"ints\":[1,2,0]}")).isEqualTo("9a0103010200");
    assertThat(wire("{\"ints\":[]}")).isEmpty();
    assertThat(wire("{\"loose\":[1,2,0]}")).isEqualTo("b00101b00102b00100");
    assertThat(wire("{\"texts\":[\"\",\"a\"]}")).isEqualTo("a20100a2010161");
  }

  @Test
  void mapEntriesShouldHoldKeyAndValueAlways() throws Exception {
    assertThat(wire("{\"by_bool\":{\"false\":\"\"}}")).isEqualTo("d2010408001200");
    assertThat(wire("{\"byInt\":{\"-01\":0}}")).isEqualTo("ca010d08ffffffffffffffffff011000");
    assertThat(wire("{\"by_u64\":{\"18446744073709551615\":1}}"))
        .isEqualTo("da010d08ffffffffffffffffff011001");
  }

  @Test
  void longMessagesShouldGetLongLengths() throws Exception {
    String text = "x".repeat(20_000);
    String json = "{\"sub\":{\"sub\":{\"text\":\"" + text + "\"}}}";
    DynamicMessage message = DynamicMessage.parseFrom(ALL, Convert.toWire(ALL, json).bytes());
    assertThat(Convert.toJson(ALL, message.toByteArray())).contains(text);
    assertThat(Convert.toWire(ALL, json).bytes()).isEqualTo(message.toByteArray());
  }

  @Test
  void unknownMembersAndEnumNamesShouldBeReported() throws Exception {
    WireBody body =
        Convert.toWire(
            ALL,
            """
            {"I32":1,"sub":{"foo":{"i32":1},"color":"BLUE"},"alls":[{},{"bär,\\n":[1]}],
             "colors":["RED","red","GREEN"],"by_int":{"7":"PINK"},"by_text":{"k":{"x":1}},
             "a":null,"":0,"@type":"t"}
            """);
    assertThat(body.ignored())
        .containsExactly(
            "I32",
            "sub.foo",
            "sub.color",
            "alls[1].b?r?\\n",
            "colors[1]",
            "by_int.7",
            "by_text.k.x",
            "",
            "@type");
    assertThat(body.ignoredCount()).isEqualTo(9);
    assertThat(HexFormat.of().formatHex(body.bytes()))
        .isEqualTo("e20100" + "ba0100ba0100" + "aa01020001" + "c201050a016b1200");
  }

  @Test
  void enumsShouldBeReadByNameOrNumber() throws Exception {
    assertThat(wire("{\"color\":\"GREEN\"}")).isEqualTo("7001");
    assertThat(wire("{\"color\":1.0}")).isEqualTo("7001");
    assertThat(wire("{\"color\":99}")).isEqualTo("7063");
    assertThat(wire("{\"color\":\"DARK\"}")).isEqualTo("7080808080f8ffffffff01");
    // A string is a name, even if it looks like a number.
    assertThat(Convert.toWire(ALL, "{\"color\":\"1\"}").ignored()).containsExactly("color");
  }

  @Test
  void ignoredMembersShouldBeBounded() throws Exception {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1_000; i++) {
      json.append(i == 0 ? "" : ",").append("\"x").append("y".repeat(100)).append("\":").append(i);
    }
    WireBody body = Convert.toWire(ALL, json.append('}').toString());
    assertThat(body.ignored()).hasSize(JsonLimits.DEFAULT.ignoredPaths());
    assertThat(body.ignored().getFirst()).hasSize(43).endsWith("...");
    assertThat(body.ignoredCount()).isEqualTo(1_000);
  }

  @Test
  void failuresShouldSayWhatAndWhere() {
    JsonInputException failure = failure("{\"sub\":{\n  \"é\": 1, \"texts\": [\"a\", \"b\", 7]}}");
    assertThat(failure)
        .hasMessage("sub.texts[2]: expected text in double quotes, got 7 (line 2, column 31)");
    assertThat(failure.problem()).isEqualTo("expected text in double quotes, got 7");
    assertThat(failure.path()).isEqualTo("sub.texts[2]");
    assertThat(failure.line()).isEqualTo(2);
    assertThat(failure.column()).isEqualTo(31);
    assertThat(failure.offset()).isEqualTo(40);

    assertThat(failure("[]")).hasMessage("expected an object, got a list (line 1, column 1)");
    assertThat(failure("{\"i32\":2147483648}"))
        .hasMessage(
            "i32: expected an integer from -2147483648 to 2147483647, got 2147483648"
                + " (line 1, column 8)");
    assertThat(failure("{\"b\":\"true\"}"))
        .hasMessage("b: expected true or false, got \"true\" (line 1, column 6)");
    assertThat(failure("{\"i32\":1,\"i32\":2}"))
        .hasMessage(
            "i32: this field was given before, under this or its other name"
                + " (line 1, column 11)");
    assertThat(failure("{\"i32\":1"))
        .hasMessage("expected a comma or }, got the end of the body (line 1, column 9)");
    assertThat(failure("{\"data\":\"!!\"}"))
        .hasMessage("data: expected base64, got \"!!\" (line 1, column 9)");
  }

  @Test
  void failuresShouldQuoteLittleOfTheBody() {
    String secret = "s".repeat(10_000);
    for (String json :
        new String[] {
          "{\"i32\":\"" + secret + "\"}",
          "{\"i32\":" + secret + "}",
          "{\"" + secret + "\" 1}",
          "{\"by_int\":{\"" + secret + "\":1}}",
          secret,
          "{\"i32\":1" + "0".repeat(10_000) + "}"
        }) {
      assertThat(failure(json).getMessage()).hasSizeLessThan(250);
    }
  }

  @Test
  void nestingShouldBeLimited() throws Exception {
    assertThat(failure(nested("sub", 100))).isNull();
    assertThat(failure(nested("sub", 101)).problem()).contains("100 levels");
    assertThat(failure("{\"x\":" + "[".repeat(9_999) + "]".repeat(9_999) + "}")).isNull();
    assertThat(failure("{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}").problem())
        .contains("10000 levels");
    assertThat(failure(nested("x", 9_999))).isNull();
    assertThat(failure(nested("x", 10_000))).isNotNull();
    assertThat(Convert.toWire(ALL, nested("x", 5_000).replace("{}", "{\"y\":[]}")).ignored())
        .containsExactly("x");
  }

  private static String nested(String name, int levels) {
    return ("{\"" + name + "\":").repeat(levels) + "{}" + "}".repeat(levels);
  }

  @Test
  void limitsShouldBeSettable() {
    JsonToWire strict = InputShape.within(new JsonLimits(1, 5, 20, 0)).compile(ALL);
    assertThatThrownBy(() -> read(strict, "{\"sub\":{\"sub\":{}}}"))
        .hasMessageContaining("1 levels");
    assertThatThrownBy(() -> read(strict, "{\"x\":[[[[[]]]]]}")).hasMessageContaining("5 levels");
    assertThatThrownBy(() -> read(strict, "{\"text\":\"0123456789\"}"))
        .hasMessageContaining("at most 20");
    assertThatThrownBy(() -> new JsonLimits(0, 1, 1, 0))
        .hasMessage("messageDepth: 0 (expected: 1 to 1000)");
  }

  private static WireBody read(JsonToWire converter, String json) throws JsonInputException {
    byte[] bytes = json.getBytes(UTF_8);
    return converter.read(bytes, 0, bytes.length);
  }

  @Test
  void aRangeOfAnArrayShouldBeReadAlone() throws Exception {
    byte[] bytes = "xx\n{\"i32\":1}{\"i32\":\"\"}".getBytes(UTF_8);
    JsonToWire converter = InputShape.standard().compile(ALL);
    assertThat(converter.read(bytes, 3, 9).bytes()).containsExactly(8, 1);
    assertThatThrownBy(() -> converter.read(bytes, 3, 8))
        .hasMessage("expected a comma or }, got the end of the body (line 1, column 9)");
    assertThatThrownBy(() -> converter.read(bytes, 3, 100))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
