package io.farmgate.adapter.http.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.adapter.http.rpc.grpc.GrpcGateway.Running;
import io.farmgate.adapter.http.rpc.grpc.GrpcGateway.Seen;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.Exposure;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.wire.job.JobKillRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reaches Cuebot over gRPC, and what comes back. */
final class GrpcPassThroughTest {
  private static final String FIND = "show.ShowInterface/FindShow";
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final FakeCuebot fake = FakeCuebot.start();

  /** Without checks: what is sent here are empty requests, or bytes that are none. */
  private final Cuebot cuebot =
      Cuebot.connect(
          CuebotConfig.of(fake.endpoint())
              .withGuards(EnumSet.complementOf(EnumSet.of(Guard.CHECKS))));

  private final GrpcGateway gateway = new GrpcGateway(GrpcGateway.nativeFarm(cuebot));

  @AfterEach
  void stop() {
    gateway.close();
    cuebot.close();
    fake.close();
  }

  @Test
  void everyMethodIsServedOrSaysWhyNot() {
    byte[] nothing = new byte[0];
    for (RpcMethod method : MethodCatalogue.load().all()) {
      Seen seen = gateway.call(method.fullName(), nothing);
      Status.Code expected =
          switch (method.exposure()) {
            case OPEN -> Status.Code.OK;
            case CLOSED -> Status.Code.PERMISSION_DENIED;
            case ELSEWHERE -> Status.Code.UNIMPLEMENTED;
          };
      assertThat(seen.code()).as(method.fullName()).isEqualTo(expected);
      assertThat(seen.text()).contains(method.reason());
    }
    assertThat(fake.received())
        .extracting(Received::method)
        .containsExactlyElementsOf(
            MethodCatalogue.load().all().stream()
                .filter(method -> method.exposure() == Exposure.OPEN)
                .map(RpcMethod::fullName)
                .toList())
        .hasSize(276);
    assertThat(gateway.records()).hasSize(304);
  }

  @Test
  void bytesPassUntouchedBothWays() {
    // Not a message of the contract at all: nobody on the way may read it.
    byte[] request = {(byte) 0xff, 0, 1, 2, (byte) 0x80};
    byte[] response = "no message either".getBytes(StandardCharsets.UTF_8);
    fake.behave(call -> Answer.message(WireBytes.wrap(response)));

    Seen seen = gateway.call(FIND, request);

    assertThat(seen.code()).isEqualTo(Status.Code.OK);
    assertThat(seen.message()).isEqualTo(response);
    assertThat(fake.received().getFirst().request().array()).isEqualTo(request);
    assertThat(gateway.records()).containsExactly("admin " + FIND + " ok");
  }

  @Test
  void aKillIsNotFilledIn() {
    byte[] kill = JobKillRequest.newBuilder().setUsername("ana").build().toByteArray();

    assertThat(gateway.call("job.JobInterface/Kill", kill).code()).isEqualTo(Status.Code.OK);

    assertThat(fake.received().getFirst().request().array()).isEqualTo(kill);
  }

  @Test
  void metadataPassesBothWaysButForTheToken() {
    Metadata headers = new Metadata();
    headers.put(GrpcGateway.key("served-by"), "cuebot-1");
    Metadata trailers = new Metadata();
    trailers.put(Metadata.Key.of("blob-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {1, 2});
    fake.behave(call -> new Answer.Message(WireBytes.EMPTY, headers, trailers));
    Metadata sent = GrpcGateway.bearer("viewer");
    sent.put(GrpcGateway.key("studio-trace"), "t1");
    sent.put(Metadata.Key.of("seed-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {3});
    sent.put(GrpcGateway.key("x-request-id"), "my-id.1");
    List<String> secrets = List.of("grpcgateway-authorization", "grpcgateway-cookie", "cookie");
    secrets.forEach(name -> sent.put(GrpcGateway.key(name), "a secret"));

    Seen seen = gateway.start(FIND, new byte[0], sent, Duration.ofSeconds(20)).await();

    assertThat(seen.code()).isEqualTo(Status.Code.OK);
    assertThat(seen.header("served-by")).isEqualTo("cuebot-1");
    assertThat(seen.header("x-request-id")).isEqualTo("my-id.1");
    assertThat(seen.trailers().get(Metadata.Key.of("blob-bin", Metadata.BINARY_BYTE_MARSHALLER)))
        .containsExactly(1, 2);
    Metadata arrived = fake.received().getFirst().metadata();
    assertThat(arrived.get(GrpcGateway.key("studio-trace"))).isEqualTo("t1");
    assertThat(arrived.get(Metadata.Key.of("seed-bin", Metadata.BINARY_BYTE_MARSHALLER)))
        .containsExactly(3);
    assertThat(arrived.containsKey(GrpcGateway.AUTHORIZATION)).isFalse();
    assertThat(arrived.keys()).doesNotContainAnyElementsOf(secrets);
  }

  @ParameterizedTest
  @EnumSource(value = Status.Code.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
  void everyStatusOfCuebotKeepsItsCodeTextAndDetails(Status.Code code) {
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, new byte[] {8, 5});
    fake.behave(call ->
        new Answer.Failure(code.toStatus().withDescription("no row for this name"), trailers));

    Seen seen = gateway.call(FIND, new byte[0]);

    assertThat(seen.code()).isEqualTo(code);
    if (code == Status.Code.DEADLINE_EXCEEDED) {
      // Cuebot cannot say it better than the gateway's own sentence.
      assertThat(seen.text()).contains("did not answer within");
      return;
    }
    assertThat(seen.text()).isEqualTo("no row for this name");
    assertThat(seen.trailers().get(DETAILS)).containsExactly(8, 5);
  }

  @Test
  void whatLeaksInCuebotsWordsIsKeptBack() {
    fake.behave(call ->
        Answer.status(
            Status.INTERNAL.withDescription(
                "org.springframework.dao.EmptyResultDataAccessException: SELECT pk_show FROM"
                    + " show")));

    assertThat(gateway.call(FIND, new byte[0]).text()).doesNotContain("springframework", "SELECT");
  }

  @Test
  void theCallersDeadlineReachesCuebotAndTheLongestTimeBoundsIt() {
    assertThat(timeLeft(Duration.ofSeconds(10))).isBetween(seconds(5), seconds(10));
    assertThat(timeLeft(Duration.ofHours(1))).isBetween(seconds(20), seconds(40));
  }

  @Test
  void aCallWithoutADeadlineHasTheDefaultOne() {
    assertThat(timeLeft(Duration.ZERO)).isBetween(seconds(10), seconds(20));
  }

  @Test
  void aDeadlineThatPassesIsToldInTime() {
    fake.behave(call -> Answer.NEVER);

    Seen seen =
        gateway
            .start(FIND, new byte[0], GrpcGateway.bearer("admin"), Duration.ofMillis(300))
            .await();

    assertThat(seen.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  void aCallerWhoGivesUpGivesUpTheCallToCuebotToo() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    fake.behave(call -> {
      arrived.countDown();
      return Answer.NEVER;
    });
    Running running =
        gateway.start(FIND, new byte[0], GrpcGateway.bearer("admin"), Duration.ofSeconds(30));
    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

    running.call().cancel("the window was closed", null);

    assertThat(running.await().code()).isEqualTo(Status.Code.CANCELLED);
    // It ends long before its deadline, and the next call is served.
    Eventually.holds(
        () -> assertThat(gateway.records()).containsExactly("admin " + FIND + " Native"));
    fake.behave(call -> Answer.EMPTY);
    assertThat(gateway.call(FIND, new byte[0]).code()).isEqualTo(Status.Code.OK);
  }

  @Test
  void aMessageOverTheLimitIsRefusedAndTheConnectionLives() {
    assertThat(gateway.call(FIND, new byte[1 << 20]).code()).isEqualTo(Status.Code.OK);
    assertThat(gateway.call(FIND, new byte[(1 << 20) + 1]).code())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(gateway.call(FIND, new byte[0]).code()).isEqualTo(Status.Code.OK);
    assertThat(fake.received()).hasSize(2);
  }

  @Test
  void aLargeAnswerArrivesWhole() {
    byte[] large = new byte[40 << 20];
    large[large.length - 1] = 7;
    fake.behave(call -> Answer.message(WireBytes.wrap(large)));

    assertThat(gateway.call(FIND, new byte[0]).message()).isEqualTo(large);
  }

  @Test
  void tooMuchMetadataIsRefusedBeforeItReachesCuebot() {
    Metadata sent = GrpcGateway.bearer("admin");
    sent.put(GrpcGateway.key("studio-trace"), "x".repeat(7500));

    Seen seen = gateway.start(FIND, new byte[0], sent, Duration.ofSeconds(20)).await();

    assertThat(seen.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(seen.text()).startsWith("metadata: more than");
    assertThat(fake.received()).isEmpty();
  }

  @Test
  void anUnknownMethodIsUnimplementedWithTheNearestNames() {
    Seen seen = gateway.call("job.JobInterface/GetJobz", new byte[0]);

    assertThat(seen.code()).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(seen.text()).contains("job.JobInterface/GetJobz", "job.JobInterface/GetJobs");
  }

  @Test
  void manyCallsAtOnceGetTheirOwnAnswers() {
    fake.behave(call -> Answer.message(call.request()));

    List<Running> running =
        java.util.stream.IntStream.range(0, 500)
            .mapToObj(i ->
                gateway.start(
                    FIND,
                    Integer.toString(i).getBytes(StandardCharsets.UTF_8),
                    GrpcGateway.bearer("viewer"),
                    Duration.ofSeconds(30)))
            .toList();

    for (int i = 0; i < running.size(); i++) {
      assertThat(running.get(i).await().message())
          .isEqualTo(Integer.toString(i).getBytes(StandardCharsets.UTF_8));
    }
  }

  private Duration timeLeft(Duration deadline) {
    int before = fake.received().size();
    gateway.start(FIND, new byte[0], GrpcGateway.bearer("admin"), deadline).await();
    return fake.received().get(before).timeLeft().orElseThrow();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
