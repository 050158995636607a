package io.farmgate.domain;

import java.util.Arrays;

/** Where a frame stands. The names are OpenCue's. */
public enum FrameState {
  /** Ready to run as soon as a host has room. */
  WAITING,
  /** Being prepared; a farm that has no preparation never reports it. */
  SETUP,
  /** Running as a proc. */
  RUNNING,
  /** Ended with exit status 0. */
  SUCCEEDED,
  /** Held back by a dependency. */
  DEPEND,
  /** Failed more often than its job allows. */
  DEAD,
  /** Given up on by a person; counts as done. */
  EATEN,
  /** Ended early with its work saved; runs again from there. */
  CHECKPOINT;

  /** Tells whether one step, whatever the {@link FrameCause}, leads from here to {@code next}. */
  public boolean mayBecome(FrameState next) {
    return Arrays.stream(FrameCause.values())
        .anyMatch(cause -> cause.to() == next && cause.from().contains(this));
  }

  /** Tells whether nothing more will happen to the frame by itself. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == DEAD || this == EATEN;
  }

  /** Tells whether work that waits for the frame may go on. */
  public boolean isDone() {
    return this == SUCCEEDED || this == EATEN;
  }
}
