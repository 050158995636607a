package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.farmgate.opencue.wire.show.ShowGetShowsResponse;
import io.farmgate.opencue.wire.show.ShowProto;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as it is shipped, called over gRPC as pycue calls a Cuebot. */
final class GrpcIT {
  private static final String SHOWS = "show.ShowInterface/GetShows";
  private static final String LOG_EVERYTHING =
      """
      <configuration>
        <appender name="stderr" class="ch.qos.logback.core.ConsoleAppender">
          <target>System.err</target>
          <encoder><pattern>%logger{0} %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="stderr"/></root>
      </configuration>
      """;
  private static final Pattern TARGET =
      Pattern.compile("speak to a Cuebot: (127\\.0\\.0\\.1:\\d+)");

  @TempDir private Path folder;

  private Installation installation;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(folder);
    home = folder.resolve("state");
  }

  @Test
  void sameShowsShouldComeOverBothPortsAndTheCallBeRecorded()
      throws IOException, InterruptedException {
    Path logback = folder.resolve("logback.xml");
    Files.writeString(logback, LOG_EVERYTHING);
    Map<String, String> verbose =
        Map.of("FARMGATE_JAVA_OPTS", "-Dlogback.configurationFile=" + logback);
    try (RunningGateway gateway = start(verbose)) {
      byte[] answer = call(gateway, SHOWS, gateway.token());

      assertThat(ShowGetShowsResponse.parseFrom(answer).getShows().getShowsList())
          .singleElement()
          .extracting(show -> show.getName())
          .isEqualTo("demo_show");
      HttpResponse<String> http = gateway.call(gateway.token(), SHOWS, "{}");
      assertThat(http.body()).contains("\"name\":\"demo_show\"");
      assertThat(gateway.logWith("POST /" + SHOWS))
          .contains("GRPC /" + SHOWS + " OK bytes=" + answer.length)
          .containsPattern(
              "(?s)subject=\"first-look\" role=viewer farm=embedded method=show.ShowInterface/GetShows"
                  + " outcome=ok.*method=show.ShowInterface/GetShows outcome=ok")
          .doesNotContain(gateway.token());
      assertThat(gateway.terminate()).isZero();
    }
  }

  @Test
  void callWithoutATokenShouldBeRefusedUnlessItsAddressIsTrusted() throws IOException {
    try (RunningGateway gateway = start(Map.of())) {
      assertRefused(gateway, SHOWS, Status.Code.UNAUTHENTICATED);
      assertThat(call(gateway, "grpc.health.v1.Health/Check", "")).containsExactly(8, 1);
    }
    try (RunningGateway gateway = start(Map.of("GRPC_TRUSTED_PEERS", "127.0.0.0/8"))) {
      assertThat(call(gateway, SHOWS, "")).isNotEmpty();
      assertRefused(gateway, "show.ShowInterface/CreateShow", Status.Code.PERMISSION_DENIED);
      assertThat(gateway.logWith("needs no token"))
          .contains("127.0.0.0/8 needs no token and has the role viewer");
    }
  }

  @Test
  void newerContractShouldBeServedOnBothPortsAndItsUnknownMethodsBeLogged()
      throws IOException, InterruptedException {
    FileDescriptorProto.Builder show = ShowProto.getDescriptor().toProto().toBuilder();
    show.getServiceBuilder(0)
        .addMethod(show.getService(0).getMethod(0).toBuilder().setName("Repaint"));
    Path set = folder.resolve("newer.pb");
    Files.write(set, FileDescriptorSet.newBuilder().addFile(show).build().toByteArray());

    try (RunningGateway gateway = start(Map.of("OPENCUE_DESCRIPTOR_SET", set.toString()))) {
      HttpResponse<String> http = gateway.call(gateway.token(), "show.ShowInterface/Repaint", "{}");

      assertThat(http.statusCode()).as(http.body()).isEqualTo(403);
      assertThat(http.body()).contains("takes the role admin");
      assertThatThrownBy(() -> call(gateway, "show.ShowInterface/Repaint", gateway.token()))
          .satisfies(thrown ->
              assertThat(Status.fromThrowable(thrown).getCode())
                  .isEqualTo(Status.Code.PERMISSION_DENIED));
      assertThat(gateway.logWith("for admins")).contains("for admins: show.ShowInterface/Repaint");
    }
  }

  private RunningGateway start(Map<String, String> environment) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("GRPC_PORT", "0");
    return RunningGateway.start(installation, home, all);
  }

  private static void assertRefused(RunningGateway gateway, String method, Status.Code code) {
    assertThatThrownBy(() -> call(gateway, method, ""))
        .satisfies(thrown -> assertThat(Status.fromThrowable(thrown).getCode()).isEqualTo(code));
  }

  /** Calls with an empty message, and with {@code token} unless that is empty. */
  static byte[] call(RunningGateway gateway, String method, String token) {
    Matcher target = TARGET.matcher(String.join("\n", gateway.greeting()));
    assertThat(target.find()).as("gRPC in %s", gateway.greeting()).isTrue();
    ManagedChannel channel = NettyChannelBuilder.forTarget(target.group(1)).usePlaintext().build();
    try {
      ClientCall<byte[], byte[]> call =
          channel.newCall(
              MethodDescriptor.<byte[], byte[]>newBuilder()
                  .setType(MethodDescriptor.MethodType.UNARY)
                  .setFullMethodName(method)
                  .setRequestMarshaller(new Bytes())
                  .setResponseMarshaller(new Bytes())
                  .build(),
              CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS));
      Metadata metadata = new Metadata();
      if (!token.isEmpty()) {
        metadata.put(
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
      }
      Answer answer = new Answer();
      call.start(answer, metadata);
      call.request(2);
      call.sendMessage(new byte[0]);
      call.halfClose();
      return answer.message.join();
    } finally {
      channel.shutdownNow();
    }
  }

  private static final class Answer extends ClientCall.Listener<byte[]> {
    private final CompletableFuture<byte[]> message = new CompletableFuture<>();

    @Override
    public void onMessage(byte[] answer) {
      message.complete(answer);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      message.completeExceptionally(status.asRuntimeException());
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
