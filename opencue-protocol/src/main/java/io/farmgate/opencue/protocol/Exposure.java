package io.farmgate.opencue.protocol;

/** Whether the gateway offers a method. */
public enum Exposure {
  /** Offered, to callers whose {@link Access} suffices. */
  OPEN,

  /** Never offered, whoever asks. */
  CLOSED,

  /** Declared in the contract, but not served by the farm's gateway of any known farm. */
  ELSEWHERE
}
