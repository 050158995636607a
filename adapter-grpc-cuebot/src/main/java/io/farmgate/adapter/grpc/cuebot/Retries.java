package io.farmgate.adapter.grpc.cuebot;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call that ended without an answer is made again, and when. A read is, if the
 * connection broke or Cuebot said that it is unavailable; a change only if it was never sent. At
 * most twice, after about 50 and 150 ms, within the call's own time and the budget of all calls.
 * Thread-safe.
 */
final class Retries {
  private static final int ATTEMPTS = 3;

  private static final IntervalFunction PAUSES =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofMillis(50), /* multiplier= */ 3, /* randomizationFactor= */ 0.5);

  /** How far a call got that ended without the farm's answer. */
  enum End {
    /** The farm has not seen it. */
    UNSEEN,
    /** The farm may have seen it; asked once more, it may well answer. */
    LOST,
    /** It was answered, or its time is over, or asking again would not help. */
    FINAL
  }

  private final Retry retry =
      Retry.of(
          "cuebot",
          RetryConfig.<End>custom()
              .maxAttempts(ATTEMPTS)
              .intervalFunction(PAUSES)
              .retryOnResult(end -> end != End.FINAL)
              .build());
  private final RetryBudget budget = new RetryBudget();
  private final boolean on;
  private final GuardRecorder recorder;

  Retries(boolean on, GuardRecorder recorder) {
    this.on = on;
    this.recorder = recorder;
  }

  /** Begins to watch a call; it is told of the end of each of its attempts, one after another. */
  Course begin(boolean read) {
    budget.called();
    return new Course(read);
  }

  /** The attempts of one call. */
  final class Course {
    private final boolean read;
    private Retry.@Nullable AsyncContext<End> attempts;

    private Course(boolean read) {
      this.read = read;
    }

    /** Returns after which pause to try again; empty for not at all. */
    Optional<Duration> again(End end, Duration timeLeft) {
      if (!on || end == End.FINAL || (end == End.LOST && !read)) {
        return Optional.empty();
      }
      Retry.AsyncContext<End> mine = attempts;
      if (mine == null) {
        mine = retry.asyncContext();
        attempts = mine;
      }
      Duration pause = Duration.ofMillis(mine.onResult(end));
      if (pause.isNegative() || pause.compareTo(timeLeft) >= 0) {
        return Optional.empty();
      }
      boolean granted = budget.spend();
      recorder.acted(Guard.RETRIES, granted ? "again" : "budget-spent");
      return granted ? Optional.of(pause) : Optional.empty();
    }
  }
}
