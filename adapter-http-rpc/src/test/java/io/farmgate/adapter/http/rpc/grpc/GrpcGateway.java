package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.adapter.http.rpc.typed.TypedMethods;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.Admission;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gRPC server on a free port and a client of it; the names of roles are tokens. */
final class GrpcGateway implements AutoCloseable {
  static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  private static final MethodCatalogue CATALOGUE = MethodCatalogue.load();
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final Queue<String> records = new ConcurrentLinkedQueue<>();
  private final GrpcServer server;
  private final ManagedChannel channel;

  GrpcGateway(Farm farm) {
    this(farm, TrustedPeers.NONE, CATALOGUE, Duration.ofSeconds(20));
  }

  GrpcGateway(
      Farm farm, TrustedPeers trusted, MethodCatalogue catalogue, Duration shutdownTimeout) {
    this(farm, trusted, catalogue, shutdownTimeout, Admission.OPEN);
  }

  GrpcGateway(
      Farm farm,
      TrustedPeers trusted,
      MethodCatalogue catalogue,
      Duration shutdownTimeout,
      Admission admission) {
    AccessPolicy policy = new AccessPolicy();
    server =
        GrpcServer.start(
            config(0, trusted, shutdownTimeout),
            GrpcGateway::caller,
            admission,
            new Farms(List.of(farm)),
            catalogue,
            methods(catalogue, policy),
            new CallFarmMethod(
                policy,
                (caller, id, name, method, took, failure) ->
                    records.add(
                        caller.subject()
                            + " "
                            + method
                            + " "
                            + failure.map(f -> f.getClass().getSimpleName()).orElse("ok")),
                task -> Thread.ofVirtual().start(task)));
    channel =
        NettyChannelBuilder.forAddress(server.address())
            .usePlaintext()
            .maxInboundMessageSize(64 << 20)
            .build();
  }

  static GrpcConfig config(int port, TrustedPeers trusted, Duration shutdownTimeout) {
    return new GrpcConfig(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        MAX_MESSAGE_BYTES,
        Duration.ofSeconds(20),
        Duration.ofSeconds(40),
        shutdownTimeout,
        trusted,
        100);
  }

  static Methods methods(MethodCatalogue catalogue, AccessPolicy policy) {
    return new Methods(
        catalogue,
        new TypedMethods(
            new BrowseFarm(policy),
            new ControlFarm(policy),
            new SubmitWork(policy),
            Clock.systemUTC(),
            catalogue));
  }

  static Farm nativeFarm(NativeRpc rpc) {
    return new Farm("studio", "OpenCue farm", Optional.empty(), Optional.of(rpc));
  }

  private static Caller caller(String token) {
    for (Role role : Role.values()) {
      if (token.equals(role.name().toLowerCase(Locale.ROOT))) {
        return new Caller(token, role);
      }
    }
    if (token.equals("bug")) {
      throw new IllegalStateException("a bug");
    }
    throw new FarmException(new Unauthenticated("the token is not one", Reason.REJECTED));
  }

  /** Everything that a client sees of one call. */
  record Seen(Status status, Metadata headers, Metadata trailers, @Nullable WireBytes answer) {
    byte @Nullable [] message() {
      return answer == null ? null : answer.array();
    }

    Status.Code code() {
      return status.getCode();
    }

    String text() {
      return status.getDescription() == null ? "" : status.getDescription();
    }

    String header(String name) {
      String value = headers.get(key(name));
      return value == null ? "" : value;
    }
  }

  /** A call that is under way. */
  record Running(ClientCall<WireBytes, WireBytes> call, BlockingQueue<Seen> seen) {
    Seen await() {
      try {
        Seen done = seen.poll(30, TimeUnit.SECONDS);
        if (done == null) {
          throw new AssertionError("no status within 30 s");
        }
        return done;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /** Calls as admin. */
  Seen call(String method, byte[] request) {
    return call("admin", method, request);
  }

  Seen call(String token, String method, byte[] request) {
    return start(method, request, bearer(token), Duration.ofSeconds(30)).await();
  }

  /** Starts a call; a deadline of zero is none. */
  Running start(String method, byte[] request, Metadata metadata, Duration deadline) {
    ClientCall<WireBytes, WireBytes> call =
        channel.newCall(
            MethodDescriptor.<WireBytes, WireBytes>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .setRequestMarshaller(WireMarshaller.INSTANCE)
                .setResponseMarshaller(WireMarshaller.INSTANCE)
                .build(),
            deadline.isZero()
                ? CallOptions.DEFAULT
                : CallOptions.DEFAULT.withDeadlineAfter(deadline));
    BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    call.start(new Collector(seen), metadata);
    call.request(2);
    call.sendMessage(WireBytes.wrap(request));
    call.halfClose();
    return new Running(call, seen);
  }

  static Metadata bearer(String token) {
    Metadata metadata = new Metadata();
    metadata.put(AUTHORIZATION, "Bearer " + token);
    return metadata;
  }

  static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Returns {@code subject method outcome} of each call that the use case has recorded. */
  List<String> records() {
    return List.copyOf(records);
  }

  ManagedChannel channel() {
    return channel;
  }

  GrpcServer server() {
    return server;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }

  private static final class Collector extends ClientCall.Listener<WireBytes> {
    private final BlockingQueue<Seen> seen;
    private Metadata headers = new Metadata();
    private @Nullable WireBytes message;

    Collector(BlockingQueue<Seen> seen) {
      this.seen = seen;
    }

    @Override
    public void onHeaders(Metadata headers) {
      this.headers = headers;
    }

    @Override
    public void onMessage(WireBytes message) {
      this.message = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      seen.add(new Seen(status, headers, trailers, message));
    }
  }
}
