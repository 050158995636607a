package io.farmgate.adapter.embedded;

/**
 * What becomes of a frame once its processes are gone, where a person or the farm itself has ended
 * them. It is on disk before the first signal is sent, so that it outlives the gateway.
 */
enum Fate {
  /** Waits anew; it was not the frame's fault, so its retries stay as they are. */
  REQUEUE,
  /** The same, because the farm is closing and not because anybody wanted it. */
  CLOSE,
  /** Waits anew with its retries at 0. */
  RETRY,
  /** Is given up. */
  EAT
}
