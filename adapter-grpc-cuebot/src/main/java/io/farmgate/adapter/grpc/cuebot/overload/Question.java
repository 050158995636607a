package io.farmgate.adapter.grpc.cuebot.overload;

import io.farmgate.domain.port.NativeRpc.Call;
import io.farmgate.domain.port.NativeRpc.Header;
import io.farmgate.domain.wire.WireBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is asked: two calls with the same question get the same answer from a farm that has not
 * changed in between.
 *
 * @param headers those that could matter to whoever answers
 */
record Question(String method, WireBytes request, List<Header> headers) {
  /** They tell who asks and how, and trace a call; they do not ask for anything. */
  private static final Set<String> ABOUT_THE_CALLER =
      Set.of(
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-request-id",
          "traceparent",
          "tracestate",
          "user-agent");

  /** What the gateway hands on of a request's ordinary headers without having been asked to. */
  private static final String UNASKED = "grpcgateway-";

  Question {
    headers = List.copyOf(headers);
  }

  static Question of(Call call) {
    List<Header> headers = List.of();
    for (Header header : call.metadata()) {
      if (!ABOUT_THE_CALLER.contains(header.name()) && !header.name().startsWith(UNASKED)) {
        if (headers.isEmpty()) {
          headers = new ArrayList<>();
        }
        headers.add(header);
      }
    }
    return new Question(call.method(), call.request(), headers);
  }
}
