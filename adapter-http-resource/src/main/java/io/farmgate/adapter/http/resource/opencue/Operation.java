package io.farmgate.adapter.http.resource.opencue;

import java.util.List;

/**
 * One row of what is served.
 *
 * @param id as in the document
 * @param verb GET, which serves HEAD too, or DELETE
 * @param query the parameters that it takes; others are refused
 */
record Operation(
    String id, String verb, Template template, List<Parameter<?>> query, Handler handler) {
  Operation {
    query = List.copyOf(query);
  }

  static Operation get(String id, String template, Handler handler, Parameter<?>... query) {
    return new Operation(id, "GET", Template.of(template), List.of(query), handler);
  }

  static Operation delete(String id, String template, Handler handler) {
    return new Operation(id, "DELETE", Template.of(template), List.of(), handler);
  }

  /** Does the work. Runs on a virtual thread, so it may block. */
  @FunctionalInterface
  interface Handler {
    /**
     * Answers a call.
     *
     * @throws io.farmgate.domain.failure.FarmException with whatever went wrong
     */
    Answer answer(Call call);
  }
}
