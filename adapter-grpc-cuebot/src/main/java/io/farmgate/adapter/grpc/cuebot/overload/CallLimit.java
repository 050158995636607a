package io.farmgate.adapter.grpc.cuebot.overload;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How many calls a farm answers at once in good time, as learnt from its answers: one more while
 * all goes well and the limit is used, a fifth less while calls are slow or the farm says that it
 * is busy. Thread-safe.
 *
 * <p>A list of all jobs takes longer than one frame, so a call is slow by the measure of its own
 * method: {@link #SLOW_FACTOR} times what it usually takes, and {@link #SLOW_AT_LEAST}.
 */
final class CallLimit {
  static final int FIRST = 100;
  static final int LEAST = 8;
  static final int MOST = 200;
  static final int SLOW_FACTOR = 4;
  static final long SLOW_AT_LEAST = TimeUnit.MILLISECONDS.toNanos(500);

  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNAVAILABLE = 14;

  private final Limit limit =
      WindowedLimit.newBuilder()
          .minWindowTime(100, TimeUnit.MILLISECONDS)
          .maxWindowTime(500, TimeUnit.MILLISECONDS)
          .windowSize(10)
          .build(
              AIMDLimit.newBuilder()
                  .initialLimit(FIRST)
                  .minLimit(LEAST)
                  .maxLimit(MOST)
                  .backoffRatio(0.8)
                  // What is slow is decided here.
                  .timeout(1, TimeUnit.DAYS)
                  .build());

  private final ConcurrentHashMap<String, Usual> usual = new ConcurrentHashMap<>();

  int now() {
    return limit.getLimit();
  }

  /**
   * Learns from a call that is over.
   *
   * @param start of the call, in the terms of {@link System#nanoTime}
   * @param took nanoseconds
   * @param inFlight how many were when it was sent, itself included
   */
  void learn(String method, long start, long took, int inFlight, Reply reply) {
    switch (reply) {
      case Reply.Answer _ -> limit.onSample(start, took, inFlight, isSlow(method, start, took));
      case Reply.Refused(FarmFailure.TimedOut _) -> limit.onSample(start, took, inFlight, true);
      case Reply.Refused(FarmFailure.Native status)
          when status.code() == RESOURCE_EXHAUSTED || status.code() == UNAVAILABLE ->
          limit.onSample(start, took, inFlight, true);
      // It tells nothing of how busy the farm is: the farm was not reached, or refused at a glance.
      case Reply.Refused _ -> {}
    }
  }

  private boolean isSlow(String method, long start, long took) {
    Usual mine = usual.get(method);
    if (mine == null) {
      mine = usual.computeIfAbsent(method, m -> new Usual(start, took));
    }
    return mine.isSlow(start, took);
  }

  /** What a method usually takes. Quicker answers count at once, slower ones over a minute. */
  private static final class Usual {
    private static final int DOWN = 8;
    private static final int UP = 64;
    private static final long UP_EVERY = TimeUnit.SECONDS.toNanos(1);

    // Where two threads meet, one sample is lost.
    private volatile long nanos;
    private volatile long raised;

    Usual(long now, long nanos) {
      this.nanos = nanos;
      this.raised = now;
    }

    boolean isSlow(long now, long took) {
      long before = nanos;
      if (took < before) {
        nanos = before - (before - took) / DOWN;
      } else if (now - raised > UP_EVERY) {
        raised = now;
        nanos = before + (took - before) / UP;
      }
      return took > SLOW_AT_LEAST && took > SLOW_FACTOR * before;
    }
  }
}
