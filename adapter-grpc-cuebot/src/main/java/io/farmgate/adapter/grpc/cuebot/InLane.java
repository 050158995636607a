package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.guard.Lane;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.wire.WireBytes;
import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The turn of one call in its lane.
 *
 * <h2>When is a turn over?</h2>
 *
 * <p>When Cuebot is done, not when the caller is. A call whose deadline has passed goes on at
 * Cuebot, and gRPC tells nobody when it ends, once the stream is closed. So the stream stays open:
 * Cuebot is given {@link #OVERTIME} more than the caller, who is told in time that the time is
 * over. The lane is free as soon as Cuebot answers, however late. For the same reason a caller who
 * leaves does not cancel the call.
 *
 * <p>Two ends cannot be seen. A call that Cuebot never answers gives the lane back after the
 * overtime. After a broken connection the lane stays taken for {@link #AFTER_BREAK}, in which a
 * call that is not stuck ends.
 */
final class InLane implements Lane.Turn {
  /** As long as Cuebot itself waits for its database, the longest of its waits that ends. */
  static final Duration OVERTIME = Duration.ofSeconds(30);

  /** A hundred times what a call usually takes, and no longer than a link takes to come back. */
  static final Duration AFTER_BREAK = Duration.ofMillis(500);

  private static final FarmFailure GONE =
      new FarmFailure.Native(
          1, "the caller gave the call up; a change may have taken effect", WireBytes.EMPTY);

  private final Exchange exchange;
  private final Duration limit;
  private final ScheduledExecutorService timer;
  private final Way way;
  private final long start = System.nanoTime();

  private InLane(Exchange exchange, Duration limit, ScheduledExecutorService timer, Way way) {
    this.exchange = exchange;
    this.limit = limit;
    this.timer = timer;
    this.way = way;
  }

  /** How a call is sent, or not. */
  interface Way {
    /** Sends it, to end after that time; perhaps after asking first whether it may go. */
    void send(Duration time);

    /** Sends it without asking. */
    void go(Duration time);

    /** Gives back what was kept for it; its caller has been told. */
    void notSent();
  }

  /**
   * Sends a call when it is its turn.
   *
   * @param limit what is left of the caller's time
   */
  static void send(
      Lane lane,
      boolean change,
      Exchange exchange,
      Duration limit,
      ScheduledExecutorService timer,
      Way way) {
    InLane turn = new InLane(exchange, limit, timer, way);
    Lane.Place place = lane.enter(change, limit, turn);
    // A caller over gRPC who leaves; over HTTP the context is that of nobody.
    Context.current()
        .addListener(
            left -> {
              place.giveUp(GONE);
              exchange.refuse(GONE);
            },
            Runnable::run);
  }

  @Override
  public void go(Lane.Pass pass) {
    Duration left = limit.minusNanos(System.nanoTime() - start);
    if (!left.isPositive() || exchange.isOver()) {
      pass.leave();
      refused(
          new FarmFailure.TimedOut(
              "the time for the call had passed before it was made", FarmFailure.Outcome.NOT_DONE));
      return;
    }
    exchange.takesLane(pass);
    // In nobody's context: its cancellation would hide when the farm is done.
    Context.ROOT.run(() -> way.send(left.plus(OVERTIME)));
    exchange.endsBy(timer.schedule(exchange::late, left.toNanos(), TimeUnit.NANOSECONDS));
  }

  @Override
  public void refused(FarmFailure failure) {
    exchange.refuse(failure);
    way.notSent();
  }
}
