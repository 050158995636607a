package io.farmgate.archfixture.adapter.http.rpc;

import io.farmgate.archfixture.adapter.http.edge.Exchange;

/** Keeps every rule: an HTTP adapter may import the edge. */
public interface Api {
  /** Answers. */
  void handle(Exchange exchange);
}
