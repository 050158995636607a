package io.farmgate.domain;

/**
 * A part of a host that a person lends to a piece of work, as it stood when it was read.
 *
 * @param host the host's name
 * @param job the full name of the job that it is lent to, whole or in part
 * @param layer the layer's name; empty where it is lent to the whole job
 * @param frame the frame's name; empty unless it is lent to one frame
 * @param threads cores that each proc of it gets
 * @param max what its procs may hold together
 * @param inUse what they hold; more than the maximum where that was lowered since
 */
public record Lending(
    LendingId id,
    String host,
    Size size,
    String job,
    String layer,
    String frame,
    int threads,
    LentAmounts max,
    LentAmounts inUse) {

  /** What it is lent to. */
  public enum Size {
    JOB,
    LAYER,
    FRAME
  }
}
