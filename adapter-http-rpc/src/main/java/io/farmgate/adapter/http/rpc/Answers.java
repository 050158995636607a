package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.http.edge.BodySink;
import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.adapter.http.rpc.method.Profile;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Header;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.Access;
import io.farmgate.opencue.transcode.JsonSink;
import io.farmgate.opencue.transcode.WireToJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Sends a farm's answer to the client as JSON. */
final class Answers {
  private static final String JSON = "application/json";
  private static final String IGNORED = "X-Farmgate-Ignored";

  private final int streamAboveBytes;
  private final ErrorDetails details;

  Answers(int streamAboveBytes, ErrorDetails details) {
    this.streamAboveBytes = streamAboveBytes;
    this.details = details;
  }

  /** Says why there is no answer, with the details that the farm gave. */
  void refuse(EdgeExchange exchange, FarmFailure failure) {
    if (failure instanceof FarmFailure.Native status && status.details().size() > 0) {
      exchange.fail(status, details.json(status.details()));
      return;
    }
    exchange.fail(failure);
  }

  /**
   * Sends the answer to a call of the contract, with a tag where it is a read, or word that the
   * client has it already; on the IO thread.
   */
  void sendExact(
      EdgeExchange exchange, Method method, Profile profile, Reply.Answer answer, Ignored ignored) {
    if (method.rpc().access() == Access.READ) {
      EntityTag tag = printed(method, profile, answer.response()).tag();
      exchange.setHeader("ETag", tag.text());
      if (tag.isIn(exchange.headers("If-None-Match"))) {
        exchange.respondEmpty(304);
        return;
      }
    }
    send(
        exchange,
        method,
        profile,
        answer.response(),
        answer.metadata(),
        answer.trailers(),
        ignored);
  }

  /** Sends an answer; on the IO thread. */
  void send(
      EdgeExchange exchange,
      Method method,
      Profile profile,
      WireBytes response,
      List<Header> metadata,
      List<Header> trailers,
      Ignored ignored) {
    Metadata.addTo(exchange, metadata);
    ignored.header().ifPresent(names -> exchange.setHeader(IGNORED, names));
    boolean hasTrailers = !trailers.isEmpty() && Metadata.takesTrailers(exchange);
    if (hasTrailers) {
      Metadata.addTrailers(exchange, trailers);
    }
    WireToJson output = method.output(profile);
    if (response.size() > streamAboveBytes || hasTrailers) {
      exchange.stream(200, JSON, sink -> stream(output, response, sink));
      return;
    }
    Printed.Json json = printed(method, profile, response).json();
    exchange.respond(200, JSON, json.buffer, json.length);
  }

  private static Printed printed(Method method, Profile profile, WireBytes response) {
    return response.made(
        method.output(profile),
        Printed.class,
        output -> new Printed(response, method.name(), output, profile));
  }

  /** Writes an answer as fast as its client takes it; one that was not read is read meanwhile. */
  private static void stream(WireToJson output, WireBytes response, BodySink sink)
      throws IOException {
    JsonSink json = (buffer, offset, length, last) -> sink.write(buffer, offset, length);
    Optional<InputStream> unread = response.takeStream();
    if (unread.isEmpty()) {
      output.write(response.array(), 0, response.size(), json);
      return;
    }
    try (InputStream wire = unread.get()) {
      output.write(wire, response.size(), json);
    }
  }
}
