package io.farmgate.adapter.http.edge;

/**
 * Keeps figures of requests. Called for every request, so it must be cheap; it must not block and
 * must not throw. Called from many threads.
 */
public interface HttpRecorder {
  /** Keeps nothing. */
  HttpRecorder NONE = (label, status, nanos) -> {};

  /**
   * One request is over.
   *
   * @param label what was asked for; {@link RouteLabel#NONE} where no route was found or asked
   * @param status the status that was sent; 499 where the client left before it had one
   * @param nanos from the end of its headers to the end of its answer
   */
  void answered(RouteLabel label, int status, long nanos);
}
