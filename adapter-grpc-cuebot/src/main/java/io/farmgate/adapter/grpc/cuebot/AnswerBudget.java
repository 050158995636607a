package io.farmgate.adapter.grpc.cuebot;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many wire bytes large answers may take up together, from their first bytes until their
 * clients have them. What is held never exceeds it. Thread-safe; answers of up to {@link
 * #SMALL_BYTES} do not come here.
 *
 * <p>A call whose method answered with much before waits for room before it is sent, first come,
 * first served. An answer that grows beyond what was expected takes what is free, and is given up
 * where nothing is.
 */
public final class AnswerBudget {
  /** Answers up to this size are not counted. */
  static final int SMALL_BYTES = 64 << 10;

  /** How many calls may wait at once; more are refused. */
  static final int MAX_WAITING = 256;

  private final long capacity;
  private final LongAdder shed = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private final AtomicInteger granting = new AtomicInteger();
  private long held;
  private long peak;

  /** Creates one of that many bytes, 1 or more. */
  public AnswerBudget(long capacityBytes) {
    if (capacityBytes < 1) {
      throw new IllegalArgumentException(
          "capacityBytes: " + capacityBytes + " (expected: 1 or more)");
    }
    this.capacity = capacityBytes;
  }

  /** Returns how many bytes there are. */
  public long capacityBytes() {
    return capacity;
  }

  /** Returns how many are in use now. */
  public long heldBytes() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the most that were in use at once. */
  public long peakBytes() {
    lock.lock();
    try {
      return peak;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many calls wait for room now. */
  public int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many calls were refused or given up for want of room. */
  public long shed() {
    return shed.sum();
  }

  /** What a call does once it has room, or once it is clear that it gets none. */
  interface Waiting {
    /** Takes the room over. Must not throw. */
    void granted(Share share);

    /** There is none. Must not throw. */
    void refused();
  }

  /**
   * Asks for room and calls one of {@code waiting}'s methods, once: now, or when others let go.
   *
   * @param expected bytes; more than there are count as all of them
   * @return what is in the queue, to be given to {@link #giveUp}; null where it is decided
   */
  @Nullable Object acquire(long expected, Waiting waiting) {
    long bytes = Math.min(expected, capacity);
    Waiter waiter = new Waiter(bytes, waiting);
    boolean full;
    lock.lock();
    try {
      full = waiters.size() >= MAX_WAITING;
      boolean now = waiters.isEmpty() && take(bytes);
      if (!now && !full) {
        waiters.add(waiter);
        return waiter;
      }
      full = !now;
    } finally {
      lock.unlock();
    }
    if (full) {
      refuse(waiter);
    } else {
      waiting.granted(new Share(this, bytes));
    }
    return null;
  }

  /** Refuses a call that still waits. */
  void giveUp(Object queued) {
    boolean waited;
    lock.lock();
    try {
      waited = waiters.removeIf(waiter -> waiter == queued);
    } finally {
      lock.unlock();
    }
    if (waited) {
      refuse((Waiter) queued);
      // It may have been the large one at the head that small ones behind it waited for.
      grant();
    }
  }

  /** Refuses all that wait. */
  void refuseAll() {
    List<Waiter> all;
    lock.lock();
    try {
      all = List.copyOf(waiters);
      waiters.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(this::refuse);
  }

  private void refuse(Waiter waiter) {
    shed.increment();
    waiter.waiting.refused();
  }

  /** An answer was given up in the middle. */
  void countShed() {
    shed.increment();
  }

  /** Takes bytes where they are free. */
  boolean tryTake(long bytes) {
    lock.lock();
    try {
      return take(bytes);
    } finally {
      lock.unlock();
    }
  }

  private boolean take(long bytes) {
    if (bytes > capacity - held) {
      return false;
    }
    held += bytes;
    peak = Math.max(peak, held);
    return true;
  }

  void giveBack(long bytes) {
    lock.lock();
    try {
      held -= bytes;
    } finally {
      lock.unlock();
    }
    grant();
  }

  /**
   * Grants those at the head of the queue who have room now. One thread at a time does: a call that
   * fails at once gives its room back before {@code granted} returns, and the next one would be
   * granted inside it. Behind a dead link as many as wait would stack up.
   */
  private void grant() {
    if (granting.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      Waiter next = next();
      while (next != null) {
        next.waiting.granted(new Share(this, next.bytes));
        next = next();
      }
      seen = granting.addAndGet(-seen);
    } while (seen > 0);
  }

  /** Takes from the queue who is at its head, if there is room for it. */
  private @Nullable Waiter next() {
    lock.lock();
    try {
      Waiter first = waiters.peek();
      return first != null && take(first.bytes) ? waiters.remove() : null;
    } finally {
      lock.unlock();
    }
  }

  private static final class Waiter {
    private final long bytes;
    private final Waiting waiting;

    Waiter(long bytes, Waiting waiting) {
      this.bytes = bytes;
      this.waiting = waiting;
    }
  }

  /** What one answer holds. Thread-safe. */
  static final class Share {
    private final AnswerBudget budget;
    private long bytes;
    private boolean closed;

    Share(AnswerBudget budget, long bytes) {
      this.budget = budget;
      this.bytes = bytes;
    }

    /**
     * Makes sure that it holds at least so many, in whole steps where they are to be had; false
     * where there is no room for the rest.
     */
    synchronized boolean growTo(long total, long step) {
      if (closed || total <= bytes) {
        return !closed;
      }
      long whole = Math.ceilDiv(total, step) * step;
      if (budget.tryTake(whole - bytes)) {
        bytes = whole;
        return true;
      }
      if (budget.tryTake(total - bytes)) {
        bytes = total;
        return true;
      }
      return false;
    }

    /** Gives back what is over. */
    void shrinkTo(long total) {
      giveBack(total, false);
    }

    /** Gives all back, once. */
    void close() {
      giveBack(0, true);
    }

    private void giveBack(long kept, boolean last) {
      long over;
      synchronized (this) {
        over = closed ? 0 : Math.max(0, bytes - kept);
        bytes -= over;
        closed |= last;
      }
      // Outside: it may send the calls that have waited for it.
      if (over > 0) {
        budget.giveBack(over);
      }
    }
  }
}
