package io.farmgate.domain;

/**
 * How many frames stand in each state. All are 0 or more.
 *
 * @param waiting ready to run
 * @param depend held back by a dependency
 * @param running running now (and in preparation)
 * @param succeeded ended well
 * @param dead failed for good
 * @param eaten given up on by a person
 * @param checkpoint ended early with work saved
 */
public record FrameCounts(
    int waiting, int depend, int running, int succeeded, int dead, int eaten, int checkpoint) {

  /** No frames. */
  public static final FrameCounts NONE = new FrameCounts(0, 0, 0, 0, 0, 0, 0);

  /** Returns the number of all frames. */
  public int total() {
    return waiting + depend + running + succeeded + dead + eaten + checkpoint;
  }

  /** Returns the frames that are not yet running and not yet over: OpenCue's "pending". */
  public int pending() {
    return waiting + depend;
  }

  /** Returns the frames on which later work may rely. */
  public int done() {
    return succeeded + eaten;
  }
}
