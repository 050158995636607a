package io.farmgate.adapter.http.edge;

/** Answers requests of one route. Called from several IO threads. */
@FunctionalInterface
public interface EdgeHandler {
  /**
   * Starts to answer. It is called on an IO thread and must not block; the exchange may be answered
   * now or later. A {@link io.farmgate.domain.failure.FarmException} thrown here is answered as
   * {@link EdgeExchange#fail} does; anything else is a fault, logged under the request id.
   */
  void handle(EdgeExchange exchange);
}
