package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is JSON and what is not, by a public suite of 318 documents: {@code json-syntax.tsv}. */
class JsonSyntaxTest {
  private static final JsonToWire VALUE = InputShape.standard().compile(Value.getDescriptor());
  private static final JsonToWire EMPTY = InputShape.standard().compile(Empty.getDescriptor());

  private record Row(
      String name, String suite, String asValue, String skipped, String reason, String document) {
    static List<Row> all() {
      return Recorded.rows("json-syntax.tsv").stream()
          .map(at -> new Row(at.get(0), at.get(1), at.get(2), at.get(3), at.get(4), at.get(5)))
          .toList();
    }

    byte[] bytes() {
      return SuiteText.bytes(document);
    }
  }

  @Test
  void everyCaseOfTheSuiteShouldBeHere() {
    assertThat(Row.all()).hasSize(318).extracting(Row::name).doesNotHaveDuplicates();
    assertThat(Row.all()).extracting(Row::suite).containsOnly("accepted", "refused", "either");
  }

  @Test
  void whatDiffersFromTheSuiteShouldHaveItsReason() {
    for (Row row : Row.all()) {
      String expected = row.suite.equals("either") ? "accepted" : row.suite;
      boolean differs = !row.asValue.equals(expected) || !row.skipped.equals(expected);
      assertThat(!row.reason.equals("-")).as(row.name).isEqualTo(differs);
    }
  }

  @TestFactory
  Stream<DynamicTest> documentsShouldFareAsBodiesAsTheFileSays() {
    return each(row -> assertThat(outcome(VALUE, row.bytes())).isEqualTo(row.asValue));
  }

  @TestFactory
  Stream<DynamicTest> documentsShouldFareInSkippedMembersAsTheFileSays() {
    return each(row -> assertThat(outcome(EMPTY, asMember(row.bytes()))).isEqualTo(row.skipped));
  }

  @TestFactory
  Stream<DynamicTest> acceptedDocumentsShouldMeanWhatJsonFormatFinds() {
    return Row.all().stream()
        .filter(row -> row.asValue.equals("accepted") && row.reason.equals("-"))
        .map(row -> DynamicTest.dynamicTest(row.name, () -> checkMeaning(row.bytes())));
  }

  private interface Check {
    void check(Row row) throws Exception;
  }

  private static Stream<DynamicTest> each(Check check) {
    return Row.all().stream().map(row -> DynamicTest.dynamicTest(row.name, () -> check.check(row)));
  }

  private static String outcome(JsonToWire reader, byte[] json) {
    try {
      reader.read(json, 0, json.length);
      return "accepted";
    } catch (JsonInputException e) {
      return "refused";
    }
  }

  private static byte[] asMember(byte[] document) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("{\"none\":".getBytes(US_ASCII));
    body.writeBytes(document);
    body.write('}');
    return body.toByteArray();
  }

  private static void checkMeaning(byte[] json) throws Exception {
    Value.Builder expected = Value.newBuilder();
    JsonFormat.parser().merge(new String(json, UTF_8), expected);
    assertThat(Value.parseFrom(VALUE.read(json, 0, json.length).bytes()))
        .isEqualTo(expected.build());
  }
}
