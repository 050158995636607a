package io.farmgate.opencue.protocol;

/** Whether the gateway offers a method. */
public enum Exposure {
  /** Offered, to callers whose {@link Access} suffices. */
  OPEN,

  /** Never offered, whoever asks. */
  CLOSED,

  /** Declared in the contract, but served by servers other than a farm's, or by none. */
  ELSEWHERE
}
