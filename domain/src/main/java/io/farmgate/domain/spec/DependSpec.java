package io.farmgate.domain.spec;

/**
 * One thing that waits for another: {@code dependent} for {@code target}.
 *
 * @param anyFrame with a layer as target: one done frame of it is enough
 */
public record DependSpec(Kind kind, boolean anyFrame, Node dependent, Node target) {

  /** What waits for what. The names are OpenCue's. */
  public enum Kind {
    JOB_ON_JOB,
    JOB_ON_LAYER,
    JOB_ON_FRAME,
    LAYER_ON_JOB,
    LAYER_ON_LAYER,
    LAYER_ON_FRAME,
    FRAME_ON_JOB,
    FRAME_ON_LAYER,
    FRAME_ON_FRAME,
    /** Frame n of one layer waits for frame n of the other. */
    FRAME_BY_FRAME,
    PREVIOUS_FRAME,
    LAYER_ON_SIM_FRAME
  }

  /**
   * A job, a layer of it, or a frame of that.
   *
   * @param job a job's short name in this submission, or the full name of one on the farm
   * @param layer empty where the whole job is meant
   * @param frame the frame's full name or number; empty where the whole layer or job is meant
   */
  public record Node(String job, String layer, String frame) {}
}
