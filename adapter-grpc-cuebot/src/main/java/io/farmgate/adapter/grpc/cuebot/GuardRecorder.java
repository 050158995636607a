package io.farmgate.adapter.grpc.cuebot;

/** Is told what guards do, for figures. Must be quick, thread-safe and never throw. */
@FunctionalInterface
public interface GuardRecorder {
  /** For who keeps no figures. */
  GuardRecorder NONE = (guard, action) -> {};

  /**
   * A guard did something other than let a call pass.
   *
   * @param action a word out of a short list of the guard's own, since a figure is kept for each
   */
  void acted(Guard guard, String action);
}
