package io.farmgate.adapter.http.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.farmgate.adapter.http.rpc.grpc.GrpcGateway.Seen;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.wire.job.JobGetJobRequest;
import io.farmgate.opencue.wire.show.ShowCreateShowRequest;
import io.farmgate.opencue.wire.show.ShowFindShowRequest;
import io.farmgate.opencue.wire.show.ShowGetShowsResponse;
import io.grpc.Status;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenCue's services over gRPC on a farm that does not speak OpenCue. */
final class GrpcTypedFarmTest {
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final GrpcGateway gateway =
      new GrpcGateway(
          new Farm("local", "farm in memory", Optional.of(memory.ports()), Optional.empty()));

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whatIsMadeIsThere() throws InvalidProtocolBufferException {
    byte[] show = ShowCreateShowRequest.newBuilder().setName("demo_show").build().toByteArray();

    assertThat(gateway.call("show.ShowInterface/CreateShow", show).code())
        .isEqualTo(Status.Code.OK);
    Seen shows = gateway.call("viewer", "show.ShowInterface/GetShows", new byte[0]);

    assertThat(
            ShowGetShowsResponse.parseFrom(Objects.requireNonNull(shows.message()))
                .getShows()
                .getShowsList())
        .singleElement()
        .extracting(found -> found.getName())
        .isEqualTo("demo_show");
    assertThat(gateway.records())
        .containsExactly(
            "admin show.ShowInterface/CreateShow ok", "viewer show.ShowInterface/GetShows ok");
  }

  @Test
  void noMethodEndsInAFault() {
    for (RpcMethod method : MethodCatalogue.load().all()) {
      assertThat(gateway.call(method.fullName(), new byte[0]).code())
          .as(method.fullName())
          .isIn(
              Status.Code.OK,
              Status.Code.INVALID_ARGUMENT,
              Status.Code.NOT_FOUND,
              Status.Code.PERMISSION_DENIED,
              Status.Code.UNIMPLEMENTED);
    }
  }

  @Test
  void failuresOfTheFarmHaveTheirCodes() {
    byte[] nix = ShowFindShowRequest.newBuilder().setName("nix").build().toByteArray();
    assertThat(gateway.call("show.ShowInterface/FindShow", nix).code())
        .isEqualTo(Status.Code.NOT_FOUND);
    byte[] show = ShowCreateShowRequest.newBuilder().setName("twice").build().toByteArray();
    gateway.call("show.ShowInterface/CreateShow", show);
    assertThat(gateway.call("show.ShowInterface/CreateShow", show).code())
        .isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(
            gateway
                .call(
                    "job.JobInterface/GetJob", JobGetJobRequest.getDefaultInstance().toByteArray())
                .text())
        .startsWith("id: missing");
    assertThat(gateway.call("show.ShowInterface/FindShow", new byte[] {10, 99, 1}).code())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(gateway.call("show.ShowInterface/SetSchedulerManaged", new byte[0]).text())
        .isEqualTo(
            "the farm 'local' (farm in memory) does not offer"
                + " show.ShowInterface/SetSchedulerManaged");
  }
}
