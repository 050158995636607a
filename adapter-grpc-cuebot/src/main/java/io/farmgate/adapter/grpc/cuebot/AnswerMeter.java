package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.AnswerBudget.Share;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Outcome;
import io.farmgate.domain.port.AnswerScope;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts one call's answer against the budget, as its bytes arrive and until its client has them. A
 * small answer costs it a comparison. On the transport's thread, but for its making.
 */
final class AnswerMeter {
  /** When to come back: most large answers are on their way for less. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  /** A growing answer takes room in steps, not for every frame. */
  private static final long STEP = 256 << 10;

  private final AnswerBudget budget;
  private final AnswerSizes sizes;
  private final String method;
  private final AnswerScope scope;
  private @Nullable Share share;
  private long received;

  /**
   * Creates one.
   *
   * @param share what was taken for it in advance; null for nothing
   */
  AnswerMeter(
      AnswerBudget budget,
      AnswerSizes sizes,
      String method,
      AnswerScope scope,
      @Nullable Share share) {
    this.budget = budget;
    this.sizes = sizes;
    this.method = method;
    this.scope = scope;
    this.share = share;
  }

  /** Counts bytes that have arrived; false where the answer has to be given up. */
  boolean received(long bytes) {
    received += bytes;
    return received <= AnswerBudget.SMALL_BYTES || holds(received, STEP);
  }

  private boolean holds(long total, long step) {
    Share mine = share;
    if (mine == null) {
      mine = new Share(budget, 0);
      share = mine;
    }
    if (mine.growTo(total, step)) {
      return true;
    }
    budget.countShed();
    return false;
  }

  /**
   * Counts the whole answer until its client has it, and sees to it that it is given back then;
   * false where there is no room for it, after which it is to be dropped.
   */
  boolean delivered(WireBytes answer) {
    int size = answer.size();
    sizes.learn(method, size);
    if (size <= AnswerBudget.SMALL_BYTES) {
      dropped();
      return true;
    }
    // It differs from what arrived where the farm compressed it.
    if (!holds(size, 1)) {
      dropped();
      return false;
    }
    if (scope.equals(AnswerScope.DELIVERY)) {
      // Whoever gets it may read it later, and nobody tells when.
      answer.array();
    }
    Share mine = share;
    if (mine != null) {
      mine.shrinkTo(size);
      scope.onEnd(() -> {
        answer.release();
        mine.close();
      });
    }
    return true;
  }

  /** There is no answer, or nobody has it any more. */
  void dropped() {
    Share mine = share;
    if (mine != null) {
      mine.close();
    }
  }

  /** For a call that was not sent. */
  static FarmFailure noRoom() {
    return new FarmFailure.Unavailable(
        "the gateway holds as many large answers as it may; nothing was done",
        retryAfter(),
        Outcome.NOT_DONE);
  }

  /** For a call whose answer was given up. */
  static FarmFailure givenUp() {
    return new FarmFailure.Unavailable(
        "the gateway holds as many large answers as it may, and gave this one up; the farm has done"
            + " what was asked",
        retryAfter(),
        Outcome.DONE);
  }

  private static Optional<Duration> retryAfter() {
    return Optional.of(RETRY_AFTER);
  }
}
