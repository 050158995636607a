package io.farmgate.netty.xnio;

import static io.farmgate.netty.xnio.Eventually.eventually;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for tasks and timers, and when the loops end. */
final class XnioEventLoopsTest {
  private final Threads threads = new Threads();
  private final XnioEventLoops loops = threads.loops();
  private final EventLoop loop = threads.first();
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void eachThreadShouldBeALoop() throws Exception {
    assertThat(loops.all()).hasSize(2);
    for (int number = 0; number < 2; number++) {
      EventLoop one = loops.all().get(number);
      assertThat(one.submit(loops::current).get(20, SECONDS)).isEqualTo(number);
      assertThat(one.submit(Thread::currentThread).get(20, SECONDS))
          .isSameAs(threads.worker().getIoThread(number));
      assertThat(one.submit(() -> one.inEventLoop()).get(20, SECONDS)).isTrue();
      assertThat(one.submit(() -> loops.next()).get(20, SECONDS)).isSameAs(one);
    }
  }

  @Test
  void otherThreadsShouldGetTheLoopsInTurn() {
    assertThat(loops.current()).isEqualTo(-1);
    assertThat(loop.inEventLoop()).isFalse();
    assertThat(List.of(loops.next(), loops.next(), loops.next()))
        .containsExactly(loop, loops.all().get(1), loop);
  }

  @Test
  void threadOfAnotherWorkerShouldBeNone() throws Exception {
    try (Threads others = new Threads()) {
      assertThat(others.first().submit(loops::current).get(20, SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void tasksOfTheLoopItselfShouldRunAfterwardsAndInOrder() throws Exception {
    loop.submit(
            () -> {
              loop.execute(() -> done.add("second"));
              loop.execute(() -> done.add("third"));
              done.add("first");
            })
        .get(20, SECONDS);

    eventually("all three ran", () -> done.size() == 3);
    assertThat(done).containsExactly("first", "second", "third");
  }

  @Test
  void taskThatFailsShouldLeaveTheLoopRunning() throws Exception {
    loop.execute(() -> {
      throw new IllegalStateException("on purpose");
    });

    assertThat(loop.submit(() -> "runs").get(20, SECONDS)).isEqualTo("runs");
  }

  @Test
  void timersShouldRunInTheOrderOfTheirTimes() throws Exception {
    long start = System.nanoTime();
    Future<?> late = loop.schedule(() -> done.add("late"), 120, MILLISECONDS);
    Future<?> early = loop.schedule(() -> done.add("early"), 30, MILLISECONDS);
    loop.submit(
            () -> {
              // By the loop itself, before the alarm that is set for the one above.
              var _ = loop.schedule(() -> done.add("earliest"), 1, MILLISECONDS);
            })
        .get(20, SECONDS);

    late.get(20, SECONDS);
    early.get(20, SECONDS);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(120));
    assertThat(done).containsExactly("earliest", "early", "late");
  }

  @Test
  void cancelledTimerShouldNotRun() throws Exception {
    Future<?> cancelled = loop.schedule(() -> done.add("cancelled"), 30, MILLISECONDS);
    Future<?> after = loop.schedule(() -> done.add("after"), 60, MILLISECONDS);
    assertThat(cancelled.cancel(false)).isTrue();

    after.get(20, SECONDS);
    assertThat(done).containsExactly("after");
  }

  @Test
  void repeatedTimersShouldRepeatUntilTheyAreCancelled() throws Exception {
    AtomicInteger rate = new AtomicInteger();
    AtomicInteger delay = new AtomicInteger();
    Future<?> first = loop.scheduleAtFixedRate(rate::incrementAndGet, 1, 1, MILLISECONDS);
    Future<?> second = loop.scheduleWithFixedDelay(delay::incrementAndGet, 1, 1, MILLISECONDS);

    eventually("both repeat", () -> rate.get() >= 5 && delay.get() >= 5);
    first.cancel(false);
    second.cancel(false);
    // After what was under way.
    loop.submit(() -> {}).get(20, SECONDS);
    int before = rate.get() + delay.get();
    loop.schedule(() -> {}, 20, MILLISECONDS).get(20, SECONDS);
    assertThat(rate.get() + delay.get()).isEqualTo(before);
  }

  @Test
  void timerOfASecondShouldNotKeepTheLoopBusy() throws Exception {
    Future<?> timer = loop.schedule(() -> done.add("timer"), 1, SECONDS);

    assertThat(loop.submit(() -> done.size()).get(20, SECONDS)).isZero();
    timer.get(20, SECONDS);
    assertThat(done).containsExactly("timer");
  }

  @Test
  void shutDownShouldCloseChannelsAndRefuseTasks() throws Exception {
    try (Peer peer = new Peer()) {
      Seen seen = new Seen();
      Channel channel = threads.client(seen).connect(peer.address()).sync().channel();
      Future<?> timer = loop.schedule(() -> done.add("timer"), 1, SECONDS);

      assertThat(loops.isShuttingDown()).isFalse();
      assertThat(loops.shutdownGracefully().await(20, SECONDS)).isTrue();

      assertThat(channel.isOpen()).isFalse();
      assertThat(seen.events).containsExactly("active", "inactive", "unregistered");
      assertThat(timer.isCancelled()).isTrue();
      assertThat(loops.isShutdown()).isTrue();
      assertThat(loops.isTerminated()).isTrue();
      assertThat(loops.awaitTermination(0, SECONDS)).isTrue();
      assertThatThrownBy(() -> loop.execute(() -> {}))
          .isInstanceOf(RejectedExecutionException.class);
      assertThatThrownBy(() -> loop.schedule(() -> {}, 1, SECONDS))
          .isInstanceOf(RejectedExecutionException.class);
      // The worker is somebody else's.
      CompletableFuture<String> worker = new CompletableFuture<>();
      threads.worker().getIoThread(0).execute(() -> worker.complete("runs"));
      assertThat(worker.get(20, SECONDS)).isEqualTo("runs");
    }
  }

  @Test
  void shutDownShouldEndAnAttemptToConnect() throws Exception {
    try (SilentPort port = new SilentPort()) {
      var attempt = threads.client(new Seen()).connect(port.address());
      // So that it has begun.
      loop.submit(() -> {}).get(20, SECONDS);

      assertThat(loops.shutdownGracefully().await(20, SECONDS)).isTrue();

      assertThat(attempt.await(20, SECONDS)).isTrue();
      assertThat(attempt.isSuccess()).isFalse();
      assertThat(attempt.channel().isOpen()).isFalse();
    }
  }

  @Test
  void endOfTheWorkerShouldCloseChannelsAsWell() throws Exception {
    try (Peer peer = new Peer()) {
      Seen seen = new Seen();
      Channel channel = threads.client(seen).connect(peer.address()).sync().channel();

      threads.worker().shutdown();

      eventually("all is told", () -> seen.events.contains("unregistered"));
      assertThat(channel.isOpen()).isFalse();
      assertThat(seen.events).containsExactly("active", "inactive", "unregistered");
      assertThatThrownBy(() -> loop.execute(() -> {}))
          .isInstanceOf(RejectedExecutionException.class);
      assertThat(loops.shutdownGracefully().await(20, SECONDS)).isTrue();
    }
  }
}
