package io.farmgate.adapter.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Behaviour;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.wire.show.ShowFindShowRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The Cuebot behind the recorded requests: it answers what the recorded answer was made of, which
 * protobuf's own JsonFormat reads back into wire bytes.
 */
final class RecordedFarm implements Behaviour {
  /** The first code that gRPC does not define: grpc-java can neither send nor receive it. */
  private static final int FIRST_UNDEFINED = 17;

  private final MethodCatalogue catalogue;
  private volatile RecordedCase current;

  RecordedFarm(MethodCatalogue catalogue, RecordedCase first) {
    this.catalogue = catalogue;
    this.current = first;
  }

  void play(RecordedCase next) {
    current = next;
  }

  @Override
  public Answer answer(Received call) throws IOException {
    RecordedCase now = current;
    if (call.request().toString().contains("sleep")
        || now.text("body").orElse("").contains("sleep-")) {
      return Answer.NEVER;
    }
    JsonNode answer = RecordedCase.tree(now.answer().orElse("{}"));
    if (now.status() != 200 && answer.has("code")) {
      Metadata trailers = new Metadata();
      if (!answer.path("details").isEmpty()) {
        trailers.put(
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
            details(answer));
      }
      return new Answer.Failure(
          Status.fromCodeValue(answer.get("code").intValue())
              .withDescription(answer.get("message").textValue()),
          trailers);
    }
    DynamicMessage.Builder message =
        DynamicMessage.newBuilder(catalogue.find(call.method()).orElseThrow().response());
    JsonFormat.parser().merge(now.status() == 200 ? now.answer().orElse("{}") : "{}", message);
    Metadata headers = new Metadata();
    Metadata.Key<String> multi = Metadata.Key.of("x-multi", Metadata.ASCII_STRING_MARSHALLER);
    headers.put(multi, "one");
    headers.put(multi, "two");
    now.text("binary")
        .ifPresent(hex ->
            headers.put(
                Metadata.Key.of("x-data-bin", Metadata.BINARY_BYTE_MARSHALLER),
                java.util.HexFormat.of().parseHex(hex)));
    Metadata trailers = new Metadata();
    trailers.put(Metadata.Key.of("x-trail", Metadata.ASCII_STRING_MARSHALLER), "t1");
    return new Answer.Message(WireBytes.wrap(message.build().toByteArray()), headers, trailers);
  }

  /** A {@code google.rpc.Status} with the one detail that the recorded answer shows. */
  private static byte[] details(JsonNode answer) throws IOException {
    JsonNode detail = answer.get("details").get(0);
    Any any =
        detail.get("@type").textValue().endsWith("Duration")
            ? Any.pack(Duration.newBuilder().setSeconds(1).setNanos(500_000_000).build())
            : Any.pack(
                ShowFindShowRequest.newBuilder().setName(detail.get("name").textValue()).build());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt32(1, answer.get("code").intValue());
    out.writeString(2, answer.get("message").textValue());
    out.writeMessage(3, any);
    out.flush();
    return bytes.toByteArray();
  }

  /** Puts what grpc-java cannot carry between the gateway and the farm. */
  NativeRpc over(NativeRpc cuebot) {
    return new NativeRpc() {
      @Override
      public void call(Call call, Consumer<Reply> done) {
        JsonNode answer = RecordedCase.tree(current.answer().orElse("{}"));
        int code = current.wire().isPresent() ? answer.path("code").asInt() : 0;
        cuebot.call(
            call,
            reply ->
                done.accept(
                    code < FIRST_UNDEFINED
                        ? reply
                        : new Reply.Refused(
                            new FarmFailure.Native(
                                code, answer.get("message").textValue(), WireBytes.EMPTY))));
      }
    };
  }
}
