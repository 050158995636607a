package io.farmgate.adapter.webhooks;

/** Counts what became of events. It must not block and must not throw. */
public interface WebhookRecorder {
  /** One outcome, of one call or of some events. */
  enum Outcome {
    /** A call that was taken. */
    DELIVERED,
    /** A call that was not; it is made again. */
    FAILED,
    /** An event that is tried no more. */
    GIVEN_UP,
    /** An event that found too many others waiting. */
    LEFT_OUT
  }

  /** Counts so many. */
  void count(Outcome outcome, int times);
}
