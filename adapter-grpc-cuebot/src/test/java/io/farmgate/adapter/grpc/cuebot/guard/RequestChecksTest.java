package io.farmgate.adapter.grpc.cuebot.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.farmgate.adapter.grpc.cuebot.guard.RequestChecks.Refusal;
import io.farmgate.adapter.grpc.cuebot.guard.Tables.Row;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.wire.host.HardwareState;
import io.farmgate.opencue.wire.host.HardwareStateSeq;
import io.farmgate.opencue.wire.host.HostGetHostsRequest;
import io.farmgate.opencue.wire.host.HostSearchCriteria;
import io.farmgate.opencue.wire.job.FrameSearchCriteria;
import io.farmgate.opencue.wire.job.JobFindJobRequest;
import io.farmgate.opencue.wire.job.JobGetFramesRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestChecksTest {
  private static final MethodCatalogue CATALOGUE = MethodCatalogue.load();
  private static final int NOW = 1_800_000_000;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW));
  private static final RequestChecks CHECKS = RequestChecks.load(CATALOGUE, CLOCK);

  static Stream<Row> rows() {
    return Tables.read("checks.tsv", 4).stream();
  }

  /** Each row by itself: bad values are refused by the field's name, good ones pass. */
  @ParameterizedTest
  @MethodSource("rows")
  void rowShouldRefuseBadValuesAndLetGoodOnesPass(Row row) {
    RpcMethod method = methodWith(row.cell(0));
    String field = row.cell(1).split("\\|", -1)[0];
    String leaf = field.substring(field.lastIndexOf('.') + 1);

    for (Object bad : bad(row.cell(2))) {
      assertThat(CHECKS.refusal(method.fullName(), request(method, row, field, bad)))
          .as(bad + " for " + row)
          .isPresent()
          .hasValueSatisfying(refusal -> assertThat(refusal.failure().message()).contains(leaf));
    }
    for (Object good : good(row.cell(2))) {
      // Other fields of the request may have rules of their own.
      assertThat(
              CHECKS
                  .refusal(method.fullName(), request(method, row, field, good))
                  .map(refusal -> refusal.failure().message())
                  .filter(message -> message.contains(leaf)))
          .as(good + " for " + row)
          .isEmpty();
    }
  }

  private static List<Object> bad(String rule) {
    return switch (rule) {
      case "at-least 0" -> List.of(-1.0, -3.5, Double.NaN, Double.POSITIVE_INFINITY);
      case "at-least -1" -> List.of(-2.0, Double.NaN);
      case "between 0 15" -> List.of(-1.0, 16.0, 99.0);
      case "finite" -> List.of(Double.NaN, Double.NEGATIVE_INFINITY);
      case "range" -> List.of("abc", "1-", "5-1x2", "1-10, 20", "1-100001");
      case "regex" -> List.of("(", "a)", "[a", "*a", "a\\");
      case "amount" -> List.of("abc", "-1", "1-2-3", "2-");
      case "spec" -> List.of("<spec><job><layer><range>1-x</range></layer></job></spec>");
      case "named" -> List.of("", "  ");
      case "recent" -> List.of((double) NOW - 61, 0.0);
      default -> throw new IllegalArgumentException(rule);
    };
  }

  private static List<Object> good(String rule) {
    return switch (rule) {
      case "at-least 0", "between 0 15" -> List.of(0.0, 1.0, 15.0);
      case "at-least -1" -> List.of(-1.0, 0.0, 7.0);
      case "finite" -> List.of(-3.5, 0.0, 1e6);
      case "range" -> List.of("", "1", "1-10x2,20", "1-100000");
      case "regex" -> List.of("", "^a.*b$", "(a|b)+", "[]a]", "[[:alpha:]_]", "***=(", "(?i)a");
      case "amount" -> List.of("", "2", "2-4.5", ".5");
      case "spec" ->
          List.of("", "no xml", "<spec><job><layer><range>1-9</range></layer></job></spec>");
      case "named" -> List.of("a");
      case "recent" -> List.of((double) NOW, (double) NOW - 60, (double) NOW + 5);
      default -> throw new IllegalArgumentException(rule);
    };
  }

  /** The request of a row, or one that has the row's message in it. */
  private static RpcMethod methodWith(String message) {
    return CATALOGUE.all().stream()
        .filter(m ->
            m.request().getFullName().equals(message) || holder(m.request(), message).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static Optional<FieldDescriptor> holder(Descriptor request, String message) {
    return request.getFields().stream()
        .filter(f ->
            f.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && f.getMessageType().getFullName().equals(message))
        .findFirst();
  }

  private static byte[] request(RpcMethod method, Row row, String path, Object value) {
    DynamicMessage.Builder request = DynamicMessage.newBuilder(method.request());
    if (method.request().getFullName().equals(row.cell(0))) {
      put(request, List.of(path.split("\\.", -1)), value);
      return request.build().toByteArray();
    }
    FieldDescriptor holder = holder(method.request(), row.cell(0)).orElseThrow();
    DynamicMessage.Builder inside = DynamicMessage.newBuilder(holder.getMessageType());
    put(inside, List.of(path), value);
    return request.setField(holder, inside.build()).build().toByteArray();
  }

  private static void put(DynamicMessage.Builder message, List<String> path, Object value) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(path.getFirst());
    if (path.size() > 1) {
      DynamicMessage.Builder inside = DynamicMessage.newBuilder(field.getMessageType());
      put(inside, path.subList(1, path.size()), value);
      message.setField(field, inside.build());
      return;
    }
    Object typed =
        switch (field.getType()) {
          case FLOAT -> ((Double) value).floatValue();
          // A whole number is never NaN: the worst that can be sent stands for it.
          case INT32 -> Double.isFinite((Double) value) ? ((Double) value).intValue() : -99;
          case INT64 -> Double.isFinite((Double) value) ? ((Double) value).longValue() : -99L;
          default -> value;
        };
    if (field.isRepeated()) {
      message.addRepeatedField(field, typed);
    } else {
      message.setField(field, typed);
    }
  }

  @Test
  void unknownEnumShouldBeNamedWithItsPathAndTheKnownNames() {
    HostGetHostsRequest request =
        HostGetHostsRequest.newBuilder()
            .setR(
                HostSearchCriteria.newBuilder()
                    .setStates(
                        HardwareStateSeq.newBuilder().addState(HardwareState.UP).addStateValue(77)))
            .build();

    assertThat(message("host.HostInterface/GetHosts", request.toByteArray()))
        .isEqualTo(
            "r.states.state: 77 (expected: one of UP, DOWN, REBOOTING, REBOOT_WHEN_IDLE, REPAIR)");
    // The same, not packed into one field.
    byte[] unpacked = {0x0a, 6, 0x32, 4, 0x08, 0, 0x08, 77};
    int states = HostSearchCriteria.getDescriptor().findFieldByName("states").getNumber();
    unpacked[2] = (byte) (states << 3 | 2);
    assertThat(message("host.HostInterface/GetHosts", unpacked)).contains("77");
  }

  @Test
  void nulShouldBeRefusedInAnyText() {
    byte[] request = JobFindJobRequest.newBuilder().setName("a\0b").build().toByteArray();

    assertThat(message("job.JobInterface/FindJob", request))
        .isEqualTo("name: a NUL character at byte 2 (expected: text without)");
  }

  @ParameterizedTest
  @CsvSource({"ff", "0a", "0a05", "0a0561", "80", "0b", "0c", "07"})
  void bytesThatAreNoMessageShouldBeRefused(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);

    assertThat(CHECKS.refusal("job.JobInterface/FindJob", bytes).map(Refusal::kind))
        .contains("malformed");
  }

  @Test
  void fieldsThatNobodyKnowsShouldPass() {
    byte[] unknown = {0x7a, 2, 0, 0, 0x78, 5};

    assertThat(CHECKS.refusal("job.JobInterface/FindJob", unknown)).isEmpty();
    assertThat(CHECKS.refusal("no.such/Method", new byte[] {0, 1, 2})).isEmpty();
  }

  @Test
  void textOfAllScriptsShouldPass() {
    byte[] request =
        JobFindJobRequest.newBuilder()
            .setName("se\u00f1al-\u5149-\ud83c\udfac")
            .build()
            .toByteArray();

    assertThat(CHECKS.refusal("job.JobInterface/FindJob", request)).isEmpty();
  }

  @Test
  void rangeShouldBeRefusedWithItsColumn() {
    byte[] request =
        JobGetFramesRequest.newBuilder()
            .setReq(FrameSearchCriteria.newBuilder().setFrameRange("1-10,x"))
            .build()
            .toByteArray();

    assertThat(message("job.JobInterface/GetFrames", request))
        .isEqualTo("req.frame_range: frame range, column 6: 'x' (expected: a frame number)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1-100001 | 1 | 100001 frames",
        "1-200000 | 2 | none",
        "1-200001 | 2 | 100001 frames",
        "1-100000 | x | none",
        "1-5,, | 1 | column 5",
      })
  void specificationShouldBeCountedInChunks(String range, String chunk, String expected) {
    String spec =
        "<?xml version=\"1.0\"?><!DOCTYPE spec PUBLIC \"x\" \"http://localhost/cjsl.dtd\">\n"
            + "<spec><job name=\"j\"><layers>\n<layer name=\"l\"><cmd>true</cmd><range>"
            + range
            + "</range><chunk>"
            + chunk
            + "</chunk></layer></layers></job></spec>";

    Problem problem = SpecRanges.problem(spec);

    assertThat(problem == null ? "none" : problem.text()).contains(expected);
  }

  @Test
  void specificationWithEntitiesShouldNotBeExpandedHere() {
    String bomb =
        "<!DOCTYPE s [<!ENTITY a \"1-9\"><!ENTITY b \"&a;&a;\">]><s><range>&b;</range></s>";

    assertThat(SpecRanges.problem(bomb)).isNull();
  }

  @Test
  void badRowsShouldAllBeNamed() {
    String rows =
        """
        no.Message\ta\tnamed\tx
        job.JobSetPriorityRequest\tno\tat-least 0\tx
        job.JobSetPriorityRequest\tval\tat-most 3\tx
        """;

    assertThatThrownBy(() -> RequestChecks.of(Tables.parse("t.tsv", rows, 4), CATALOGUE, CLOCK))
        .hasMessageContaining("t.tsv, line 1: no message no.Message")
        .hasMessageContaining("t.tsv, line 2: job.JobSetPriorityRequest has no no")
        .hasMessageContaining("t.tsv, line 3: no rule 'at-most 3'");
  }

  /** Random bytes must never break the scan, whatever it says of them. */
  @Test
  void anyBytesShouldBeJudged() {
    java.util.Random random = new java.util.Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      RpcMethod method = CATALOGUE.all().get(random.nextInt(CATALOGUE.all().size()));
      assertThat(CHECKS.refusal(method.fullName(), bytes)).isNotNull();
    }
  }

  private static String message(String method, byte[] request) {
    return CHECKS.refusal(method, request).orElseThrow().failure().message();
  }

  @Test
  void echoShouldBeShort() {
    byte[] request =
        JobGetFramesRequest.newBuilder()
            .setReq(FrameSearchCriteria.newBuilder().setMemoryRange("x".repeat(5000)))
            .build()
            .toByteArray();

    assertThat(message("job.JobInterface/GetFrames", request).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(200);
  }
}
