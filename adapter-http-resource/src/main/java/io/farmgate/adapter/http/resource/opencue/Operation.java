package io.farmgate.adapter.http.resource.opencue;

import java.util.List;

/**
 * One row of what is served.
 *
 * @param id as in the document
 * @param verb upper case; GET serves HEAD too
 * @param query the parameters that it takes; others are refused
 * @param takesBody whether it needs a JSON object; without, a body is refused
 */
record Operation(
    String id,
    String verb,
    Template template,
    List<Parameter<?>> query,
    boolean takesBody,
    Handler handler) {
  Operation {
    query = List.copyOf(query);
  }

  static Operation get(String id, String template, Handler handler, Parameter<?>... query) {
    return new Operation(id, "GET", Template.of(template), List.of(query), false, handler);
  }

  static Operation live(
      String id, String template, LiveHandler handler, Parameter<?>... query) {
    return new Operation(id, "GET", Template.of(template), List.of(query), false, handler);
  }

  static Operation delete(String id, String template, Handler handler) {
    return new Operation(id, "DELETE", Template.of(template), List.of(), false, handler);
  }

  /** An action that its path says whole. */
  static Operation act(String id, String template, Handler handler, Parameter<?>... query) {
    return new Operation(id, "POST", Template.of(template), List.of(query), false, handler);
  }

  static Operation withBody(String verb, String id, String template, Handler handler) {
    return new Operation(id, verb, Template.of(template), List.of(), true, handler);
  }

  /** Tells whether a body may come with the request. */
  boolean readsBody() {
    return verb.equals("POST") || verb.equals("PATCH");
  }

  /** Returns the type of its answers. */
  String mediaType() {
    return handler instanceof LiveHandler ? "text/event-stream" : "application/json";
  }

  /** A handler of which each answer is {@link Answer.Live}. */
  @FunctionalInterface
  interface LiveHandler extends Handler {
    @Override
    Answer.Live answer(Call call);
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
