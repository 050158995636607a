package io.farmgate.netty.xnio;

import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gRPC server with one method that answers with what it is sent, and one that never answers. */
final class Echo implements AutoCloseable {
  static final MethodDescriptor<byte[], byte[]> SAY = method("test.Echo/Say");
  static final MethodDescriptor<byte[], byte[]> NEVER = method("test.Echo/Never");

  static final int MAX_BYTES = 64 << 20;

  private final Server server;

  /** Counted down when a call of {@link #NEVER} is here. */
  final CountDownLatch arrived = new CountDownLatch(1);

  /** Counted down when it was cancelled. */
  final CountDownLatch cancelled = new CountDownLatch(1);

  Echo(int port, @Nullable SslContext tls) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .maxInboundMessageSize(MAX_BYTES)
            .addService(
                ServerServiceDefinition.builder("test.Echo")
                    .addMethod(SAY, ServerCalls.asyncUnaryCall(Echo::say))
                    .addMethod(NEVER, ServerCalls.asyncUnaryCall(this::never))
                    .build());
    if (tls != null) {
      builder.sslContext(tls);
    }
    server = builder.build().start();
  }

  Echo() throws IOException {
    this(0, null);
  }

  private static MethodDescriptor<byte[], byte[]> method(String name) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(name)
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  private static void say(byte[] said, StreamObserver<byte[]> answer) {
    if (said.length == 0) {
      answer.onError(Status.INVALID_ARGUMENT.withDescription("nothing was said").asException());
      return;
    }
    answer.onNext(said);
    answer.onCompleted();
  }

  private void never(byte[] said, StreamObserver<byte[]> answer) {
    ((ServerCallStreamObserver<byte[]>) answer).setOnCancelHandler(cancelled::countDown);
    arrived.countDown();
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      if (!server.awaitTermination(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the server does not end");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
