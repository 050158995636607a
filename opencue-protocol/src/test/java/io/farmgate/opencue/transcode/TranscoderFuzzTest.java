package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.UncheckedIOException;

/**
 * Input that a fuzzer made, in both directions. {@code mvn verify} tries what is kept beside the
 * resources ({@code TranscoderFuzzTestInputs}); CONTRIBUTING.md says how to look for more.
 */
class TranscoderFuzzTest {
  private static final JsonFormat.TypeRegistry REGISTRY =
      JsonFormat.TypeRegistry.newBuilder().add(EveryType.HELD).build();

  /** JSON is refused, or becomes a message that our print of it gives back. */
  @FuzzTest(maxDuration = "3m")
  void jsonShouldBeRefusedOrBecomeAMessageThatIsPrintedAndReadAgain(byte[] json) throws Exception {
    WireBody body;
    try {
      body = EveryType.read(json);
    } catch (JsonInputException e) {
      assertThat(e.offset()).isBetween(0, json.length);
      return;
    }
    DynamicMessage message = DynamicMessage.parseFrom(EveryType.ALL, body.bytes());
    String printed = EveryType.print(body.bytes());
    assertIsFixed(printed);
    assertThat(DynamicMessage.parseFrom(EveryType.ALL, EveryType.read(printed).bytes()))
        .isEqualTo(message);
    if (body.ignoredCount() == 0) {
      assertJsonFormatAgrees(json, message);
    }
  }

  /**
   * Another reader, where it takes the JSON too, finds what we read as the same message. It keeps a
   * field mask of nothing but white space, which is an empty one here and in the Go gateway.
   */
  private static void assertJsonFormatAgrees(byte[] json, DynamicMessage message)
      throws JsonInputException, InvalidProtocolBufferException {
    String theirs;
    try {
      DynamicMessage.Builder read = DynamicMessage.newBuilder(EveryType.ALL);
      JsonFormat.parser().usingTypeRegistry(REGISTRY).merge(new String(json, UTF_8), read);
      theirs = JsonFormat.printer().usingTypeRegistry(REGISTRY).print(read);
    } catch (InvalidProtocolBufferException e) {
      return;
    }
    assertThat(DynamicMessage.parseFrom(EveryType.ALL, EveryType.read(theirs).bytes()))
        .isEqualTo(message);
  }

  /** Bytes are refused, or printed as JSON that is read and printed the same. */
  @FuzzTest(maxDuration = "3m")
  void wireShouldBeRefusedOrPrintedAsJsonThatProtobufPrintsToo(byte[] wire) throws Exception {
    String printed;
    try {
      printed = EveryType.print(wire);
    } catch (MalformedWireException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    }
    assertIsFixed(printed);
    assertJsonFormatPrints(wire, printed);
  }

  /**
   * Another printer, where it takes the bytes too, prints the same. It refuses some that we do not,
   * such as text that is not UTF-8 and that a later value of its field replaces; and it prints a
   * key of a map as often as it comes.
   */
  private static void assertJsonFormatPrints(byte[] wire, String printed) {
    JsonNode theirs;
    try {
      theirs =
          Trees.parse(
              JsonFormat.printer()
                  .usingTypeRegistry(REGISTRY)
                  .alwaysPrintFieldsWithNoPresence()
                  .print(DynamicMessage.parseFrom(EveryType.ALL, wire)));
    } catch (InvalidProtocolBufferException | UncheckedIOException e) {
      return;
    }
    Trees.assertSame(Trees.withoutNulls(Trees.parse(printed)), Trees.withoutNulls(theirs));
  }

  /** What is printed is strict JSON, and prints as itself once it has been read. */
  private static void assertIsFixed(String printed) throws Exception {
    assertThat(Trees.parse(printed).isObject()).isTrue();
    assertThat(EveryType.print(EveryType.read(printed).bytes())).isEqualTo(printed);
  }
}
