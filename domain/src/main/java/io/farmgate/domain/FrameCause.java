package io.farmgate.domain;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why a frame leaves one state for another: the whole of a frame's life, one step each. What is not
 * listed here does not happen. {@code docs/states.md} shows the same as a table.
 *
 * <p>The steps are OpenCue's, but for its habit of forcing states: there a person may retry or eat
 * a frame whatever it does, and an eaten frame whose run ends late may come back to life.
 */
public enum FrameCause {
  /** The farm has prepared the frame. */
  PREPARED(FrameState.WAITING, FrameState.SETUP),
  /** Something the frame waits for is not done, or no longer. */
  HELD(FrameState.DEPEND, FrameState.SETUP, FrameState.WAITING),
  /** All that the frame waited for is done. */
  RELEASED(FrameState.WAITING, FrameState.DEPEND),
  /** A person lets the frame start whatever holds it. */
  WAIVED(FrameState.WAITING, FrameState.DEPEND),
  /** A person holds it back again. */
  UNWAIVED(FrameState.DEPEND, FrameState.WAITING),
  /** A host took the frame. */
  DISPATCHED(FrameState.RUNNING, FrameState.WAITING),
  /** The command ended with status 0. */
  SUCCEEDED(FrameState.SUCCEEDED, FrameState.RUNNING),
  /** The command failed and the job allows another retry: the frame's retries go up by one. */
  FAILED_TO_RETRY(FrameState.WAITING, FrameState.RUNNING),
  /** The command failed and the job allows no more retries. */
  FAILED_FOR_GOOD(FrameState.DEAD, FrameState.RUNNING),
  /** The same in a job that eats what would be dead. */
  FAILED_AND_EATEN(FrameState.EATEN, FrameState.RUNNING),
  /** The run failed with retries left, or was ended, and what it saves is still on its way. */
  CHECKPOINTED(FrameState.CHECKPOINT, FrameState.RUNNING),
  /** What it saves is safe, or there is none after all: it goes on from there. */
  CONTINUED(FrameState.WAITING, FrameState.CHECKPOINT),
  /** A person ended the run, or the whole job. No retry is counted. */
  KILLED(FrameState.WAITING, FrameState.RUNNING),
  /**
   * The farm lost the run: a host went down, or the farm was started anew. Whether a retry is
   * counted is the farm's choice; however many there are, the frame is run again.
   */
  LOST(FrameState.WAITING, FrameState.RUNNING),
  /** A person wants the frame run again; a run that is on is ended. Retries go back to 0. */
  RETRIED(
      FrameState.WAITING,
      FrameState.RUNNING,
      FrameState.SUCCEEDED,
      FrameState.DEAD,
      FrameState.EATEN,
      FrameState.CHECKPOINT),
  /** A person gave the frame up; a run that is on is ended. */
  EATEN(
      FrameState.EATEN,
      FrameState.SETUP,
      FrameState.WAITING,
      FrameState.DEPEND,
      FrameState.RUNNING,
      FrameState.DEAD,
      FrameState.CHECKPOINT);

  private final FrameState to;

  // Unmodifiable, which the checker cannot see; the one set that it knows is Guava's.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<FrameState> from;

  FrameCause(FrameState to, FrameState first, FrameState... others) {
    this.to = to;
    this.from = Collections.unmodifiableSet(EnumSet.of(first, others));
  }

  /** Returns the states in which it can happen, in the order of {@link FrameState}. */
  public Set<FrameState> from() {
    return from;
  }

  /** Returns the state that it leads to. */
  public FrameState to() {
    return to;
  }

  /**
   * Returns what a frame becomes.
   *
   * @throws IllegalStateException where it cannot happen in that state, which is a farm's bug
   */
  public FrameState apply(FrameState state) {
    if (!from.contains(state)) {
      throw new IllegalStateException(
          "frame state: " + state + " (expected for " + this + ": one of " + from + ")");
    }
    return to;
  }
}
