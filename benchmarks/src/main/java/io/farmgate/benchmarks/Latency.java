package io.farmgate.benchmarks;

import static java.util.Locale.ROOT;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** GetShows at one connection, beside the same call made to the farm itself. */
final class Latency {
  private static final MethodDescriptor<byte[], byte[]> GET_SHOWS =
      BytesMarshaller.method("show.ShowInterface/GetShows");

  private Latency() {}

  static void measure(List<Target> targets, int farmPort, int rounds, double seconds)
      throws IOException {
    ManagedChannel farm =
        NettyChannelBuilder.forTarget("dns:///127.0.0.1:" + farmPort).usePlaintext().build();
    try {
      direct(farm, seconds);
      List<Double> alone = new ArrayList<>();
      List<List<Double>> through = new ArrayList<>();
      targets.forEach(target -> through.add(new ArrayList<>()));
      for (int i = 0; i < 2 * rounds; i++) {
        System.err.println("latency, round " + (i + 1) + " of " + 2 * rounds);
        alone.add(direct(farm, seconds));
        for (int j = 0; j < targets.size(); j++) {
          through.get(j).add(Load.shows(1).run(targets.get(j), seconds).micros(0.5));
        }
      }
      print(targets, median(alone), through);
    } finally {
      farm.shutdownNow();
    }
  }

  private static void print(List<Target> targets, double alone, List<List<Double>> through) {
    System.out.println("| GetShows, one at a time | median us | above the direct call, us |");
    System.out.println("|---|---|---|");
    System.out.printf(ROOT, "| gRPC to the farm itself | %.0f | |%n", alone);
    for (int j = 0; j < targets.size(); j++) {
      double micros = median(through.get(j));
      System.out.printf(
          ROOT, "| %s | %.0f | %.0f |%n", targets.get(j).name(), micros, micros - alone);
    }
    System.out.println();
  }

  private static double median(List<Double> values) {
    return LoadBench.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Returns the median of the call itself, in microseconds. */
  private static double direct(ManagedChannel farm, double seconds) {
    List<Long> nanos = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      byte[] answer =
          ClientCalls.blockingUnaryCall(farm, GET_SHOWS, CallOptions.DEFAULT, new byte[0]);
      if (answer.length == 0) {
        throw new IllegalStateException("the farm answered nothing");
      }
      nanos.add(System.nanoTime() - start);
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e3;
  }
}
