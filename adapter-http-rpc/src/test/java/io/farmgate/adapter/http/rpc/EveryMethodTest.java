package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.ContractAdditions;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.OpenCueContract;
import io.farmgate.opencue.protocol.RpcMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a call of each of the contract's 304 methods, and of those that are added. */
final class EveryMethodTest {
  private static final RpcConfig CONFIG = RpcConfig.of("gate1", 77);
  private static final String REPORT = "report.RqdReportInterface/";

  private final FakeCuebot fake = FakeCuebot.start();

  /** Without checks: what is sent here are empty requests, or bytes that are none. */
  private final Cuebot cuebot =
      Cuebot.connect(
          CuebotConfig.of(fake.endpoint())
              .withGuards(EnumSet.complementOf(EnumSet.of(Guard.CHECKS))));

  private final Farm studio = new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot));

  @AfterEach
  void stop() {
    cuebot.close();
    fake.close();
  }

  @Test
  void hasItsOutcome() {
    Map<String, Integer> outcomes = new TreeMap<>();
    try (Gateway gateway = new Gateway(CONFIG, studio)) {
      for (RpcMethod method : MethodCatalogue.load().all()) {
        int before = fake.received().size();
        Answer answer = gateway.post("/" + method.fullName(), "{}");

        int expected = expected(method);
        assertThat(answer.status())
            .as(method.fullName() + ": " + answer.body())
            .isEqualTo(expected);
        if (expected == 200) {
          assertThat(fake.received().get(before).method()).isEqualTo(method.fullName());
        } else {
          assertThat(fake.received()).as(method.fullName()).hasSize(before);
          assertThat(answer.json().path("message").asText()).isNotBlank();
        }
        if (expected == 501 || expected == 403) {
          assertThat(answer.json().path("message").asText())
              .isEqualTo(method.fullName() + ": " + method.reason());
        }
        outcomes.merge(method.service() + " " + expected, 1, Integer::sum);
      }
    }
    assertThat(outcomes)
        .containsEntry("cue.CueInterface 200", 1)
        .containsEntry("renderPartition.RenderPartitionInterface 200", 2)
        .containsEntry("rqd.RqdInterface 501", 17)
        .containsEntry("rqd.RunningFrame 501", 2)
        .containsEntry("monitoring.MonitoringInterface 501", 6)
        .containsEntry("report.RqdReportInterface 403", 3);
    assertThat(outcomes.keySet().stream().filter(key -> key.endsWith(" 200"))).hasSize(24);
    assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(304);
  }

  /** Written out here, and not taken from the table that it checks. */
  private static int expected(RpcMethod method) {
    return switch (method.service()) {
      case "rqd.RqdInterface", "rqd.RunningFrame", "monitoring.MonitoringInterface" -> 501;
      case "report.RqdReportInterface" -> 403;
      default -> 200;
    };
  }

  @Test
  void reportsOfRenderHostsAreForAdminsOnceTheyAreOpened() {
    MethodCatalogue opened =
        MethodCatalogue.load(
            new ContractAdditions(
                Optional.empty(), Optional.empty(), Set.of("report.RqdReportInterface")));
    try (Gateway gateway = new Gateway(opened, CONFIG, studio)) {
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      Answer refused = gateway.post("operator", "/" + REPORT + "ReportRqdStartup", body);
      Answer passed = gateway.post("admin", "/" + REPORT + "ReportRqdStartup", body);

      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().path("message").asText()).contains("takes the role admin");
      assertThat(passed.status()).isEqualTo(200);
      assertThat(fake.received()).hasSize(1);
    }
  }

  @Test
  void whatADescriptorSetAddsIsCalledWithItsOwnNames() {
    fake.behave(call ->
        FakeCuebot.Answer.message(
            WireBytes.wrap(new byte[] {10, 6, (byte) 0xd2, 5, 3, 'r', 'e', 'd'})));
    try (Gateway gateway = new Gateway(newer(), CONFIG, studio)) {
      Answer answer = gateway.post("/paint.PaintInterface/FindShow", "{\"name\":\"demo\"}");
      Answer known = gateway.post("/show.ShowInterface/FindShow", "{\"name\":\"demo\"}");
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().at("/show/colour").asText()).isEqualTo("red");
      assertThat(known.json().at("/show/colour").asText()).isEqualTo("red");
      assertThat(gateway.post("operator", "/paint.PaintInterface/FindShow", body).status())
          .isEqualTo(403);
      assertThat(fake.received().getFirst().method()).isEqualTo("paint.PaintInterface/FindShow");
    }
  }

  @Test
  void handlersOfOtherFarmsWorkOnWithANewerContract() {
    InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
    memory.ports().shows().create("demo");
    Farm local = new Farm("local", "memory", Optional.of(memory.ports()), Optional.empty());
    try (Gateway gateway = new Gateway(newer(), CONFIG, local)) {
      Answer answer = gateway.post("/show.ShowInterface/FindShow", "{\"name\":\"demo\"}");

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().at("/show/name").asText()).isEqualTo("demo");
      assertThat(answer.json().at("/show/colour").asText()).isEmpty();
      assertThat(gateway.post("/flat/job.JobInterface/GetJobs", "{}").status()).isEqualTo(200);
      assertThat(gateway.post("/paint.PaintInterface/FindShow", "{}").status()).isEqualTo(501);
    }
  }

  /** A show with a colour, and a service that OpenCue never had. */
  private static MethodCatalogue newer() {
    FileDescriptorProto.Builder show =
        OpenCueContract.files().stream()
            .filter(file -> file.getName().equals("show.proto"))
            .findFirst()
            .orElseThrow()
            .toProto()
            .toBuilder();
    for (DescriptorProto.Builder message : show.getMessageTypeBuilderList()) {
      if (message.getName().equals("Show")) {
        message.addField(
            FieldDescriptorProto.newBuilder()
                .setName("colour")
                .setNumber(90)
                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL));
      }
    }
    ServiceDescriptorProto.Builder service =
        ServiceDescriptorProto.newBuilder().setName("PaintInterface");
    service
        .addMethodBuilder()
        .setName("FindShow")
        .setInputType(".show.ShowFindShowRequest")
        .setOutputType(".show.ShowFindShowResponse");
    FileDescriptorProto paint =
        FileDescriptorProto.newBuilder()
            .setName("paint.proto")
            .setPackage("paint")
            .setSyntax("proto3")
            .addDependency("show.proto")
            .addService(service)
            .build();
    return MethodCatalogue.load(
        new ContractAdditions(
            Optional.of(
                FileDescriptorSet.newBuilder().addFile(show).addFile(paint).build().toByteArray()),
            Optional.empty(),
            Set.of()));
  }
}
