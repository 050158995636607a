package io.farmgate.benchmarks;

import static java.util.Locale.ROOT;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What single-file lanes cost: many callers of one servant, with the lanes and without, in turns,
 * in front of a farm in the same process that takes a fixed time for a call.
 */
@Command(name = "lanes", mixinStandardHelpOptions = true, description = "Measures the lanes.")
public final class LanesBench implements Callable<Integer> {
  private static final String READ = "job.JobInterface/GetFrames";
  private static final String CHANGE = "job.JobInterface/SetPriority";
  private static final String FREE = "job.JobInterface/GetJob";

  @Option(names = "--work", defaultValue = "1000", description = "microseconds a call takes there")
  private long workMicros;

  @Option(names = "--callers", split = ",", defaultValue = "1,8,32", description = "at once")
  private List<Integer> callers = List.of();

  @Option(names = "--seconds", defaultValue = "3", description = "length of a round")
  private double seconds;

  @Option(names = "--rounds", defaultValue = "3", description = "rounds of each kind")
  private int rounds;

  /** Runs it; exits with 0 where everything could be measured. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LanesBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Server farm =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .fallbackHandlerRegistry(new SlowMethods(workMicros * 1000))
            .build()
            .start();
    CuebotConfig config = CuebotConfig.of("127.0.0.1:" + farm.getPort());
    Set<Guard> without = EnumSet.complementOf(EnumSet.of(Guard.LANES));
    try (Cuebot lanes = Cuebot.connect(config);
        Cuebot open = Cuebot.connect(config.withGuards(without))) {
      run(lanes, READ, 8);
      run(open, READ, 8);
      System.out.println("| calls | callers | lanes | calls/s | p50 ms | p99 ms |");
      System.out.println("|---|---|---|---|---|---|");
      for (int count : callers) {
        compare("reads of a servant", READ, lanes, open, count);
      }
      int most = Collections.max(callers);
      compare("changes among as many reads", CHANGE, lanes, open, most);
      compare("reads that need no lane", FREE, lanes, open, most);
      return 0;
    } finally {
      farm.shutdownNow();
    }
  }

  private void compare(String what, String method, Cuebot lanes, Cuebot open, int count)
      throws InterruptedException, ExecutionException {
    List<Load.Round> with = new ArrayList<>();
    List<Load.Round> without = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      with.add(run(lanes, method, count));
      without.add(run(open, method, count));
    }
    print(what, count, "on", with);
    print(what, count, "off", without);
  }

  private static void print(String what, int count, String lanes, List<Load.Round> all) {
    System.out.printf(
        ROOT,
        "| %s | %d | %s | %.0f | %.2f | %.2f |%n",
        what,
        count,
        lanes,
        LoadBench.median(all.stream().mapToDouble(Load.Round::perSecond).toArray()),
        LoadBench.median(all.stream().mapToDouble(r -> r.micros(0.5) / 1e3).toArray()),
        LoadBench.median(all.stream().mapToDouble(r -> r.micros(0.99) / 1e3).toArray()));
  }

  /** A round; for changes, half of the callers read, and only the others are timed. */
  private Load.Round run(Cuebot cuebot, String method, int count)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Future<List<Long>>> timed = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        boolean beside = method.equals(CHANGE) && i % 2 == 1;
        Future<List<Long>> times =
            threads.submit(() -> callUntil(cuebot, beside ? READ : method, end));
        if (!beside) {
          timed.add(times);
        }
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> each : timed) {
        all.addAll(each.get());
      }
      double took = (System.nanoTime() - start) / 1e9;
      return new Load.Round(all.stream().sorted().toList(), took, 0, 0);
    }
  }

  private static List<Long> callUntil(Cuebot cuebot, String method, long end)
      throws InterruptedException, ExecutionException {
    List<Long> nanos = new ArrayList<>();
    do {
      long start = System.nanoTime();
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      cuebot.call(
          new NativeRpc.Call(method, WireBytes.EMPTY, Duration.ofSeconds(20), List.of()),
          reply::complete);
      if (reply.get() instanceof Reply.Refused refused) {
        throw new IllegalStateException(refused.failure().message());
      }
      nanos.add(System.nanoTime() - start);
    } while (System.nanoTime() < end);
    return nanos;
  }

  private static final class SlowMethods extends HandlerRegistry {
    private final long workNanos;

    SlowMethods(long workNanos) {
      this.workNanos = workNanos;
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
      return ServerMethodDefinition.create(
          BytesMarshaller.method(name),
          ServerCalls.asyncUnaryCall((byte[] request, StreamObserver<byte[]> out) -> {
            LockSupport.parkNanos(workNanos);
            out.onNext(request);
            out.onCompleted();
          }));
    }
  }
}
