package io.farmgate.adapter.http.resource.opencue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One row of what is served.
 *
 * @param id as in the document
 * @param verb upper case; GET serves HEAD too
 * @param query the parameters that it takes; others are refused
 * @param takesBody whether it needs a JSON object; without, a body is refused
 * @param takesKey whether it is done once for each Idempotency-Key; without, a key is refused
 * @param fields the one of the parameters by which a client chooses what it is told
 */
record Operation(
    String id,
    String verb,
    Template template,
    List<Parameter<?>> query,
    boolean takesBody,
    boolean takesKey,
    Optional<Parameter<Set<String>>> fields,
    Handler handler) {
  Operation {
    query = List.copyOf(query);
  }

  static Operation get(String id, String template, Handler handler, Parameter<?>... query) {
    return new Operation(
        id, "GET", Template.of(template), List.of(query), false, false, Optional.empty(), handler);
  }

  static Operation live(String id, String template, LiveHandler handler, Parameter<?>... query) {
    return get(id, template, handler, query);
  }

  static Operation delete(String id, String template, Handler handler) {
    return new Operation(
        id, "DELETE", Template.of(template), List.of(), false, false, Optional.empty(), handler);
  }

  /** An action that its path says whole. */
  static Operation act(String id, String template, Handler handler, Parameter<?>... query) {
    return new Operation(
        id, "POST", Template.of(template), List.of(query), false, false, Optional.empty(), handler);
  }

  static Operation withBody(
      String verb, String id, String template, Handler handler, Parameter<?>... query) {
    return new Operation(
        id, verb, Template.of(template), List.of(query), true, false, Optional.empty(), handler);
  }

  /** The same, of which a client may choose the members that it is told. */
  Operation telling(Shape<?> shape) {
    Parameter<Set<String>> chosen = Parameter.members(shape);
    return new Operation(
        id,
        verb,
        template,
        with(List.of(chosen)),
        takesBody,
        takesKey,
        Optional.of(chosen),
        handler);
  }

  /** The same, which is read page by page where a client wants that. */
  Operation inPages(Parameter<?> sort) {
    return new Operation(
        id,
        verb,
        template,
        with(List.of(sort, Paging.LIMIT, Paging.CURSOR)),
        takesBody,
        takesKey,
        fields,
        handler);
  }

  /** The same, done once for each key. */
  Operation once() {
    return new Operation(id, verb, template, query, takesBody, true, fields, handler);
  }

  private List<Parameter<?>> with(List<Parameter<?>> more) {
    return Stream.concat(query.stream(), more.stream()).toList();
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
