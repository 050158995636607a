package io.farmgate.adapter.grpc.cuebot.guard;

import io.farmgate.domain.failure.FarmFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets one call through at a time; the others wait their turn without a thread of their own.
 *
 * <p>Changes go before reads, and calls of a kind in the order in which they came. After some
 * changes in a row a read goes, so that reads are slow at worst and not stopped. The queue is
 * bounded in length and in time: a call that cannot go in time is refused, and was not sent.
 *
 * <p>Thread-safe. A turn begins on the thread of the caller, or on the one that ended the turn
 * before it; neither may be blocked.
 */
public final class Lane {
  /** A full queue is through in about a second. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final String what;
  private final LaneLimits limits;
  private final ScheduledExecutorService timer;
  private final Consumer<String> acted;

  private final Object lock = new Object();
  private final SequencedSet<Waiting> changes = new LinkedHashSet<>();
  private final SequencedSet<Waiting> reads = new LinkedHashSet<>();
  private boolean taken;
  private boolean handingOver;
  private boolean closed;
  private int changesInARow;

  /**
   * Creates a free one.
   *
   * @param what the calls that use it, for a sentence: "calls on jobs"
   * @param timer ends waits that have become too long
   * @param acted told what happens other than that a call passes, in one word
   */
  public Lane(
      String what, LaneLimits limits, ScheduledExecutorService timer, Consumer<String> acted) {
    this.what = what;
    this.limits = limits;
    this.timer = timer;
    this.acted = acted;
  }

  /** What a call does; one of the methods is called, once. */
  public interface Turn {
    /** It is its turn, until it says through {@code pass} that it is over. Must not throw. */
    void go(Pass pass);

    /** It will not be. Must not throw. */
    void refused(FarmFailure failure);
  }

  /** A call's place in the queue. */
  public interface Place {
    /** Takes the call out of the queue, if it is still there, and refuses it. */
    void giveUp(FarmFailure failure);
  }

  /** The right to be the one call in the lane. What comes after the first leaving is ignored. */
  public final class Pass {
    private final AtomicBoolean left = new AtomicBoolean();

    private Pass() {}

    /** Lets the next call go. */
    public void leave() {
      if (left.compareAndSet(false, true)) {
        Lane.this.leave();
      }
    }

    /** The same after some time, for a call that may still go on where nobody can see it. */
    public void leaveAfter(Duration time) {
      if (left.compareAndSet(false, true)) {
        acted.accept("held");
        var _ = timer.schedule(Lane.this::leave, time.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }

  private final class Waiting implements Place {
    private final boolean change;
    private final Turn turn;
    private volatile @Nullable Future<?> alarm;

    Waiting(boolean change, Turn turn) {
      this.change = change;
      this.turn = turn;
    }

    void go() {
      Future<?> set = alarm;
      if (set != null) {
        set.cancel(false);
      }
      turn.go(new Pass());
    }

    @Override
    public void giveUp(FarmFailure failure) {
      var _ = drop(failure);
    }

    /** Returns whether the call still waited. */
    boolean drop(FarmFailure failure) {
      boolean waited;
      synchronized (lock) {
        waited = queue(change).remove(this);
      }
      if (waited) {
        turn.refused(failure);
      }
      return waited;
    }
  }

  private enum Entry {
    GOES,
    WAITS,
    FULL,
    CLOSED
  }

  /**
   * Asks for a turn, now or as soon as it may be.
   *
   * @param change whether the call changes something
   * @param timeLeft until the call's own deadline
   */
  public Place enter(boolean change, Duration timeLeft, Turn turn) {
    Waiting call = new Waiting(change, turn);
    switch (admit(call)) {
      case GOES -> call.go();
      case WAITS -> limitWait(call, timeLeft);
      case FULL -> {
        acted.accept("full");
        turn.refused(tooMany());
      }
      case CLOSED -> turn.refused(shuttingDown());
    }
    return call;
  }

  private Entry admit(Waiting call) {
    synchronized (lock) {
      if (closed) {
        return Entry.CLOSED;
      }
      int waiting = changes.size() + reads.size();
      if (!taken && waiting == 0) {
        taken = true;
        return Entry.GOES;
      }
      if (waiting >= limits.waiting() || (!call.change && reads.size() >= limits.readsWaiting())) {
        return Entry.FULL;
      }
      queue(call.change).add(call);
      return Entry.WAITS;
    }
  }

  private void limitWait(Waiting call, Duration timeLeft) {
    acted.accept("queued");
    boolean patient = timeLeft.compareTo(limits.patience()) > 0;
    Duration wait = patient ? limits.patience() : timeLeft;
    call.alarm =
        timer.schedule(
            () -> {
              if (call.drop(patient ? tooLong() : outOfTime())) {
                acted.accept(patient ? "impatient" : "late");
              }
            },
            wait.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private SequencedSet<Waiting> queue(boolean change) {
    return change ? changes : reads;
  }

  /**
   * Ends a turn and begins the next. A turn may be over before its beginning returns; then the loop
   * goes on instead of one call inside the other, which a queue of broken calls would stack up.
   */
  private void leave() {
    synchronized (lock) {
      taken = false;
      if (handingOver) {
        return;
      }
      handingOver = true;
    }
    for (Waiting next = next(); next != null; next = next()) {
      next.go();
    }
  }

  private @Nullable Waiting next() {
    synchronized (lock) {
      if (taken || (changes.isEmpty() && reads.isEmpty())) {
        handingOver = false;
        return null;
      }
      boolean change =
          !changes.isEmpty() && (reads.isEmpty() || changesInARow < limits.changesInARow());
      changesInARow = change ? changesInARow + 1 : 0;
      taken = true;
      return queue(change).removeFirst();
    }
  }

  /** Returns how many calls wait now. */
  public int waiting() {
    synchronized (lock) {
      return changes.size() + reads.size();
    }
  }

  /** Refuses all that wait and all that come. Calls that have their turn keep it. */
  public void close() {
    List<Waiting> all = new ArrayList<>();
    synchronized (lock) {
      closed = true;
      all.addAll(changes);
      all.addAll(reads);
    }
    all.forEach(call -> call.giveUp(shuttingDown()));
  }

  private FarmFailure tooMany() {
    return new FarmFailure.Unavailable(
        "the farm takes " + what + " one at a time, and too many wait already; nothing was sent",
        Optional.of(RETRY_AFTER),
        FarmFailure.Outcome.NOT_DONE);
  }

  private FarmFailure tooLong() {
    return new FarmFailure.Unavailable(
        "the farm takes "
            + what
            + " one at a time, and those before this one took longer than "
            + limits.patience().toSeconds()
            + " s; nothing was sent",
        Optional.of(RETRY_AFTER),
        FarmFailure.Outcome.NOT_DONE);
  }

  private FarmFailure outOfTime() {
    return new FarmFailure.TimedOut(
        "the farm takes "
            + what
            + " one at a time, and it was not this one's turn in time; nothing was sent",
        FarmFailure.Outcome.NOT_DONE);
  }

  private static FarmFailure shuttingDown() {
    return new FarmFailure.Unavailable(
        "the gateway is shutting down", Optional.empty(), FarmFailure.Outcome.NOT_DONE);
  }
}
