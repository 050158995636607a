package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Int32Value;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WellKnownTypesTest {
  private static final Schemas.Types TYPES =
      Schemas.of(
          """
          message k.Plain
            name 1 string
            value 2 int32
          message k.Holder
            any 1 google.protobuf.Any
            time 2 google.protobuf.Timestamp
            anything 3 google.protobuf.Value
            nothing 4 google.protobuf.NullValue
            number 5 google.protobuf.Int32Value
            nothings 6 repeated google.protobuf.NullValue
            things 7 repeated google.protobuf.Value
            by_name 8 map<string,google.protobuf.Value>
            a 9 google.protobuf.NullValue oneof choice
            b 10 int32 oneof choice
            empty 11 google.protobuf.Empty
          """);
  private static final Descriptor HOLDER = TYPES.get("k.Holder");
  private static final AnyTypes HELD =
      AnyTypes.of(
          List.of(
              TYPES.get("k.Plain"),
              HOLDER,
              Any.getDescriptor(),
              Empty.getDescriptor(),
              Int32Value.getDescriptor(),
              Value.getDescriptor()));

  private static String json(Descriptor type, byte[] wire) throws MalformedWireException {
    return Convert.toJson(OutputShape.builder().anyTypes(HELD).build(), type, wire);
  }

  private static String json(Message message) throws MalformedWireException {
    return json(message.getDescriptorForType(), message.toByteArray());
  }

  private static byte[] wire(Descriptor type, String json) throws JsonInputException {
    byte[] bytes = json.getBytes(UTF_8);
    return InputShape.within(JsonLimits.DEFAULT, HELD)
        .compile(type)
        .read(bytes, 0, bytes.length)
        .bytes();
  }

  private static byte[] merged(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static Any any(String url, Message value) {
    return Any.newBuilder().setTypeUrl(url).setValue(value.toByteString()).build();
  }

  @Test
  void unsetFieldsShouldShowAsAnyOtherMessage() throws Exception {
    assertThat(json(HOLDER, new byte[0]))
        .isEqualTo(
            "{\"any\":null,\"time\":null,\"anything\":null,\"nothing\":null,\"number\":null,"
                + "\"nothings\":[],\"things\":[],\"byName\":{},\"empty\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1970-01-01T00:00:00Z",
    "-1, 500000000, 1969-12-31T23:59:59.500Z",
    "951782400, 120000, 2000-02-29T00:00:00.000120Z",
    "-62135596800, 1, 0001-01-01T00:00:00.000000001Z",
    "253402300799, 999999999, 9999-12-31T23:59:59.999999999Z",
  })
  void timestampsShouldBeInUtcWithAsFewDigitsAsHoldThem(long seconds, int nanos, String text)
      throws Exception {
    Timestamp time = Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    assertThat(json(time)).isEqualTo('"' + text + '"');
    assertThat(wire(Timestamp.getDescriptor(), '"' + text + '"')).isEqualTo(time.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000-01-01T00:00:00", "2000-01-01t00:00:00Z", "2000-01-01T00:00:00z",
        "2000-02-30T00:00:00Z", "2000-01-01T24:00:00Z", "2000-01-01T00:00:60Z",
        "2000-01-01T00:00:00.Z", "2000-01-01T00:00:00.0000000001Z", "2000-01-01T00:00:00,5Z",
        "2000-01-01T0:00:00Z", "2000-01-01T00:00:00+2400", "2000-01-01T00:00:00+24:00",
        "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "+000-01-01T00:00:00Z",
        "2000-01-01T00:00:00Z ", "", "2000-01-01T00:00:0\u0660Z",
      })
  void otherTimesShouldBeRefused(String text) {
    assertThatThrownBy(() -> wire(Timestamp.getDescriptor(), '"' + text + '"'))
        .isInstanceOf(JsonInputException.class)
        .hasMessageContaining("expected a time such as");
  }

  @ParameterizedTest
  @CsvSource({
    "1s, 1, 0",
    "+1.5s, 1, 500000000",
    "-0.000000001s, 0, -1",
    ".5s, 0, 500000000",
    "2.s, 2, 0",
    "-315576000000.999999999s, -315576000000, -999999999",
  })
  void durationsShouldBeReadAsGoReadsThem(String text, long seconds, int nanos) throws Exception {
    Duration expected = Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    assertThat(wire(Duration.getDescriptor(), '"' + text + '"')).isEqualTo(expected.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "-s",
        "1",
        "01s",
        "1 s",
        "1.0000000001s",
        "315576000001s",
        "1e3s",
        "--1s",
        "1.-1s",
        "99999999999999999999s",
        "0x1s"
      })
  void otherDurationsShouldBeRefused(String text) {
    assertThatThrownBy(() -> wire(Duration.getDescriptor(), '"' + text + '"'))
        .isInstanceOf(JsonInputException.class)
        .hasMessageContaining("expected a duration in seconds");
  }

  @Test
  void timesWithoutAJsonFormShouldBeRefused() {
    for (Message wrong :
        List.of(
            Timestamp.newBuilder().setSeconds(253_402_300_800L).build(),
            Timestamp.newBuilder().setNanos(-1).build(),
            Timestamp.newBuilder().setNanos(1_000_000_000).build(),
            Duration.newBuilder().setSeconds(1).setNanos(-1).build(),
            Duration.newBuilder().setSeconds(Long.MIN_VALUE).build(),
            Duration.newBuilder().setNanos(1_000_000_000).build())) {
      assertThatThrownBy(() -> json(wrong)).isInstanceOf(MalformedWireException.class);
    }
  }

  @Test
  void fieldMasksShouldChangeTheirSpelling() throws Exception {
    FieldMask mask = FieldMask.newBuilder().addPaths("foo_bar.b1").addPaths("x").build();
    assertThat(json(mask)).isEqualTo("\"fooBar.b1,x\"");
    assertThat(wire(FieldMask.getDescriptor(), "\" fooBar.b1,x \"")).isEqualTo(mask.toByteArray());
    assertThat(wire(FieldMask.getDescriptor(), "\"\"")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a_b", "a,", ",a", "a..b", "1a", "a b", ".", "é"})
  void pathsThatAreNoneShouldBeRefused(String text) {
    assertThatThrownBy(() -> wire(FieldMask.getDescriptor(), '"' + text + '"'))
        .isInstanceOf(JsonInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fooBar", "foo__bar", "foo_3", "foo_", "a.", "3a", "a b"})
  void pathsThatWouldNotComeBackShouldBeRefused(String path) {
    assertThatThrownBy(() -> json(FieldMask.newBuilder().addPaths(path).build()))
        .isInstanceOf(MalformedWireException.class);
  }

  @Test
  void nullShouldBeAValueOfValueAndNullValueOnly() throws Exception {
    byte[] wire =
        wire(
            HOLDER,
            """
            {"any":null,"time":null,"anything":null,"nothing":null,"number":null,
             "nothings":[null,"NULL_VALUE",0],"things":[null],"byName":{"k":null},
             "a":null,"empty":null}\
            """);
    assertThat(HexFormat.of().formatHex(wire))
        .isEqualTo("1a020800" + "3203000000" + "3a020800" + "42070a016b12020800" + "4800");
    assertThat(json(HOLDER, wire)).contains("\"a\":null", "\"things\":[null]", "{\"k\":null}");
    assertThatThrownBy(() -> wire(HOLDER, "{\"things\":null}"))
        .hasMessageStartingWith("things: expected a list, got null");
    assertThatThrownBy(() -> wire(HOLDER, "{\"nothings\":null}"))
        .hasMessageStartingWith("nothings: expected a list, got null");
    assertThatThrownBy(() -> wire(Int32Value.getDescriptor(), "null"))
        .hasMessageStartingWith("expected an integer, got null");
  }

  @Test
  void anUnknownNumberOfNullValueShouldShowAsNull() throws Exception {
    assertThat(json(HOLDER, HexFormat.of().parseHex("2005320103")))
        .contains("\"nothing\":null", "\"nothings\":[null]");
  }

  @Test
  void theLastMemberOfAValueShouldWinAndItsPartsShouldMerge() throws Exception {
    byte[] one = Value.newBuilder().setNumberValue(1).build().toByteArray();
    byte[] list = list(one);
    byte[] text = Value.newBuilder().setStringValue("x").build().toByteArray();
    Descriptor value = Value.getDescriptor();
    assertThat(json(value, merged(list, list))).isEqualTo("[1,1]");
    assertThat(json(value, merged(list, list, list))).isEqualTo("[1,1,1]");
    assertThat(json(value, merged(list, text, list))).isEqualTo("[1]");
    assertThat(json(value, merged(list, text))).isEqualTo("\"x\"");
    assertThat(json(value, merged(text, one))).isEqualTo("1");
    assertThatThrownBy(() -> json(value, new byte[0])).hasMessageContaining("holds nothing");
    assertThatThrownBy(() -> json(Value.newBuilder().setNumberValue(Double.NaN).build()))
        .hasMessageContaining("no JSON number");
  }

  private static byte[] list(byte[] element) throws Exception {
    return Value.newBuilder()
        .setListValue(ListValue.newBuilder().addValues(Value.parseFrom(element)))
        .build()
        .toByteArray();
  }

  @Test
  void aValueInPartsShouldBeJudgedWhole() throws Exception {
    // Field 3 comes as a part with an unknown field alone, then as one with a boolean.
    assertThat(json(HOLDER, HexFormat.of().parseHex("1a0390030a" + "1a022001")))
        .contains("\"anything\":true");
  }

  @Test
  void structsShouldBeObjectsOfAnything() throws Exception {
    String json = "{\"\":[],\"a\":{\"b\":[1.5,\"x\",true,null,{}]},\"é\":-0}";
    assertThat(json(Value.getDescriptor(), wire(Value.getDescriptor(), json))).isEqualTo(json);
    assertThatThrownBy(() -> wire(Value.getDescriptor(), "{\"a\":1,\"a\":2}"))
        .hasMessageContaining("given before");
    assertThatThrownBy(() -> wire(Value.getDescriptor(), "[1e999]"))
        .hasMessageContaining("a number within a double");
  }

  @Test
  void depthShouldBeCountedInMessages() throws Exception {
    String json = "[".repeat(50) + "]".repeat(50);
    assertThat(json(Value.getDescriptor(), wire(Value.getDescriptor(), json))).isEqualTo(json);
    assertThatThrownBy(() -> wire(Value.getDescriptor(), '[' + json + ']'))
        .hasMessageContaining("nested more than 100 levels deep");
    String objects = "{\"a\":".repeat(33) + "1" + "}".repeat(33);
    byte[] wire = wire(Value.getDescriptor(), objects);
    assertThat(json(Value.getDescriptor(), wire)).isEqualTo(objects);
    assertThatThrownBy(() -> wire(Value.getDescriptor(), "{\"a\":" + objects + '}'))
        .hasMessageContaining("nested more than 100 levels deep");
  }

  @Test
  void anAnyShouldShowWhatItHolds() throws Exception {
    Message plain = com.google.protobuf.DynamicMessage.newBuilder(TYPES.get("k.Plain")).build();
    assertThat(json(any("x.org/k.Plain", plain)))
        .isEqualTo("{\"@type\":\"x.org/k.Plain\",\"name\":\"\",\"value\":0}");
    Any number = any("a/google.protobuf.Int32Value", Int32Value.of(7));
    assertThat(json(number)).isEqualTo("{\"@type\":\"a/google.protobuf.Int32Value\",\"value\":7}");
    assertThat(json(any("b/google.protobuf.Any", number)))
        .isEqualTo(
            "{\"@type\":\"b/google.protobuf.Any\",\"value\":"
                + "{\"@type\":\"a/google.protobuf.Int32Value\",\"value\":7}}");
    assertThat(json(any("a/google.protobuf.Empty", Empty.getDefaultInstance())))
        .isEqualTo("{\"@type\":\"a/google.protobuf.Empty\",\"value\":{}}");
    assertThat(json(Any.getDefaultInstance())).isEqualTo("{}");
  }

  @Test
  void anAnyOfAnotherTypeShouldBeRefused() {
    for (Any wrong :
        List.of(
            any("x/google.protobuf.Struct", Empty.getDefaultInstance()),
            any("k.Plainer", Empty.getDefaultInstance()),
            any("x/", Empty.getDefaultInstance()),
            Any.newBuilder().setValue(ByteString.copyFromUtf8("x")).build())) {
      assertThatThrownBy(() -> json(wrong)).hasMessageContaining("not known here");
    }
    assertThatThrownBy(() -> wire(HOLDER, "{\"any\":{\"@type\":\"x/k.Plainer\",\"v\":1}}"))
        .hasMessage(
            "any: @type: \"x/k.Plainer\" (expected: the URL of a message type that is known here)"
                + " (line 1, column 8)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'@type':'x/k.Plain','name':'n','value':3}",
        "{'name':'n','@type':'x/k.Plain','value':3}",
        "{'name':'n','value':3,'\\u0040type':'x/k.Plain','unknown':{'@type':1}}",
      })
  void theTypeOfAnAnyMayStandAnywhere(String json) throws Exception {
    assertThat(HexFormat.of().formatHex(wire(Any.getDescriptor(), json.replace('\'', '"'))))
        .isEqualTo("0a09782f6b2e506c61696e" + "12050a016e1003");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'@type':'x/k.Plain','@type':'x/k.Plain'} | @type: this member was given before",
        "{'@type':''} | @type: expected the URL of a message type in double quotes, got \"\"",
        "{'@type':1} | @type: expected the URL of a message type in double quotes, got 1",
        "{'@type':'x/google.protobuf.Int32Value'} | expected a member \"value\" beside @type",
        "{'@type':'x/google.protobuf.Int32Value','value':1,'value':2} | this member was given",
        "{'@type':'x/google.protobuf.Int32Value','value':null} | value: expected an integer",
        "[] | expected an object with @type, got a list",
      })
  void otherFormsOfAnAnyShouldBeRefused(String json, String message) {
    assertThatThrownBy(() -> wire(Any.getDescriptor(), json.replace('\'', '"')))
        .isInstanceOf(JsonInputException.class)
        .hasMessageContaining(message.replace("@type: this", "this"));
  }

  @Test
  void anAnyWithoutATypeShouldBeEmptyAndItsMembersReported() throws Exception {
    byte[] json = "{\"any\":{\"a\":1,\"b\":[]}}".getBytes(UTF_8);
    WireBody body =
        InputShape.within(JsonLimits.DEFAULT, HELD).compile(HOLDER).read(json, 0, json.length);
    assertThat(body.bytes()).containsExactly(10, 0);
    assertThat(body.ignored()).containsExactly("any.a", "any.b");
  }

  @Test
  void anEmptyInAnAnyShouldNotNeedItsValue() throws Exception {
    String url = "\"@type\":\"x/google.protobuf.Empty\"";
    byte[] expected = Any.newBuilder().setTypeUrl("x/google.protobuf.Empty").build().toByteArray();
    assertThat(wire(Any.getDescriptor(), '{' + url + '}')).isEqualTo(expected);
    assertThat(wire(Any.getDescriptor(), '{' + url + ",\"value\":{}}")).isEqualTo(expected);
  }

  @Test
  void nestedAnysShouldCountAsDepth() {
    Any any = Any.getDefaultInstance();
    for (int i = 0; i < 200; i++) {
      any = any("x/google.protobuf.Any", any);
    }
    Any deep = any;
    assertThatThrownBy(() -> json(deep)).hasMessageContaining("nested more than 100 deep");
    String json = "{\"@type\":\"x/google.protobuf.Any\",\"value\":".repeat(200) + "{}";
    assertThatThrownBy(() -> wire(Any.getDescriptor(), json + "}".repeat(200)))
        .hasMessageContaining("nested more than 100 levels deep");
  }

  @Test
  void aTypedMessageWithAFormOfItsOwnShouldBeAMember() throws Exception {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    byte[] wire = Int32Value.of(5).toByteArray();
    OutputShape.standard()
        .compile(Int32Value.getDescriptor())
        .writeTyped(
            "u", wire, 0, wire.length, (chunk, at, count, last) -> json.write(chunk, at, count));
    assertThat(json.toString(UTF_8)).isEqualTo("{\"@type\":\"u\",\"value\":5}");
  }

  @Test
  void aTypeThatOnlyHasTheNameShouldBeRefusedAtStart() {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("fake.proto")
            .setPackage("google.protobuf")
            .setSyntax("proto3")
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("Timestamp")
                    .addField(
                        FieldDescriptorProto.newBuilder()
                            .setName("seconds")
                            .setNumber(1)
                            .setType(FieldDescriptorProto.Type.TYPE_STRING)))
            .build();
    Descriptor fake;
    try {
      fake = FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().getFirst();
    } catch (com.google.protobuf.Descriptors.DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
    assertThatThrownBy(() -> OutputShape.standard().compile(fake))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("google.protobuf.Timestamp: not the fields");
    assertThatThrownBy(() -> InputShape.standard().compile(fake))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AnyTypes.of(List.of(fake, Timestamp.getDescriptor())))
        .hasMessageContaining("two types of this name");
  }

  @Test
  void computedMembersShouldBeRefusedWhereTheyWouldNotShow() {
    Descriptor time = Timestamp.getDescriptor();
    ComputedValue zero = (message, value) -> value.number(0);
    assertThatThrownBy(() -> OutputShape.builder().add(time, "x", zero).build().compile(HOLDER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has a JSON form of its own");
    assertThatThrownBy(() ->
            OutputShape.builder()
                .replace(time.findFieldByName("nanos"), zero)
                .build()
                .compile(time))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(NullValue.getDescriptor().getValues()).hasSize(1);
  }
}
