package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Go gateway's own answers, recorded, are ours. */
class RecordedGatewayTest {
  @TestFactory
  Stream<DynamicTest> requestsShouldBecomeTheSameWireOrBeRefused() {
    return Recorded.rows("requests.tsv").stream()
        .map(row -> DynamicTest.dynamicTest("body " + row.get(2), () -> checkRequest(row)));
  }

  private static void checkRequest(List<String> row) throws Exception {
    Descriptor type = Recorded.type(row.get(0));
    byte[] json = Recorded.unescape(row.get(2));
    if (row.get(1).equals("refused")) {
      assertThatThrownBy(() -> Convert.toWire(type, json)).isInstanceOf(JsonInputException.class);
      return;
    }
    byte[] wire = Convert.toWire(type, json).bytes();
    String hex = HexFormat.of().formatHex(wire);
    String recorded = row.get(1).equals("-") ? "" : row.get(1);
    // Go writes the entries of a map in random order; all else is the same byte for byte.
    if (hex.length() != recorded.length() || !type.getName().equals("DeptAddTasksRequest")) {
      assertThat(hex).isEqualTo(recorded);
    }
    DynamicMessage ours = DynamicMessage.parseFrom(type, wire);
    DynamicMessage theirs = DynamicMessage.parseFrom(type, HexFormat.of().parseHex(recorded));
    assertThat(JsonFormat.printer().sortingMapKeys().print(ours))
        .isEqualTo(JsonFormat.printer().sortingMapKeys().print(theirs));
  }

  @TestFactory
  Stream<DynamicTest> repliesShouldBeTheSameByteForByte() {
    return Recorded.rows("replies.tsv").stream()
        .map(row -> DynamicTest.dynamicTest(row.get(1), () -> checkReply(row)));
  }

  private static void checkReply(List<String> row) throws Exception {
    Descriptor type = Recorded.type(row.get(0));
    String json = new String(Recorded.unescape(row.get(1)), UTF_8);
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    JsonFormat.parser().merge(json, message);
    assertThat(Convert.toJson(type, message.build().toByteArray())).isEqualTo(json);
  }
}
