package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeveralCuebotsTest {
  private static final String READ = "job.JobInterface/GetJob";
  private static final String CHANGE = "job.JobInterface/SetPriority";
  private static final byte[] NOTHING = {};
  private static final Duration FAILOVER = Duration.ofSeconds(1);

  private final FakeCuebot first = FakeCuebot.start(call -> Answer.message(call.request()));
  private final FakeCuebot second = FakeCuebot.start(call -> Answer.message(call.request()));

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void readsShouldGoOnWithinASecondWhenACuebotIsKilledUnderLoad() throws InterruptedException {
    try (Cuebot cuebot = Cuebot.connect(CuebotConfig.of(first.endpoint(), second.endpoint()))) {
      Eventually.within(Duration.ofSeconds(5), () -> second.connections() == 1);
      Collected.call(cuebot, READ, NOTHING).answer();
      Queue<Duration> took = new ConcurrentLinkedQueue<>();
      Queue<Reply> others = new ConcurrentLinkedQueue<>();
      AtomicBoolean over = new AtomicBoolean();
      List<Thread> callers =
          IntStream.range(0, 8)
              .mapToObj(i ->
                  Thread.startVirtualThread(() -> {
                    while (!over.get()) {
                      long start = System.nanoTime();
                      Reply reply = Collected.call(cuebot, READ, new byte[] {8, (byte) i}).reply();
                      took.add(Duration.ofNanos(System.nanoTime() - start));
                      if (!(reply instanceof Reply.Answer answer)
                          || !answer.response().equals(WireBytes.wrap(new byte[] {8, (byte) i}))) {
                        others.add(reply);
                      }
                    }
                  }))
              .toList();
      Eventually.within(Duration.ofSeconds(5), () -> first.received().size() > 200);

      first.stop();

      Eventually.within(FAILOVER, () -> !second.received().isEmpty());
      Eventually.within(Duration.ofSeconds(10), () -> second.received().size() > 200);
      over.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(others).isEmpty();
      assertThat(took.stream().max(Duration::compareTo).orElseThrow()).isLessThan(FAILOVER);
    }
  }

  @Test
  void callsShouldReturnToTheFirstOnceItHasBeenBackForAWhile() {
    try (Cuebot cuebot = Cuebot.connect(CuebotConfig.of(first.endpoint(), second.endpoint()))) {
      Eventually.within(Duration.ofSeconds(5), () -> first.connections() == 1);
      Eventually.within(Duration.ofSeconds(5), () -> second.connections() == 1);
      first.stop();
      Eventually.within(FAILOVER, () -> call(cuebot, READ) instanceof Reply.Answer);

      first.restart();
      Eventually.within(Duration.ofSeconds(3), () -> first.connections() == 1);
      long back = System.nanoTime();
      int before = first.received().size();

      assertThat(call(cuebot, READ)).isInstanceOf(Reply.Answer.class);
      assertThat(first.received()).as("calls of one that is just back").hasSize(before);
      Eventually.within(
          Duration.ofSeconds(15),
          () -> {
            call(cuebot, READ);
            return first.received().size() > before;
          });
      assertThat(Duration.ofNanos(System.nanoTime() - back)).isGreaterThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void cuebotThatVanishedWithoutAWordShouldBeLeftAndItsReadsAnsweredByAnother() throws IOException {
    try (Relay relay = Relay.to(first.endpoint());
        Cuebot cuebot = Cuebot.connect(CuebotConfig.of(relay.endpoint(), second.endpoint()))) {
      Eventually.within(Duration.ofSeconds(5), () -> first.connections() == 1);
      Eventually.within(Duration.ofSeconds(5), () -> second.connections() == 1);
      Collected.call(cuebot, READ, NOTHING).answer();
      relay.fault(Relay.Fault.BLACK_HOLE);
      long start = System.nanoTime();
      Collected read = Collected.call(cuebot, READ, new byte[] {8, 1}, Duration.ofSeconds(30));
      Collected change = Collected.call(cuebot, CHANGE, NOTHING, Duration.ofSeconds(30));

      // Three seconds of silence, two for the answer to a question, and a look twice a second.
      Eventually.within(
          Duration.ofSeconds(9),
          () ->
              Collected.call(cuebot, READ, NOTHING, Duration.ofMillis(300)).reply()
                  instanceof Reply.Answer);
      assertThat(read.answer().response()).isEqualTo(WireBytes.wrap(new byte[] {8, 1}));
      assertThat(change.failure())
          .isInstanceOfSatisfying(
              FarmFailure.Unavailable.class,
              failure ->
                  assertThat(failure.outcome()).isInstanceOf(FarmFailure.Outcome.Unknown.class));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("not at the deadline of 30 s")
          .isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void readinessShouldHoldWhileOneIsThere() {
    try (Cuebot cuebot = Cuebot.connect(CuebotConfig.of(first.endpoint(), second.endpoint()))) {
      Eventually.within(Duration.ofSeconds(5), () -> second.connections() == 1);
      first.stop();
      Eventually.within(Duration.ofSeconds(5), () -> first.connections() == 0);
      assertThat(cuebot.connected()).isTrue();
      second.stop();
      Eventually.within(Duration.ofSeconds(5), () -> !cuebot.connected());
    }
  }

  private static Reply call(Cuebot cuebot, String method) {
    return Collected.call(cuebot, method, NOTHING).reply();
  }
}
