package io.farmgate.adapter.http.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import io.farmgate.adapter.http.edge.EdgeException;
import io.farmgate.adapter.http.rpc.grpc.GrpcGateway.Running;
import io.farmgate.adapter.http.rpc.grpc.GrpcGateway.Seen;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.Admission;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.Farms;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.ContractAdditions;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.OpenCueContract;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The server around the calls: health, reflection, start and stop. */
final class GrpcServerTest {
  private static final String READ = "show.ShowInterface/GetShows";
  private static final Farm AT_ONCE =
      GrpcGateway.nativeFarm(
          (call, done) -> done.accept(new Reply.Answer(WireBytes.EMPTY, List.of())));

  @Test
  void healthIsToldToEverybodyForEveryServiceThatIsOffered() throws InvalidProtocolBufferException {
    try (GrpcGateway gateway = new GrpcGateway(AT_ONCE)) {
      for (String service : List.of("", "job.JobInterface", "cue.CueInterface")) {
        Seen seen = health(gateway, service);

        assertThat(seen.code()).as(service).isEqualTo(Status.Code.OK);
        assertThat(
                HealthCheckResponse.parseFrom(Objects.requireNonNull(seen.message())).getStatus())
            .isEqualTo(ServingStatus.SERVING);
      }
      assertThat(health(gateway, "rqd.RqdInterface").code()).isEqualTo(Status.Code.NOT_FOUND);
    }
  }

  @Test
  void reflectionShowsTheContractToKnownCallersInBothVersions()
      throws InvalidProtocolBufferException {
    byte[] list = ServerReflectionRequest.newBuilder().setListServices("*").build().toByteArray();
    try (GrpcGateway gateway = new GrpcGateway(AT_ONCE)) {
      for (String version : List.of("v1", "v1alpha")) {
        String method = "grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo";
        Seen seen = gateway.call("viewer", method, list);

        assertThat(seen.code()).as(version + seen.status()).isEqualTo(Status.Code.OK);
        assertThat(
                ServerReflectionResponse.parseFrom(Objects.requireNonNull(seen.message()))
                    .getListServicesResponse()
                    .getServiceList())
            .extracting(ServiceResponse::getName)
            .contains("job.JobInterface", "cue.CueInterface", "grpc.health.v1.Health")
            .contains("renderPartition.RenderPartitionInterface")
            .doesNotContain("rqd.RqdInterface", "report.RqdReportInterface");
        assertThat(
                gateway.start(method, list, new Metadata(), Duration.ofSeconds(20)).await().code())
            .isEqualTo(Status.Code.UNAUTHENTICATED);
      }
    }
  }

  @Test
  void whatADescriptorSetAddsIsServedAndReflected() throws InvalidProtocolBufferException {
    FileDescriptorProto.Builder show =
        OpenCueContract.files().stream()
            .filter(file -> file.getName().equals("show.proto"))
            .findFirst()
            .orElseThrow()
            .toProto()
            .toBuilder();
    show.getServiceBuilder(0)
        .addMethod(show.getService(0).getMethod(0).toBuilder().setName("Repaint"));
    MethodCatalogue merged =
        MethodCatalogue.load(
            new ContractAdditions(
                Optional.of(FileDescriptorSet.newBuilder().addFile(show).build().toByteArray()),
                Optional.empty(),
                Set.of()));
    try (GrpcGateway gateway =
        new GrpcGateway(AT_ONCE, TrustedPeers.NONE, merged, Duration.ofSeconds(5))) {
      assertThat(gateway.call("show.ShowInterface/Repaint", new byte[0]).code())
          .isEqualTo(Status.Code.OK);
      assertThat(gateway.call("operator", "show.ShowInterface/Repaint", new byte[0]).code())
          .isEqualTo(Status.Code.PERMISSION_DENIED);

      Seen seen =
          gateway.call(
              "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
              ServerReflectionRequest.newBuilder()
                  .setFileContainingSymbol("show.ShowInterface")
                  .build()
                  .toByteArray());
      FileDescriptorResponse files =
          ServerReflectionResponse.parseFrom(Objects.requireNonNull(seen.message()))
              .getFileDescriptorResponse();
      assertThat(files.getFileDescriptorProtoList())
          .extracting(ByteString::toStringUtf8)
          .anyMatch(text -> text.contains("Repaint"));
    }
  }

  @Test
  void closingLetsCallsInFlightFinishAndTellsThoseWhoWatch() throws Exception {
    BlockingQueue<Consumer<Reply>> waiting = new LinkedBlockingQueue<>();
    Farm slow = GrpcGateway.nativeFarm((call, done) -> waiting.add(done));
    try (GrpcGateway gateway =
        new GrpcGateway(slow, TrustedPeers.NONE, MethodCatalogue.load(), Duration.ofSeconds(60))) {
      Running watch =
          gateway.start(
              "grpc.health.v1.Health/Watch", new byte[0], new Metadata(), Duration.ofSeconds(30));
      Running running =
          gateway.start(READ, new byte[0], GrpcGateway.bearer("viewer"), Duration.ofSeconds(30));
      Consumer<Reply> done = Objects.requireNonNull(waiting.poll(20, TimeUnit.SECONDS));

      Thread closing = Thread.ofVirtual().start(gateway.server()::close);
      // Who connects now is refused; who is in flight is not.
      Eventually.holds(() ->
          assertThat(
                  gateway
                      .start(
                          READ, new byte[0], GrpcGateway.bearer("viewer"), Duration.ofMillis(200))
                      .await()
                      .code())
              .isEqualTo(Status.Code.UNAVAILABLE));
      assertThat(running.seen()).isEmpty();
      done.accept(new Reply.Answer(WireBytes.wrap(new byte[] {1}), List.of()));

      assertThat(running.await().message()).containsExactly(1);
      assertThat(closing.join(Duration.ofSeconds(20))).as("closed before its time-out").isTrue();
      Seen watched = watch.await();
      assertThat(watched.code()).isNotEqualTo(Status.Code.OK);
      assertThat(
              HealthCheckResponse.parseFrom(Objects.requireNonNull(watched.message())).getStatus())
          .isEqualTo(ServingStatus.NOT_SERVING);
    }
  }

  @Test
  void closingEndsWhatTakesTooLong() throws InterruptedException {
    BlockingQueue<NativeRpc.Call> arrived = new LinkedBlockingQueue<>();
    Farm never = GrpcGateway.nativeFarm((call, done) -> arrived.add(call));
    try (GrpcGateway gateway =
        new GrpcGateway(never, TrustedPeers.NONE, MethodCatalogue.load(), Duration.ofMillis(200))) {
      Running running =
          gateway.start(READ, new byte[0], GrpcGateway.bearer("viewer"), Duration.ofSeconds(30));
      assertThat(arrived.poll(20, TimeUnit.SECONDS)).isNotNull();

      gateway.server().close();

      assertThat(running.await().code()).isNotEqualTo(Status.Code.OK);
    }
  }

  @Test
  void aPortThatIsTakenIsASentenceForTheOperator() throws IOException {
    AccessPolicy policy = new AccessPolicy();
    MethodCatalogue catalogue = MethodCatalogue.load();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() ->
              GrpcServer.start(
                  GrpcGateway.config(
                      taken.getLocalPort(), TrustedPeers.NONE, Duration.ofSeconds(1)),
                  token -> {
                    throw new AssertionError();
                  },
                  Admission.OPEN,
                  new Farms(List.of(AT_ONCE)),
                  catalogue,
                  GrpcGateway.methods(catalogue, policy),
                  new CallFarmMethod(
                      policy, (caller, id, farm, method, took, failure) -> {}, Runnable::run)))
          .isInstanceOf(EdgeException.class)
          .hasMessageStartingWith("127.0.0.1:" + taken.getLocalPort() + " cannot be listened on")
          .hasMessageContaining("GRPC_PORT");
    }
  }

  private static Seen health(GrpcGateway gateway, String service) {
    return gateway
        .start(
            "grpc.health.v1.Health/Check",
            HealthCheckRequest.newBuilder().setService(service).build().toByteArray(),
            new Metadata(),
            Duration.ofSeconds(20))
        .await();
  }
}
