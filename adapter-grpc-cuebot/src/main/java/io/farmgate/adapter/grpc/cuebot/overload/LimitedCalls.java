package io.farmgate.adapter.grpc.cuebot.overload;

import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.GuardRecorder;
import io.farmgate.adapter.grpc.cuebot.overload.MethodKinds.Kind;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets no more calls go to a farm at once than it answers in good time. What is over waits a
 * little, changes before reads and reads before lists, and is refused where that does not help.
 *
 * <p>Of the limit, lists may use up seven tenths and all reads nine, so that there is room for
 * changes whatever is read. Calls that wait in a lane are left out: a lane limits them more, and
 * their time would be taken for the farm's.
 */
final class LimitedCalls implements NativeRpc {
  private static final Duration SWEEP_EVERY = Duration.ofMillis(50);

  private static final Map<Kind, Rule> RULES =
      new EnumMap<>(
          Map.of(
              Kind.LIST, new Rule(7, 200, Duration.ofSeconds(1), Duration.ofSeconds(2)),
              Kind.READ, new Rule(9, 200, Duration.ofSeconds(2), Duration.ofSeconds(1)),
              Kind.CHANGE, new Rule(10, 2000, Duration.ofSeconds(10), Duration.ofSeconds(1))));

  /** Which waiting calls go first. */
  private static final List<Kind> ORDER = List.of(Kind.CHANGE, Kind.READ, Kind.LIST);

  private final NativeRpc farm;
  private final MethodKinds kinds;
  private final Predicate<String> inLanes;
  private final GuardRecorder recorder;
  private final CallLimit limit = new CallLimit();
  private final AtomicInteger draining = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Kind, ArrayDeque<Waiting>> queues = new EnumMap<>(Kind.class);
  private int inFlight;
  private int waiting;
  private volatile boolean closed;

  /**
   * What holds for a kind of call.
   *
   * @param tenths how much of the limit may be in use when one is sent
   * @param mostWaiting how many wait at most
   * @param patience how long each waits at most
   * @param retryAfter when somebody who was refused may ask again
   */
  private record Rule(int tenths, int mostWaiting, Duration patience, Duration retryAfter) {
    boolean isFree(int inFlight, int limit) {
      return inFlight < Math.max(1, limit * tenths / 10);
    }
  }

  /** A call that waits to be sent. */
  private record Waiting(Kind kind, Reader caller, long until) {}

  LimitedCalls(
      NativeRpc farm,
      MethodKinds kinds,
      Predicate<String> inLanes,
      GuardRecorder recorder,
      ScheduledExecutorService timer) {
    this.farm = farm;
    this.kinds = kinds;
    this.inLanes = inLanes;
    this.recorder = recorder;
    for (Kind kind : Kind.values()) {
      queues.put(kind, new ArrayDeque<>());
    }
    long every = SWEEP_EVERY.toMillis();
    var _ = timer.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public void call(Call call, Consumer<Reply> done) {
    if (inLanes.test(call.method())) {
      farm.call(call, done);
      return;
    }
    Kind kind = kinds.of(call.method());
    int mine = enter(kind, rule(kind));
    if (mine > 0) {
      send(call, mine, done);
      return;
    }
    queue(kind, call, done);
  }

  private static Rule rule(Kind kind) {
    Rule rule = RULES.get(kind);
    if (rule == null) {
      throw new IllegalStateException("no rule for " + kind);
    }
    return rule;
  }

  /** Takes a place; returns how many are taken then, or 0 where there is none. */
  private int enter(Kind kind, Rule rule) {
    lock.lock();
    try {
      return isBehindOthers(kind) || !rule.isFree(inFlight, limit.now()) ? 0 : ++inFlight;
    } finally {
      lock.unlock();
    }
  }

  private boolean isBehindOthers(Kind kind) {
    if (waiting == 0) {
      return false;
    }
    for (Kind one : ORDER) {
      if (!queue(one).isEmpty()) {
        return true;
      }
      if (one == kind) {
        return false;
      }
    }
    return false;
  }

  private ArrayDeque<Waiting> queue(Kind kind) {
    ArrayDeque<Waiting> queue = queues.get(kind);
    if (queue == null) {
      throw new IllegalStateException("no queue for " + kind);
    }
    return queue;
  }

  private void send(Call call, int mine, Consumer<Reply> done) {
    long start = System.nanoTime();
    farm.call(
        call,
        reply -> {
          limit.learn(call.method(), start, System.nanoTime() - start, mine, reply);
          leave();
          done.accept(reply);
        });
  }

  private void leave() {
    boolean others;
    lock.lock();
    try {
      inFlight--;
      others = waiting > 0;
    } finally {
      lock.unlock();
    }
    if (others) {
      drain();
    }
  }

  private void queue(Kind kind, Call call, Consumer<Reply> done) {
    Rule rule = rule(kind);
    long now = System.nanoTime();
    Reader caller = new Reader(call, done, now);
    long patience = Math.min(rule.patience().toNanos(), caller.left(now));
    boolean full;
    lock.lock();
    try {
      full = closed || queue(kind).size() >= rule.mostWaiting();
      if (!full) {
        queue(kind).add(new Waiting(kind, caller, now + patience));
        waiting++;
      }
    } finally {
      lock.unlock();
    }
    if (full) {
      refuse(kind, caller);
      return;
    }
    recorder.acted(Guard.LIMIT, "waited");
    // A place may have become free in between.
    drain();
  }

  /** Sends what has room. One thread at a time does, so that refusals at once do not pile up. */
  private void drain() {
    if (draining.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      Next next = next();
      while (next != null) {
        send(next);
        next = next();
      }
      seen = draining.addAndGet(-seen);
    } while (seen > 0);
  }

  /** A waiting call that has its place, the {@code mine}th. */
  private record Next(Reader caller, int mine) {}

  private @Nullable Next next() {
    lock.lock();
    try {
      int most = limit.now();
      for (Kind kind : ORDER) {
        Waiting first = queue(kind).peek();
        if (first != null) {
          if (!rule(kind).isFree(inFlight, most)) {
            return null;
          }
          queue(kind).remove();
          waiting--;
          inFlight++;
          return new Next(first.caller(), inFlight);
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void send(Next next) {
    Reader caller = next.caller();
    Call rest = caller.rest(System.nanoTime());
    caller.context().run(() -> send(rest, next.mine(), caller::answer));
  }

  /** Refuses those whose patience is over, and sends what a higher limit has room for. */
  private void sweep() {
    List<Waiting> over = new ArrayList<>();
    boolean others;
    lock.lock();
    try {
      if (waiting == 0) {
        return;
      }
      long now = System.nanoTime();
      for (ArrayDeque<Waiting> queue : queues.values()) {
        queue.removeIf(one -> one.until() - now <= 0 && over.add(one));
      }
      waiting -= over.size();
      others = waiting > 0;
    } finally {
      lock.unlock();
    }
    over.forEach(one -> refuse(one.kind(), one.caller()));
    if (others) {
      drain();
    }
  }

  private void refuse(Kind kind, Reader caller) {
    recorder.acted(Guard.LIMIT, "shed-" + kind.name().toLowerCase(Locale.ROOT));
    caller.answer(
        new Reply.Refused(
            closed
                ? new FarmFailure.Unavailable(
                    "the gateway is shutting down", Optional.empty(), FarmFailure.Outcome.NOT_DONE)
                : new FarmFailure.Unavailable(
                    "the farm has as many calls on its way as it answers in good time; nothing was"
                        + " done",
                    Optional.of(rule(kind).retryAfter()),
                    FarmFailure.Outcome.NOT_DONE)));
  }

  /** Refuses all that wait. */
  void close() {
    List<Waiting> all = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      queues
          .values()
          .forEach(queue -> {
            all.addAll(queue);
            queue.clear();
          });
      waiting = 0;
    } finally {
      lock.unlock();
    }
    all.forEach(one -> refuse(one.kind(), one.caller()));
  }

  int limit() {
    return limit.now();
  }

  int inFlight() {
    lock.lock();
    try {
      return inFlight;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }
}
