package io.farmgate.domain;

/** A piece of work of any size: what waits for something, or what is waited for. */
public sealed interface WorkRef {
  /** A whole job. */
  record OfJob(JobId id) implements WorkRef {}

  /** A whole layer. */
  record OfLayer(LayerId id) implements WorkRef {}

  /** One frame. */
  record OfFrame(FrameId id) implements WorkRef {}

  /** Returns {@code id} as a reference. */
  static WorkRef of(JobId id) {
    return new OfJob(id);
  }

  /** Returns {@code id} as a reference. */
  static WorkRef of(LayerId id) {
    return new OfLayer(id);
  }

  /** Returns {@code id} as a reference. */
  static WorkRef of(FrameId id) {
    return new OfFrame(id);
  }
}
