package io.farmgate.domain;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/**
 * Whether a frame's command saves its work as it goes, and how often that was done.
 *
 * @param saved how many times a saving was complete; not below 0
 */
public record Checkpoint(State state, int saved) {
  /** Of a frame that saves nothing. */
  public static final Checkpoint NONE = new Checkpoint(State.DISABLED, 0);

  /** Where the saving stands. */
  public enum State {
    /** The frame saves nothing. */
    DISABLED,
    /** It may save. */
    ENABLED,
    /** What it has saved is being copied. */
    COPYING,
    /** What it has saved is safe. */
    COMPLETE
  }

  /** Tells whether a run that ends now has to wait for what it saves before it runs again. */
  public boolean isUnderWay() {
    return state == State.ENABLED || state == State.COPYING;
  }

  /**
   * Returns what it is when its state is set. A saving that becomes complete is counted, once.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where a frame that saves nothing is to
   *     be complete
   */
  public Checkpoint become(State next) {
    if (next != State.COMPLETE || state == State.COMPLETE) {
      return new Checkpoint(next, saved);
    }
    if (state == State.DISABLED) {
      throw new FarmException(
          new FarmFailure.Conflict(
              "checkpoint state: " + state + " (expected: ENABLED or COPYING before COMPLETE)"));
    }
    return new Checkpoint(next, saved + 1);
  }
}
