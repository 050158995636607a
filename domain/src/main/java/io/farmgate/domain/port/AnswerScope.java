package io.farmgate.domain.port;

/**
 * How long the bytes of an answer are held by whoever asked for it: a farm's adapter counts them as
 * in use until then.
 */
public interface AnswerScope {
  /** For who lets go of the bytes before the call that hands them over returns. */
  AnswerScope DELIVERY = Runnable::run;

  /**
   * Runs a task when the bytes are no longer held; at once where that is so already. Safe from any
   * thread; the task does not block.
   */
  void onEnd(Runnable task);
}
