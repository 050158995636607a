package io.farmgate.adapter.grpc.cuebot.overload;

import java.util.concurrent.TimeUnit;

/**
 * When the waiting reads of one question are sent, as one call. Times are those of {@link
 * System#nanoTime}. Not thread-safe.
 *
 * <p>A read is only ever answered by a call that was sent after the read came, so nobody gets an
 * answer from before they asked. Two calls a second are free. From then on reads wait for the next
 * half second and go together, for as long as more of them keep coming.
 *
 * <p>Programs that ask again as soon as they have an answer stop coming while they are made to
 * wait; waiting longer would only slow them down. So where nobody has come for {@link #QUIET}, all
 * that wait are sent, and how many they are is remembered for {@link #KNOWN}: as soon as so many
 * wait again, they go. A single program that reads in a loop is a crowd of one.
 */
final class Pace {
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  static final long HALF = SECOND / 2;

  /** So long nobody comes: those that wait are all there are. */
  static final long QUIET = TimeUnit.MILLISECONDS.toNanos(100);

  /** So long the size of a crowd is believed. */
  static final long KNOWN = 5 * SECOND;

  /** A ring that comes so much too late tells nothing. */
  private static final long LATE = TimeUnit.MILLISECONDS.toNanos(20);

  private long last;
  private long beforeLast;
  private long lastArrival;
  private long expectedRing;
  private int waiting;
  private int inFlight;
  private int most;
  private int known;
  private long knownUntil;

  /** One for a question that has not been asked lately. */
  Pace(long now) {
    last = now - 2 * SECOND;
    beforeLast = last - 2 * SECOND;
    lastArrival = now;
    knownUntil = now;
  }

  /** A read has come; true where it goes now, with all that wait. */
  boolean arrive(long now) {
    waiting++;
    lastArrival = now;
    most = Math.max(most, waiting + inFlight);
    return (inFlight == 0 && isFree(now)) || allAreHere(now);
  }

  /** Looks after those that wait; true where they go now. */
  boolean ring(long now) {
    if (now - slot() >= 0) {
      return true;
    }
    if (now - expectedRing > LATE) {
      // This process was held up, and so may be those who come.
      lastArrival = now;
    }
    if (now - lastArrival < QUIET) {
      return false;
    }
    known = waiting + inFlight;
    most = known;
    knownUntil = now + KNOWN;
    return true;
  }

  /** Returns in how many nanoseconds to {@link #ring}; more than 0. */
  long nextRing(long now) {
    long nanos = Math.max(1, Math.min(slot() - now, lastArrival + QUIET - now));
    expectedRing = now + nanos;
    return nanos;
  }

  /** All that wait are sent. */
  void go(long now) {
    beforeLast = last;
    last = now;
    inFlight += waiting;
    waiting = 0;
  }

  /** So many reads have their answer. */
  void answered(int reads) {
    inFlight -= reads;
  }

  /** Whether nothing is going on and nothing has for so long. */
  boolean isIdle(long now, long nanos) {
    return waiting == 0 && inFlight == 0 && now - lastArrival > nanos;
  }

  private boolean isFree(long now) {
    boolean second = last - beforeLast >= SECOND;
    return now - beforeLast >= SECOND && (second || now - last >= HALF);
  }

  private boolean allAreHere(long now) {
    // A crowd that has more than doubled is not the one that was known.
    return now - knownUntil < 0 && most <= 2 * known + 1 && waiting >= most;
  }

  /** When those that wait go at the latest. */
  private long slot() {
    return Math.max(last + HALF, beforeLast + SECOND);
  }
}
