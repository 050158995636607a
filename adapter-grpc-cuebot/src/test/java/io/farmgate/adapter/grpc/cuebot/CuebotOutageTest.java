package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CuebotOutageTest {
  private static final String GET_SHOWS = "show.ShowInterface/GetShows";
  private static final String KILL = "job.JobInterface/Kill";
  private static final byte[] NOTHING = {};
  private static final FarmFailure.Outcome UNKNOWN_ASK_JOB =
      new FarmFailure.Outcome.Unknown(Optional.of("job.JobInterface/GetJob"));

  @Test
  void callsShouldBeRefusedFastAndWithoutTheAddressWhileCuebotIsDown() throws IOException {
    try (Cuebot cuebot = Cuebot.connect(CuebotConfig.of("127.0.0.1:" + freePort()))) {
      for (int i = 0; i < 20; i++) {
        long start = System.nanoTime();

        assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).failure())
            .isEqualTo(
                new FarmFailure.Unavailable(
                    "the farm cannot be reached", Optional.empty(), FarmFailure.Outcome.NOT_DONE));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  void hostThatDoesNotExistShouldBeUnavailable() {
    try (Cuebot cuebot = Cuebot.connect(CuebotConfig.of("no-such-host.invalid:8443"))) {
      assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).failure())
          .isEqualTo(
              new FarmFailure.Unavailable(
                  "the farm cannot be reached", Optional.empty(), FarmFailure.Outcome.NOT_DONE));
    }
  }

  @Test
  void cuebotThatStartsAfterTheGatewayShouldBeFoundWithoutACall() {
    FakeCuebot fake = FakeCuebot.start();
    fake.stop();
    try (fake;
        Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()))) {
      Collected.call(cuebot, GET_SHOWS, NOTHING).failure();

      fake.restart();

      Eventually.within(Duration.ofMillis(2500), () -> fake.connections() == 1);
      // The farm's side of a connection stands a moment before the gateway's.
      Eventually.within(
          Duration.ofSeconds(1),
          () -> Collected.call(cuebot, GET_SHOWS, NOTHING).reply() instanceof Reply.Answer);
    }
  }

  @Test
  void recoveryShouldBeQuickAlsoAfterALongOutage() {
    try (FakeCuebot fake = FakeCuebot.start();
        Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()))) {
      Collected.call(cuebot, GET_SHOWS, NOTHING).answer();
      fake.stop();
      // By itself grpc-java waits longer each time: by now about four seconds, then more.
      long outageEnd = System.nanoTime() + Duration.ofSeconds(6).toNanos();
      Eventually.within(
          Duration.ofSeconds(20),
          () -> {
            assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).failure())
                .isInstanceOf(FarmFailure.Unavailable.class);
            return System.nanoTime() - outageEnd > 0;
          });

      fake.restart();

      Eventually.within(
          Duration.ofMillis(2500),
          () -> Collected.call(cuebot, GET_SHOWS, NOTHING).reply() instanceof Reply.Answer);
    }
  }

  @Test
  void changeCutOffWithTheConnectionShouldSayThatItMayHaveTakenEffectAndHowToFindOut()
      throws IOException, InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    try (FakeCuebot fake =
            FakeCuebot.start(call -> {
              arrived.countDown();
              return Answer.NEVER;
            });
        Relay relay = Relay.to(fake.endpoint());
        Cuebot cuebot = Cuebot.connect(CuebotConfig.of(relay.endpoint()))) {
      Collected call = Collected.call(cuebot, KILL, NOTHING);
      arrived.await();

      relay.cut();

      assertThat(call.failure())
          .isEqualTo(
              new FarmFailure.Unavailable(
                  "the connection to the farm broke during the call;"
                      + " the change may have taken effect or do so yet,"
                      + " which job.JobInterface/GetJob shows",
                  Optional.empty(),
                  UNKNOWN_ASK_JOB));
    }
  }

  @Test
  void callThatCuebotBreaksOffAsItGoesShouldSaySo() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    try (FakeCuebot fake =
            FakeCuebot.start(call -> {
              arrived.countDown();
              return Answer.NEVER;
            });
        Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()))) {
      Collected call = Collected.call(cuebot, KILL, NOTHING);
      arrived.await();

      fake.stop();

      // Whether the reset of the call or the end of the connection arrives first is chance.
      assertThat(call.failure().message())
          .isIn(
              "the farm broke the call off; the change may have taken effect or do so yet,"
                  + " which job.JobInterface/GetJob shows",
              "the connection to the farm broke during the call; the change may have taken effect"
                  + " or do so yet, which job.JobInterface/GetJob shows");
    }
  }

  @Test
  void cuebotThatAcceptsTheConnectionAndIsSilentShouldTimeOutWithNothingSent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Cuebot cuebot = Cuebot.connect(CuebotConfig.of("127.0.0.1:" + silent.getLocalPort()))) {
      assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING, Duration.ofMillis(700)).failure())
          .isEqualTo(
              new FarmFailure.TimedOut(
                  "the farm could not be reached within 0.7 s; nothing was sent",
                  FarmFailure.Outcome.NOT_DONE));
    }
  }

  @Test
  void unavailableSaidByCuebotItselfShouldKeepItsCodeAndText() {
    try (FakeCuebot fake =
            FakeCuebot.start(
                call -> Answer.status(Status.UNAVAILABLE.withDescription("down for the night")));
        Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()))) {
      assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).failure())
          .isInstanceOfSatisfying(
              FarmFailure.Native.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(14);
                assertThat(failure.message()).isEqualTo("down for the night");
              });
    }
  }

  @Test
  void callsShouldGoToTheSecondCuebotWhileTheFirstIsDown() {
    try (FakeCuebot first = FakeCuebot.start();
        FakeCuebot second = FakeCuebot.start();
        Cuebot cuebot = Cuebot.connect(CuebotConfig.of(first.endpoint(), second.endpoint()))) {
      Collected.call(cuebot, GET_SHOWS, NOTHING).answer();
      assertThat(first.received()).hasSize(1);

      first.stop();

      Eventually.within(
          Duration.ofMillis(2500),
          () -> Collected.call(cuebot, GET_SHOWS, NOTHING).reply() instanceof Reply.Answer);
      assertThat(second.received()).hasSize(1);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
