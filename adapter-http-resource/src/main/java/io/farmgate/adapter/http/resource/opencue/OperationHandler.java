package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.adapter.http.edge.BodySink;
import io.farmgate.adapter.http.edge.Coding;
import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.adapter.http.edge.EdgeHandler;
import io.farmgate.adapter.http.edge.Refusal;
import io.farmgate.adapter.http.edge.Representation;
import io.farmgate.adapter.http.resource.opencue.Operations.Found;
import io.farmgate.application.CallRecorder;
import io.farmgate.application.Farms;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.PageRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers the calls of one path: headers, query, use case, JSON. */
final class OperationHandler implements EdgeHandler {
  private static final String JSON = "application/json";

  private static final FarmFailure BROKEN =
      new FarmFailure.Fault("the gateway broke while it made this call");

  /** Lists above this are sent while they are written; a page never is. */
  private static final int STREAM_ABOVE = PageRequest.MOST;

  private static final int BUFFER_BYTES = 1 << 14;

  /** Where nothing is shown that a client could have a tag of. */
  private static final byte[] NOTHING = {};

  private final Farms farms;
  private final CallRecorder recorder;
  private final @Nullable String farm;
  private final Found found;

  OperationHandler(Farms farms, CallRecorder recorder, @Nullable String farm, Found found) {
    this.farms = farms;
    this.recorder = recorder;
    this.farm = farm;
    this.found = found;
  }

  @Override
  public void handle(EdgeExchange exchange) {
    if (exchange.verb().equals("OPTIONS")) {
      exchange.setHeader("Allow", String.join(", ", found.place().verbs()));
      exchange.respondEmpty(204);
      return;
    }
    String type = found.place().of(exchange.verb()).mediaType();
    List<String> accept = exchange.headers("Accept");
    if (!(type.equals(EventStream.TYPE) ? Accepted.events(accept) : Accepted.json(accept))) {
      exchange.refuse(
          Refusal.of(406, 3, "Accept: nothing that is offered here (expected: " + type + ")"));
      return;
    }
    Farm asked = farm == null ? farms.byDefault() : farms.named(farm);
    Operation operation = found.place().of(exchange.verb());
    Query query = Query.of(exchange.queryParameters(), operation.query());
    if (!operation.readsBody()) {
      exchange.onVirtualThread(
          () -> answer(exchange, operation, asked, query, Optional.empty(), Optional.empty()));
      return;
    }
    Optional<String> key = IdempotencyKey.of(operation, exchange.headers(IdempotencyKey.HEADER));
    Refusal notJson = operation.takesBody() ? Body.refusal(exchange.headers("Content-Type")) : null;
    if (notJson != null) {
      exchange.refuse(notJson);
      return;
    }
    exchange.readBody(body ->
        exchange.onVirtualThread(
            () -> answer(exchange, operation, asked, query, Body.of(operation, body), key)));
  }

  private void answer(
      EdgeExchange exchange,
      Operation operation,
      Farm asked,
      Query query,
      Optional<ObjectNode> body,
      Optional<String> key) {
    Optional<Refusal> unmet = unmet(exchange, operation, asked);
    if (unmet.isPresent()) {
      exchange.refuse(unmet.get());
      return;
    }
    Call call = new Call(operation, exchange.caller(), asked, found.segments(), query, body, key);
    Answer answer = recorded(exchange, operation, call);
    if (answer instanceof Answer.Refused refused) {
      exchange.refuse(refused.refusal());
      return;
    }
    if (answer instanceof Answer.Live live) {
      live.begin().accept(exchange);
      return;
    }
    exchange.setHeader("Cache-Control", "private, no-cache");
    if (answer instanceof Answer.Kept kept && kept.repeated()) {
      exchange.setHeader("Idempotency-Replayed", "true");
    }
    Set<String> members = operation.fields().flatMap(query::get).orElse(Set.of());
    if (answer instanceof Answer.Several<?> several) {
      several
          .next()
          .ifPresent(next -> exchange.setHeader("Link", Paging.link(exchange.path(), query, next)));
    }
    if (isLong(answer)) {
      stream(exchange, answer, members);
    } else if (operation.verb().equals("GET")) {
      Representation.of(Json.bytes(answer, members), exchange).answer(exchange, JSON);
    } else {
      exchange.respond(answer.status(), JSON, Json.bytes(answer, members));
    }
  }

  /** A change that goes by what a client has seen is held to what the same place shows now. */
  private Optional<Refusal> unmet(EdgeExchange exchange, Operation operation, Farm asked) {
    boolean any =
        !exchange.headers("If-Match").isEmpty() || !exchange.headers("If-None-Match").isEmpty();
    Operation read = found.place().byVerb().get("GET");
    if (operation.verb().equals("GET") || !any) {
      return Optional.empty();
    }
    byte[] now = NOTHING;
    if (read != null) {
      Query all = Query.of(Map.of(), read.query());
      Answer answer =
          read.handler()
              .answer(
                  new Call(
                      read,
                      exchange.caller(),
                      asked,
                      found.segments(),
                      all,
                      Optional.empty(),
                      Optional.empty()));
      now = isLong(answer) ? NOTHING : Json.bytes(answer, Set.of());
    }
    return Representation.of(now).unmet(exchange);
  }

  private static boolean isLong(Answer answer) {
    return answer instanceof Answer.Flow<?>
        || (answer instanceof Answer.Several<?> several && several.things().size() > STREAM_ABOVE);
  }

  private static void stream(EdgeExchange exchange, Answer answer, Set<String> members) {
    Coding coding = Coding.best(exchange.headers("Accept-Encoding"));
    coding.announce(exchange);
    exchange.stream(
        answer.status(),
        JSON,
        sink -> {
          OutputStream out =
              coding.around(new BufferedOutputStream(new SinkStream(sink), BUFFER_BYTES));
          Json.write(answer, members, out);
        });
  }

  private Answer recorded(EdgeExchange exchange, Operation operation, Call call) {
    long start = System.nanoTime();
    Optional<FarmFailure> failure = Optional.of(BROKEN);
    try {
      Answer answer = operation.handler().answer(call);
      failure =
          answer instanceof Answer.Refused refused
              ? Optional.of(new FarmFailure.Conflict(refused.refusal().message()))
              : Optional.empty();
      return answer;
    } catch (FarmException e) {
      failure = Optional.of(e.failure());
      throw e;
    } finally {
      recorder.record(
          call.caller(),
          exchange.requestId(),
          call.farm().name(),
          operation.id(),
          Duration.ofNanos(System.nanoTime() - start),
          failure);
    }
  }

  /** A sink as a stream. */
  private static final class SinkStream extends OutputStream {
    private final BodySink sink;

    SinkStream(BodySink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      sink.write(bytes, offset, length);
    }
  }
}
