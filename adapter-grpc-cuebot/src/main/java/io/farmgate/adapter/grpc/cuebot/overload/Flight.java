package io.farmgate.adapter.grpc.cuebot.overload;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Call;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.grpc.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call for several readers. It lives as long as the one with the most time; the others get
 * their time-out at their own time. No reader's leaving ends it.
 */
final class Flight {
  private final NativeRpc farm;
  private final ScheduledExecutorService timer;
  private final List<Reader> readers;
  private final Consumer<Reply> over;
  private final SharedScope scope = new SharedScope();
  private volatile boolean ended;
  private volatile @Nullable Future<?> alarm;

  /**
   * Creates one.
   *
   * @param over told of the reply before the readers are
   */
  Flight(
      NativeRpc farm, ScheduledExecutorService timer, List<Reader> readers, Consumer<Reply> over) {
    this.farm = farm;
    this.timer = timer;
    this.readers = readers;
    this.over = over;
  }

  void start() {
    long now = System.nanoTime();
    expire(now);
    long longest = readers.stream().mapToLong(reader -> reader.left(now)).max().orElse(0);
    if (longest <= 0) {
      over.accept(
          new Reply.Refused(
              new FarmFailure.TimedOut(
                  "all who asked have given up", FarmFailure.Outcome.NOT_SAID)));
      return;
    }
    watch(now);
    Call first = readers.getFirst().call();
    Call shared =
        new Call(
            first.method(),
            first.request(),
            Duration.ofNanos(longest),
            first.metadata(),
            scope,
            first.requestId());
    // Not in the context of any of them, which would end it with them.
    Context.ROOT.run(() -> farm.call(shared, this::answer));
  }

  private void expire(long now) {
    for (Reader reader : readers) {
      if (reader.left(now) <= 0) {
        reader.expire();
      }
    }
  }

  /** Sets the alarm for the next reader whose time is over before the call's. */
  private void watch(long now) {
    long longest = Long.MIN_VALUE;
    long next = Long.MAX_VALUE;
    for (Reader reader : readers) {
      long left = reader.left(now);
      longest = Math.max(longest, left);
      next = left > 0 ? Math.min(next, left) : next;
    }
    if (next < longest) {
      alarm = timer.schedule(this::ring, next, TimeUnit.NANOSECONDS);
      if (ended) {
        stopAlarm();
      }
    }
  }

  private void ring() {
    if (!ended) {
      long now = System.nanoTime();
      expire(now);
      watch(now);
    }
  }

  private void answer(Reply reply) {
    ended = true;
    stopAlarm();
    if (readers.size() > 1 && reply instanceof Reply.Answer answer) {
      // A long one can be read as a stream once; as an array by all.
      answer.response().array();
    }
    over.accept(reply);
    Reader first = readers.getFirst();
    for (Reader reader : readers) {
      if (reader != first && isTheFirstsOwn(reply)) {
        askAlone(reader);
      } else if (reader.answer(reply)) {
        scope.heldBy(reader.call().scope());
      }
    }
    scope.letGo();
  }

  /** What is wrong with a request may be wrong with the headers that only the first one has. */
  private static boolean isTheFirstsOwn(Reply reply) {
    return reply instanceof Reply.Refused refused
        && refused.failure() instanceof FarmFailure.Invalid;
  }

  private void askAlone(Reader reader) {
    Call rest = reader.rest(System.nanoTime());
    reader.context().run(() -> farm.call(rest, reader::answer));
  }

  private void stopAlarm() {
    Future<?> set = alarm;
    if (set != null) {
      set.cancel(false);
    }
  }
}
