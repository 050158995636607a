package io.farmgate.benchmarks;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import io.farmgate.opencue.wire.show.ShowGetShowsRequest;
import io.farmgate.opencue.wire.show.ShowGetShowsResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The plain way to build such a gateway, to compare with: generated classes and protobuf's own
 * JsonFormat, on the same HTTP and gRPC libraries. It checks no token, limits nobody, counts and
 * logs nothing, so it is a cheaper gateway than one that could be used. Ends when its standard
 * input does.
 */
public final class BaselineGateway {
  private static final int MAX_ANSWER = 256 << 20;

  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

  private static final Map<String, Method<?, ?>> METHODS =
      Map.of(
          "/show.ShowInterface/GetShows",
          Method.of(
              "show.ShowInterface/GetShows",
              ShowGetShowsRequest.getDefaultInstance(),
              ShowGetShowsResponse.getDefaultInstance()),
          "/job.JobInterface/GetJobs",
          Method.of(
              "job.JobInterface/GetJobs",
              JobGetJobsRequest.getDefaultInstance(),
              JobGetJobsResponse.getDefaultInstance()));

  private BaselineGateway() {}

  /** Takes the farm's host:port; prints its own port, then serves. */
  public static void main(String[] args) throws IOException {
    ManagedChannel farm =
        NettyChannelBuilder.forTarget("dns:///" + args[0])
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(MAX_ANSWER)
            .build();
    Undertow server =
        Undertow.builder()
            .setIoThreads(2)
            .addHttpListener(0, "127.0.0.1", exchange -> serve(exchange, farm))
            .build();
    server.start();
    InetSocketAddress address =
        (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    System.out.println("port " + address.getPort());
    while (System.in.read() >= 0) {
      // Waits for the end of the bench.
    }
    server.stop();
    farm.shutdownNow();
  }

  private static void serve(HttpServerExchange exchange, ManagedChannel farm) {
    Method<?, ?> method = METHODS.get(exchange.getRequestPath());
    if (method == null) {
      exchange.setStatusCode(404).endExchange();
      return;
    }
    exchange
        .getRequestReceiver()
        .receiveFullBytes((same, body) ->
            exchange.dispatch(
                SameThreadExecutor.INSTANCE, () -> method.call(farm, exchange, body)));
  }

  private record Method<Q extends Message, A extends Message>(
      MethodDescriptor<Q, A> descriptor, Q request) {
    static <Q extends Message, A extends Message> Method<Q, A> of(
        String name, Q request, A answer) {
      return new Method<>(
          MethodDescriptor.<Q, A>newBuilder()
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(name)
              .setRequestMarshaller(ProtoUtils.marshaller(request))
              .setResponseMarshaller(ProtoUtils.marshaller(answer))
              .build(),
          request);
    }

    void call(ManagedChannel farm, HttpServerExchange exchange, byte[] body) {
      Message.Builder message = request.newBuilderForType();
      try {
        PARSER.merge(new String(body, StandardCharsets.UTF_8), message);
      } catch (InvalidProtocolBufferException e) {
        exchange.setStatusCode(400).endExchange();
        return;
      }
      @SuppressWarnings("unchecked") // the builder of a Q builds a Q
      Q built = (Q) message.build();
      ClientCalls.asyncUnaryCall(
          farm.newCall(descriptor, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS)),
          built,
          new Reply<>(exchange));
    }
  }

  private record Reply<A extends Message>(HttpServerExchange exchange)
      implements StreamObserver<A> {
    @Override
    public void onNext(A answer) {
      try {
        byte[] json = PRINTER.print(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(ByteBuffer.wrap(json));
      } catch (InvalidProtocolBufferException e) {
        exchange.setStatusCode(500).endExchange();
      }
    }

    @Override
    public void onError(Throwable problem) {
      exchange.setStatusCode(502).endExchange();
    }

    @Override
    public void onCompleted() {}
  }
}
