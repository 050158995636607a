package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.port.NativeRpc.Call;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections on threads that are not gRPC's own, here three of Netty's. */
final class SharedThreadsTest {
  private static final String READ = "job.JobInterface/GetJob";
  private static final Duration SOON = Duration.ofSeconds(5);

  private final FakeCuebot farm = FakeCuebot.start(call -> Answer.message(call.request()));
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(3, NioIoHandler.newFactory());
  private final List<EventLoop> loops =
      StreamSupport.stream(group.spliterator(), false).map(EventLoop.class::cast).toList();

  @AfterEach
  void stop() {
    farm.close();
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private int current() {
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).inEventLoop()) {
        return i;
      }
    }
    return -1;
  }

  private Cuebot connect(String... endpoints) {
    return Cuebot.connect(
        CuebotConfig.of(endpoints),
        MethodCatalogue.load(),
        new AnswerBudget(Long.MAX_VALUE),
        GuardRecorder.NONE,
        ConnectionThreads.shared(loops, NioSocketChannel::new, this::current));
  }

  /** Makes a call on one of the threads, and tells on which its reply came. */
  private EventLoop repliedOn(Cuebot cuebot, EventLoop caller) throws Exception {
    CompletableFuture<Integer> thread = new CompletableFuture<>();
    caller.execute(() ->
        cuebot.call(
            new Call(READ, WireBytes.wrap(new byte[] {8, 1}), Duration.ofSeconds(20), List.of()),
            reply -> {
              assertThat(reply).isInstanceOf(Reply.Answer.class);
              thread.complete(current());
            }));
    return loops.get(thread.get(20, TimeUnit.SECONDS));
  }

  @Test
  void eachThreadShouldHaveItsOwnConnectionToEachCuebot() {
    try (FakeCuebot second = FakeCuebot.start();
        Cuebot cuebot = connect(farm.endpoint(), second.endpoint())) {
      Eventually.within(SOON, () -> farm.connections() == 3 && second.connections() == 3);
      assertThat(cuebot.connected()).isTrue();
    }
    Eventually.within(SOON, () -> farm.connections() == 0);
  }

  @Test
  void callShouldBeAnsweredOnTheThreadThatMadeIt() throws Exception {
    try (Cuebot cuebot = connect(farm.endpoint())) {
      Eventually.within(SOON, () -> farm.connections() == 3);
      for (EventLoop loop : loops) {
        Eventually.within(SOON, () -> loop.equals(repliedOnUnchecked(cuebot, loop)));
        for (int i = 0; i < 20; i++) {
          assertThat(repliedOn(cuebot, loop)).isSameAs(loop);
        }
      }
      assertThat(cuebot.inFlight()).isZero();
    }
  }

  private EventLoop repliedOnUnchecked(Cuebot cuebot, EventLoop loop) {
    try {
      return repliedOn(cuebot, loop);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void callsOfOtherThreadsShouldBeAnsweredToo() {
    try (Cuebot cuebot = connect(farm.endpoint())) {
      for (int i = 0; i < 20; i++) {
        byte[] mine = {8, (byte) i};
        Thread.startVirtualThread(() ->
            assertThat(Collected.call(cuebot, READ, mine).answer().response())
                .isEqualTo(WireBytes.wrap(mine)));
      }
      Eventually.within(SOON, () -> farm.received().size() == 20);
    }
  }

  @Test
  void outageShouldEndForAllThreads() throws Exception {
    try (Cuebot cuebot = connect(farm.endpoint())) {
      Eventually.within(SOON, () -> farm.connections() == 3);
      farm.stop();
      Eventually.within(SOON, () -> !cuebot.connected());
      assertThat(Collected.call(cuebot, READ, new byte[0]).reply())
          .isInstanceOf(Reply.Refused.class);

      farm.restart();

      Eventually.within(SOON, () -> farm.connections() == 3);
      for (EventLoop loop : loops) {
        Eventually.within(SOON, () -> loop.equals(repliedOnUnchecked(cuebot, loop)));
      }
    }
  }

  @Test
  void brokenConnectionShouldNotFailReadsOfItsThread() throws Exception {
    try (Relay relay = Relay.to(farm.endpoint());
        Cuebot cuebot = connect(relay.endpoint())) {
      Eventually.within(SOON, () -> farm.connections() == 3);
      relay.drop();
      for (EventLoop loop : loops) {
        assertThat(repliedOn(cuebot, loop)).isNotNull();
      }
    }
  }

  @Test
  void threadsShouldBeSomeAtLeast() {
    assertThatThrownBy(() -> ConnectionThreads.shared(List.of(), NioSocketChannel::new, () -> -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("loops: none (expected: one or more)");
  }
}
