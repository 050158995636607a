package io.farmgate.domain.port;

/** How launching under a key ended. */
public sealed interface LaunchOnce {
  /**
   * The work was launched, now or when the key came first.
   *
   * @param answer what was made of the jobs when they were launched
   * @param repeated whether that was before
   */
  record Launched(String answer, boolean repeated) implements LaunchOnce {}

  /** The key stands for something else; nothing was launched. */
  record OtherWork() implements LaunchOnce {}

  /** The work is being launched at this moment. */
  record InFlight() implements LaunchOnce {}
}
