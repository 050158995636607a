package io.farmgate.adapter.http.rpc.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobKillRequest;
import io.farmgate.opencue.wire.job.JobPauseRequest;
import org.junit.jupiter.api.Test;

final class KillFieldsTest {
  private static final KillFields.Values VALUES = new KillFields.Values("ana", "77", "gate1");

  private final KillFields fields = KillFields.of(JobKillRequest.getDescriptor()).orElseThrow();

  @Test
  void whatTheCallerLeftOutIsFilledIn() throws InvalidProtocolBufferException {
    JobKillRequest asked =
        JobKillRequest.newBuilder()
            .setJob(Job.newBuilder().setId("j1"))
            .setReason("wrong camera")
            .setPid("")
            .build();

    JobKillRequest sent = JobKillRequest.parseFrom(fields.fill(asked.toByteArray(), VALUES));

    assertThat(sent)
        .isEqualTo(asked.toBuilder().setUsername("ana").setPid("77").setHostKill("gate1").build());
  }

  @Test
  void aReasonThatIsMissingNamesWhoAsked() throws InvalidProtocolBufferException {
    JobKillRequest sent = JobKillRequest.parseFrom(fields.fill(new byte[0], VALUES));

    assertThat(sent.getReason()).isEqualTo("asked for by ana through the gateway");
  }

  @Test
  void aWholeRequestStaysAsItIs() {
    byte[] whole =
        JobKillRequest.newBuilder()
            .setUsername("bo")
            .setPid("1")
            .setHostKill("h")
            .setReason("r")
            .build()
            .toByteArray();

    assertThat(fields.fill(whole, VALUES)).isSameAs(whole);
  }

  @Test
  void exactlyTheMethodsThatKillFramesHaveTheFields() {
    assertThat(
            MethodCatalogue.load().all().stream()
                .filter(method -> KillFields.of(method.request()).isPresent())
                .map(RpcMethod::fullName))
        .containsExactlyInAnyOrder(
            "job.FrameInterface/Kill",
            "job.JobInterface/Kill",
            "job.JobInterface/KillFrames",
            "job.LayerInterface/KillFrames");
    assertThat(KillFields.of(JobPauseRequest.getDescriptor())).isEmpty();
  }
}
