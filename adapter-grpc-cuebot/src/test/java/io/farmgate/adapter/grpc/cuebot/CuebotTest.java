package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Header;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CuebotTest {
  private static final String GET_SHOWS = "show.ShowInterface/GetShows";
  private static final byte[] NOTHING = {};

  private final FakeCuebot fake = FakeCuebot.start();
  private final Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()));

  @AfterEach
  void close() {
    cuebot.close();
    fake.close();
  }

  @Test
  void bytesShouldPassUntouchedBothWaysForEveryMethodOfTheContract() {
    List<RpcMethod> methods = MethodCatalogue.load().all();
    assertThat(methods).hasSize(304);
    Random random = new Random(304);
    fake.behave(call -> Answer.message(reversed(call.request())));
    // The bytes are no messages, which a guard would refuse.
    try (Cuebot open = Cuebot.connect(CuebotConfig.of(fake.endpoint()).withGuards(Set.of()))) {
      for (RpcMethod method : methods) {
        byte[] request = new byte[random.nextInt(300)];
        random.nextBytes(request);

        WireBytes response = Collected.call(open, method.fullName(), request).answer().response();

        assertThat(response).as(method.fullName()).isEqualTo(reversed(WireBytes.wrap(request)));
      }
    }
    assertThat(fake.received())
        .extracting(Received::method)
        .containsExactlyElementsOf(methods.stream().map(RpcMethod::fullName).toList());
  }

  @Test
  void concurrentCallsShouldEachGetTheirOwnAnswer() throws InterruptedException {
    fake.behave(call -> Answer.message(call.request()));
    int threads = 8;
    int callsEach = 250;
    List<List<Collected>> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(new ArrayList<>());
    }
    List<Thread> callers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      callers.add(
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < callsEach; i++) {
              all.get(thread).add(Collected.call(cuebot, GET_SHOWS, text(thread + "/" + i)));
            }
          }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    for (int t = 0; t < threads; t++) {
      for (int i = 0; i < callsEach; i++) {
        assertThat(all.get(t).get(i).answer().response().array()).isEqualTo(text(t + "/" + i));
      }
    }
  }

  @Test
  void metadataShouldReachCuebot() {
    Collected.call(
            cuebot,
            GET_SHOWS,
            NOTHING,
            Duration.ofSeconds(5),
            new Header("authorization", "Bearer a"),
            new Header("authorization", "Bearer b"),
            new Header("trace-bin", "AP8"))
        .answer();

    Metadata metadata = fake.received().getFirst().metadata();
    assertThat(metadata.getAll(key("authorization"))).containsExactly("Bearer a", "Bearer b");
    assertThat(metadata.get(Metadata.Key.of("trace-bin", Metadata.BINARY_BYTE_MARSHALLER)))
        .containsExactly(0, 0xff);
  }

  @Test
  void responseHeadersAndTrailersShouldComeBack() {
    Metadata headers = new Metadata();
    headers.put(key("x-farm"), "one");
    headers.put(key("x-farm"), "two");
    Metadata trailers = new Metadata();
    trailers.put(Metadata.Key.of("x-raw-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {0, -1});
    fake.behave(call -> new Answer.Message(WireBytes.EMPTY, headers, trailers));

    Reply.Answer answer = Collected.call(cuebot, GET_SHOWS, NOTHING).answer();

    assertThat(answer.metadata())
        .containsExactly(
            new Header("content-type", "application/grpc"),
            new Header("grpc-accept-encoding", "gzip"),
            new Header("grpc-encoding", "identity"),
            new Header("x-farm", "one"),
            new Header("x-farm", "two"));
    assertThat(answer.trailers()).containsExactly(new Header("x-raw-bin", "AP8"));
  }

  @ParameterizedTest
  @CsvSource({
    "X-Upper, a, X-Upper",
    "'', a, name",
    "x y, a, x y",
    ":path, a, :path",
    "connection, close, connection",
    "grpc-timeout, 1S, grpc-timeout",
    "x-bin, '%%', base64",
    "x-secret, 'line\nbreak', printable",
    "x-secret, 'sm\u00f8r', printable",
  })
  void metadataThatCannotBeSentShouldBeRefusedByName(String name, String value, String problem) {
    FarmFailure failure =
        Collected.call(cuebot, GET_SHOWS, NOTHING, Duration.ofSeconds(5), new Header(name, value))
            .failure();

    assertThat(failure).isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failure.message()).startsWith("metadata: ").contains(problem);
    assertThat(fake.received()).isEmpty();
  }

  @Test
  void metadataShouldBeSentUpToItsLimitAndRefusedBeyond() {
    String longest = "v".repeat(WireHeaders.MAX_BYTES - "x-long".length() - 32);

    Reply.Answer answer =
        Collected.call(
                cuebot, GET_SHOWS, NOTHING, Duration.ofSeconds(5), new Header("x-long", longest))
            .answer();
    FarmFailure failure =
        Collected.call(
                cuebot,
                GET_SHOWS,
                NOTHING,
                Duration.ofSeconds(5),
                new Header("x-long", longest + "v"))
            .failure();

    assertThat(answer.response()).isEqualTo(WireBytes.EMPTY);
    assertThat(failure.message()).contains("7168 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GetShows", "/show.ShowInterface/GetShows", "a b/c", "a/b/c", "a/\n"})
  void methodThatIsNoneShouldBeRefused(String method) {
    assertThat(Collected.call(cuebot, method, NOTHING).failure())
        .isInstanceOf(FarmFailure.Invalid.class);
  }

  @Test
  void deadlineShouldBeTheShorterOfTheCallersAndTheConfiguredOne() {
    try (Cuebot patient =
        Cuebot.connect(CuebotConfig.of(fake.endpoint()).withTimeout(Duration.ofSeconds(10)))) {
      Collected.call(patient, GET_SHOWS, NOTHING, Duration.ofSeconds(4)).answer();
      Collected.call(patient, GET_SHOWS, NOTHING, Duration.ofDays(400_000)).answer();
    }
    assertThat(fake.received().get(0).timeLeft().orElseThrow())
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
    assertThat(fake.received().get(1).timeLeft().orElseThrow())
        .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(10));
  }

  @Test
  void changeThatHangsShouldTimeOutAtItsDeadlineAndSayHowToFindOut() {
    fake.behave(call -> Answer.NEVER);
    Collected.call(cuebot, GET_SHOWS, NOTHING, Duration.ofMillis(200)).failure();
    long start = System.nanoTime();

    FarmFailure failure =
        Collected.call(cuebot, "job.JobInterface/Kill", NOTHING, Duration.ofMillis(500)).failure();

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(450), Duration.ofMillis(2500));
    assertThat(failure)
        .isEqualTo(
            new FarmFailure.TimedOut(
                "the farm did not answer within 0.5 s; the change may have taken effect or do so"
                    + " yet, which job.JobInterface/GetJob shows",
                new FarmFailure.Outcome.Unknown(Optional.of("job.JobInterface/GetJob"))));
  }

  @Test
  void readThatHangsShouldTimeOutWithoutAWordOnChanges() {
    fake.behave(call -> Answer.NEVER);

    assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING, Duration.ofMillis(300)).failure())
        .isEqualTo(
            new FarmFailure.TimedOut(
                "the farm did not answer within 0.3 s", FarmFailure.Outcome.NOT_SAID));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5})
  void callWithoutTimeLeftShouldTimeOutUnsent(long millis) {
    FarmFailure failure =
        Collected.call(cuebot, GET_SHOWS, NOTHING, Duration.ofMillis(millis)).failure();

    assertThat(failure).isInstanceOf(FarmFailure.TimedOut.class);
    assertThat(((FarmFailure.TimedOut) failure).outcome()).isEqualTo(FarmFailure.Outcome.NOT_DONE);
    assertThat(fake.received()).isEmpty();
  }

  @Test
  void answerOfManyMegabytesShouldArriveWhole() {
    byte[] large = new byte[20 * 1024 * 1024];
    new Random(20).nextBytes(large);
    fake.behave(call -> Answer.message(WireBytes.wrap(large)));

    assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).answer().response().array())
        .isEqualTo(large);
  }

  // The farm's trailers are there before gRPC has said that the answer is too large, or after it.
  @RepeatedTest(50)
  void answerOverTheLimitShouldBeRefusedAsResourceExhausted() {
    fake.behave(call -> Answer.message(WireBytes.wrap(new byte[1001])));
    try (Cuebot narrow =
        Cuebot.connect(CuebotConfig.of(fake.endpoint()).withMaxReceiveBytes(1000))) {
      assertThat(Collected.call(narrow, GET_SHOWS, NOTHING).failure())
          .isEqualTo(
              new FarmFailure.Native(
                  8, "the farm's answer is larger than max (1000 bytes)", WireBytes.EMPTY));
      fake.behave(call -> Answer.message(WireBytes.wrap(new byte[1000])));
      assertThat(Collected.call(narrow, GET_SHOWS, NOTHING).answer().response().size())
          .isEqualTo(1000);
    }
  }

  @Test
  void requestOverCuebotsLimitShouldEndTheCallAndNotTheConnection() {
    FarmFailure failure = Collected.call(cuebot, GET_SHOWS, new byte[104_857_601]).failure();

    assertThat(failure).isInstanceOf(FarmFailure.Native.class);
    assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).answer().response().size()).isZero();
    assertThat(fake.connections()).isEqualTo(1);
  }

  @Test
  void closeShouldEndCallsInFlightAsUnavailable() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(5);
    fake.behave(call -> {
      arrived.countDown();
      return Answer.NEVER;
    });
    List<Collected> inFlight = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      inFlight.add(Collected.call(cuebot, GET_SHOWS, NOTHING));
    }
    arrived.await();

    cuebot.close();

    for (Collected call : inFlight) {
      assertThat(call.failure()).isInstanceOf(FarmFailure.Unavailable.class);
    }
  }

  @Test
  void callAfterCloseShouldBeRefusedAsUnavailable() {
    cuebot.close();

    assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).failure())
        .isEqualTo(
            new FarmFailure.Unavailable(
                "the gateway is shutting down", Optional.empty(), FarmFailure.Outcome.NOT_DONE));
  }

  @Test
  void receiverThatFailsShouldNotHarmOtherCalls() {
    Collected second = new Collected();
    cuebot.call(
        new NativeRpc.Call(GET_SHOWS, WireBytes.EMPTY, Duration.ofSeconds(5), List.of()),
        reply -> {
          second.accept(reply);
          throw new IllegalStateException("a bug in the receiver");
        });

    assertThat(second.answer().response().size()).isZero();
    assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).answer().response().size()).isZero();
  }

  @Test
  void closedCuebotsShouldLeaveNeitherConnectionsNorThreads() {
    Collected.call(cuebot, GET_SHOWS, NOTHING).answer();
    int threads = platformThreads();
    for (int i = 0; i < 20; i++) {
      try (Cuebot shortLived = Cuebot.connect(CuebotConfig.of(fake.endpoint(), "127.0.0.1:1"))) {
        Collected.call(shortLived, GET_SHOWS, NOTHING).answer();
      }
    }
    Eventually.within(Duration.ofSeconds(10), () -> fake.connections() == 1);
    // Two threads of grpc-java's shared pools may have come up in between.
    Eventually.within(Duration.ofSeconds(10), () -> platformThreads() <= threads + 2);
  }

  private static int platformThreads() {
    return Thread.getAllStackTraces().size();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static WireBytes reversed(WireBytes bytes) {
    byte[] reversed = bytes.array().clone();
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = bytes.array()[reversed.length - 1 - i];
    }
    return WireBytes.wrap(reversed);
  }
}
