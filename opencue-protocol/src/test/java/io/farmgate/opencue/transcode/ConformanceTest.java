package io.farmgate.opencue.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** proto3's JSON mapping, by the cases of protobuf's own suite: {@code json-conformance.tsv}. */
class ConformanceTest {
  private static final TypeRegistry REGISTRY =
      TypeRegistry.newBuilder().add(EveryType.HELD).build();

  private record Row(
      String name, String level, String kind, String input, String suite, String here, String why) {
    static List<Row> all() {
      return Recorded.rows("json-conformance.tsv").stream()
          .map(at -> {
            String suite = SuiteText.text(at.get(4));
            String here = at.get(5).equals("=") ? suite : SuiteText.text(at.get(5));
            String input = SuiteText.text(at.get(3));
            return new Row(at.get(0), at.get(1), at.get(2), input, suite, here, at.get(6));
          })
          .toList();
    }
  }

  @Test
  void everyCaseOfTheSuiteShouldBeHere() {
    assertThat(Row.all()).hasSize(375).extracting(Row::name).doesNotHaveDuplicates();
  }

  @Test
  void whatDiffersFromTheSuiteShouldHaveItsReason() {
    for (Row row : Row.all()) {
      boolean isAllowed = row.kind.equals("either") && row.here.equals("refused");
      assertThat(!row.why.equals("-")).as(row.name).isEqualTo(!row.here.equals(row.suite));
      assertThat(row.why.equals("choice")).as(row.name).isEqualTo(isAllowed);
    }
  }

  @TestFactory
  Stream<DynamicTest> casesShouldFareAsTheFileSays() {
    return Row.all().stream()
        .map(row -> DynamicTest.dynamicTest(row.name + " " + row.level, () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    switch (row.kind) {
      case "ignore", "input", "either" -> checkMeaning(row);
      case "read" -> {
        checkMeaning(row);
        checkPrinted(row);
      }
      case "write" -> checkMembers(row, EveryType.read(row.input).bytes());
      case "wire" -> checkMembers(row, HexFormat.of().parseHex(row.input));
      case "print" -> assertThat(printed(message(row.input))).isEqualTo(row.here);
      default -> throw new IllegalArgumentException(row.kind);
    }
  }

  private static void checkMeaning(Row row) throws Exception {
    byte[] wire;
    try {
      wire = EveryType.read(row.input).bytes();
    } catch (JsonInputException e) {
      assertThat("refused").as(e.getMessage()).isEqualTo(row.here);
      return;
    }
    assertThat(row.here).as("accepted").isNotEqualTo("refused");
    Message expected = message(row.here);
    assertThat(DynamicMessage.parseFrom(EveryType.ALL, wire)).isEqualTo(expected);
  }

  /** JsonFormat reads our print of the message as the message. */
  private static void checkPrinted(Row row) throws Exception {
    if (row.here.equals("refused")) {
      return;
    }
    byte[] wire = EveryType.read(row.input).bytes();
    DynamicMessage.Builder again = DynamicMessage.newBuilder(EveryType.ALL);
    JsonFormat.parser().usingTypeRegistry(held()).merge(EveryType.print(wire), again);
    assertThat(again.build()).isEqualTo(message(row.here));
  }

  private static void checkMembers(Row row, byte[] wire) throws Exception {
    JsonNode expected = Trees.parse(row.here);
    JsonNode actual = Trees.parse(EveryType.print(wire));
    if (expected.isEmpty()) {
      assertThat(actual).isEmpty();
    }
    expected
        .properties()
        .forEach(at -> assertThat(actual.get(at.getKey())).isEqualTo(at.getValue()));
  }

  private static String printed(Message message) {
    try {
      return EveryType.print(message.toByteArray());
    } catch (MalformedWireException e) {
      return "refused";
    }
  }

  private static Message message(String text) throws TextFormat.ParseException {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(EveryType.ALL);
    TextFormat.Parser.newBuilder().setTypeRegistry(REGISTRY).build().merge(text, message);
    return message.build();
  }

  private static JsonFormat.TypeRegistry held() {
    return JsonFormat.TypeRegistry.newBuilder().add(EveryType.HELD).build();
  }
}
