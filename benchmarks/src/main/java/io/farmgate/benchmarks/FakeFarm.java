package io.farmgate.benchmarks;

import com.google.protobuf.InvalidProtocolBufferException;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A process that stands in for Cuebot and answers prebuilt bytes. GetJobs answers as many jobs as
 * the first show in its criteria says: {@code jobs-100}. It ends when its standard input does.
 */
public final class FakeFarm {
  private static final byte[] SHOWS = SampleFarm.shows().toByteArray();
  private static final ConcurrentHashMap<Integer, byte[]> JOBS = new ConcurrentHashMap<>();

  private FakeFarm() {}

  /** Prints its port, then serves. */
  public static void main(String[] args) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .fallbackHandlerRegistry(new Everything())
            .build()
            .start();
    System.out.println("port " + server.getPort());
    while (System.in.read() >= 0) {
      // Waits for the end of the bench.
    }
    server.shutdownNow();
  }

  private static byte[] answer(String method, byte[] request)
      throws InvalidProtocolBufferException {
    return method.endsWith("/GetJobs") ? jobs(request) : SHOWS;
  }

  private static byte[] jobs(byte[] request) throws InvalidProtocolBufferException {
    String show = JobGetJobsRequest.parseFrom(request).getR().getShows(0);
    int count = Integer.parseInt(show.substring("jobs-".length()));
    return JOBS.computeIfAbsent(count, n -> SampleFarm.jobs(n).toByteArray());
  }

  private static final class Everything extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
      ServerCallHandler<byte[], byte[]> handler =
          ServerCalls.asyncUnaryCall((request, out) -> respond(name, request, out));
      return ServerMethodDefinition.create(BytesMarshaller.method(name), handler);
    }

    private static void respond(String name, byte[] request, StreamObserver<byte[]> out) {
      try {
        out.onNext(answer(name, request));
        out.onCompleted();
      } catch (InvalidProtocolBufferException e) {
        out.onError(e);
      }
    }
  }
}
