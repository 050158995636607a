package io.farmgate.adapter.grpc.cuebot.fake;

import io.farmgate.domain.wire.WireBytes;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCredentials;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC server on a loopback port that takes every method of every service as bytes, records what
 * reached it and answers what it is told to; an empty message unless told otherwise.
 *
 * <p>Behaviours run on a virtual thread each, so that one may block. Safe to use from many threads.
 */
public final class FakeCuebot implements AutoCloseable {

  /** What a test wants answered to a call. */
  @FunctionalInterface
  public interface Behaviour {
    /** May block; an exception is answered as Cuebot answers one: INTERNAL with its text. */
    Answer answer(Received call) throws Exception;
  }

  /**
   * A call as it reached the server.
   *
   * @param method {@code package.Service/Method}
   * @param request the wire bytes
   * @param metadata the headers, gRPC's own removed by grpc-java
   * @param timeLeft until the caller's deadline when the call arrived; empty if there was none
   */
  public record Received(
      String method, WireBytes request, Metadata metadata, Optional<Duration> timeLeft) {}

  /** How a call is answered. */
  public sealed interface Answer {
    /** A message of no fields. */
    Answer EMPTY = message(WireBytes.EMPTY);

    /** Never: the call stays open until the caller gives up. */
    Answer NEVER = new Never();

    /** A message without metadata. */
    static Answer message(WireBytes response) {
      return new Message(response, new Metadata(), new Metadata());
    }

    /** A status with its description, and nothing beside. */
    static Answer status(Status status) {
      return new Failure(status, new Metadata());
    }

    /** A message between response headers and trailers. */
    record Message(WireBytes response, Metadata headers, Metadata trailers) implements Answer {}

    /** A status other than OK; {@code grpc-status-details-bin} goes into the trailers. */
    record Failure(Status status, Metadata trailers) implements Answer {}

    /** No answer. */
    record Never() implements Answer {}
  }

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
          return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        }
      };

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final ServerCredentials credentials;
  private volatile Behaviour behaviour;
  private volatile @Nullable Server server;
  private volatile int port;

  private FakeCuebot(Behaviour behaviour, ServerCredentials credentials) {
    this.behaviour = behaviour;
    this.credentials = credentials;
  }

  /** Starts one that answers every call with an empty message. */
  public static FakeCuebot start() {
    return start(call -> Answer.EMPTY);
  }

  /** Starts one that behaves like that. */
  public static FakeCuebot start(Behaviour behaviour) {
    return start(behaviour, InsecureServerCredentials.create());
  }

  /** Starts one that is spoken to over TLS, as behind a proxy: a Cuebot itself cannot do that. */
  public static FakeCuebot start(Behaviour behaviour, ServerCredentials credentials) {
    FakeCuebot fake = new FakeCuebot(behaviour, credentials);
    fake.listen(0);
    return fake;
  }

  /** Changes how calls are answered from now on. */
  public void behave(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Returns {@code host:port} as CUEBOT_ENDPOINT takes it; it stays the same over a restart. */
  public String endpoint() {
    return "127.0.0.1:" + port;
  }

  /** Returns the calls so far, oldest first. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Returns how many connections are open. */
  public int connections() {
    return connections.get();
  }

  /** Goes away at once: calls in flight are broken off, new connections refused. */
  public void stop() {
    Server running = server;
    if (running == null) {
      return;
    }
    server = null;
    running.shutdownNow();
    try {
      if (!running.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the fake Cuebot did not stop within 10 s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Comes back on the same port after {@link #stop}. */
  public void restart() {
    if (server != null) {
      throw new IllegalStateException("it runs; stop it first");
    }
    listen(port);
  }

  @Override
  public void close() {
    stop();
    executor.shutdownNow();
  }

  private void listen(int wantedPort) {
    try {
      Server started =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort), credentials)
              .executor(executor)
              .fallbackHandlerRegistry(new EveryMethod())
              .addTransportFilter(new ConnectionCount())
              // As Cuebot sets it (grpc.max_message_bytes).
              .maxInboundMessageSize(104_857_600)
              .build()
              .start();
      port = started.getPort();
      server = started;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  private void handle(ServerCall<byte[], byte[]> call, byte[] request, Metadata metadata) {
    Deadline deadline = Context.current().getDeadline();
    Received arrived =
        new Received(
            call.getMethodDescriptor().getFullMethodName(),
            WireBytes.wrap(request),
            metadata,
            Optional.ofNullable(deadline)
                .map(d -> Duration.ofNanos(d.timeRemaining(TimeUnit.NANOSECONDS))));
    received.add(arrived);
    switch (answer(arrived)) {
      case Answer.Message(WireBytes response, Metadata headers, Metadata trailers) -> {
        call.sendHeaders(copy(headers));
        call.sendMessage(response.array());
        call.close(Status.OK, copy(trailers));
      }
      case Answer.Failure(Status status, Metadata trailers) -> call.close(status, copy(trailers));
      case Answer.Never() -> {}
    }
  }

  /** Metadata is written to when it is sent, and calls at the same time may share an answer. */
  private static Metadata copy(Metadata metadata) {
    Metadata copy = new Metadata();
    copy.merge(metadata);
    return copy;
  }

  private Answer answer(Received arrived) {
    try {
      return behaviour.answer(arrived);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Answer.NEVER;
    } catch (Exception thrown) {
      String text = thrown + "\n" + thrown.getMessage();
      return Answer.status(Status.INTERNAL.withDescription(text));
    }
  }

  private final class EveryMethod extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, @Nullable String authority) {
      return ServerMethodDefinition.create(
          MethodDescriptor.<byte[], byte[]>newBuilder()
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(method)
              .setRequestMarshaller(BYTES)
              .setResponseMarshaller(BYTES)
              .build(),
          (call, metadata) -> {
            call.request(2);
            return new OneRequest(call, metadata);
          });
    }
  }

  private final class OneRequest extends ServerCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> call;
    private final Metadata metadata;
    private byte @Nullable [] request;

    OneRequest(ServerCall<byte[], byte[]> call, Metadata metadata) {
      this.call = call;
      this.metadata = metadata;
    }

    @Override
    public void onMessage(byte[] message) {
      request = message;
    }

    @Override
    public void onHalfClose() {
      byte[] whole = request;
      if (whole == null) {
        call.close(
            Status.INTERNAL.withDescription("Half-closed without a request"), new Metadata());
        return;
      }
      handle(call, whole, metadata);
    }
  }

  private final class ConnectionCount extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      connections.incrementAndGet();
      return attributes;
    }

    @Override
    public void transportTerminated(Attributes attributes) {
      connections.decrementAndGet();
    }
  }
}
