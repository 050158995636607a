package io.farmgate.benchmarks;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures gateways side by side in one run and prints tables in Markdown. The rounds of the
 * gateways take turns (A B B A), and what counts is the median of the rounds and the ratio of the
 * medians: on a shared machine the figures themselves move by half.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Measures Farmgate, the baseline and perhaps a peer in turns.")
public final class LoadBench implements Callable<Integer> {
  /** In seconds, for each kind of request. */
  private static final long LONGEST_WARM_UP = 90;

  @Option(
      names = "--root",
      defaultValue = ".",
      description = "the checkout whose ./farmgate is measured")
  private Path root = Path.of(".");

  @Option(names = "--peer", description = "the URL of one more gateway, in front of a farm alike")
  private List<URI> peer = List.of();

  @Option(names = "--peer-pid", description = "its process, for its processor time")
  private long peerPid;

  @Option(names = "--peer-token", defaultValue = "none", description = "a token that it takes")
  private String peerToken = "none";

  @Option(
      names = "--announce-farm",
      description = "print where the fake farm is, and wait 20 s for a peer to be started on it")
  private boolean announce;

  @Option(names = "--seconds", defaultValue = "2", description = "length of a round")
  private double seconds;

  @Option(names = "--rounds", defaultValue = "3", description = "pairs of rounds in a cell")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "20000",
      description = "requests that each gateway gets before anything is measured")
  private int warmUpRequests;

  @Option(
      names = "--cells",
      split = ",",
      defaultValue = "small,lists,latency,large",
      description = "small, lists, latency, large")
  private List<String> cells = List.of();

  /** Runs it; exits with 0 where everything could be measured. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LoadBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    try (Processes processes = new Processes(root.toAbsolutePath().normalize())) {
      int farm = processes.farm();
      if (announce) {
        System.out.println("The fake farm listens on 127.0.0.1:" + farm);
        pause(20_000);
      }
      List<Target> targets = new ArrayList<>();
      targets.add(processes.farmgate(farm));
      targets.add(processes.baseline(farm));
      List<Target> peers =
          peer.stream().map(uri -> new Target("peer", uri, peerToken, peerPid)).toList();
      targets.addAll(peers);
      if (!cells.equals(List.of("large"))) {
        warmUp(targets);
      }
      compare(targets);
      if (cells.contains("latency")) {
        Latency.measure(targets, farm, rounds, seconds);
      }
      if (cells.contains("large")) {
        List<Target> fresh = new ArrayList<>();
        fresh.add(processes.farmgate(farm));
        fresh.add(processes.baseline(farm));
        fresh.addAll(peers);
        LargeAnswers.measure(fresh);
      }
    }
    return 0;
  }

  /**
   * Sends so many requests that the compilers of all are done: on a busy machine that is a matter
   * of their number, not of time.
   */
  private void warmUp(List<Target> targets) throws IOException {
    for (Target target : targets) {
      System.err.println("warming up " + target.name());
      // At one connection first: many connections share most of their calls to the farm.
      warmUp(Load.shows(1), target, warmUpRequests);
      warmUp(Load.shows(64), target, warmUpRequests);
      warmUp(Load.jobs(100, 1), target, warmUpRequests / 10);
      warmUp(Load.jobs(100, 16), target, warmUpRequests / 10);
      warmUp(Load.jobs(10_000, 2), target, warmUpRequests / 500);
    }
  }

  private static void warmUp(Load load, Target target, int requests) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WARM_UP);
    int sent = 0;
    while (sent < requests && System.nanoTime() < end) {
      sent += load.run(target, 0.5).nanos().size();
    }
    if (sent < requests) {
      System.err.println(
          "warm-up of " + load.name() + " ended after " + sent + " of " + requests + " requests");
    }
  }

  private void compare(List<Target> targets) throws IOException {
    List<Load> loads = new ArrayList<>();
    if (cells.contains("small")) {
      loads.addAll(List.of(Load.shows(1), Load.shows(16), Load.shows(64)));
    }
    if (cells.contains("lists")) {
      loads.addAll(List.of(Load.jobs(100, 1), Load.jobs(100, 16), Load.jobs(10_000, 4)));
    }
    if (loads.isEmpty()) {
      return;
    }
    System.out.println(
        "| load | gateway | CPU ms per 1000 requests | without compilers | requests/s | p50 us"
            + " | p99 us | requests per CPU-second against it | without compilers |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (Load load : loads) {
      print(load, targets, rounds(load, targets));
    }
    System.out.println();
  }

  /** Returns the rounds of each target, which took turns. */
  private List<List<Load.Round>> rounds(Load load, List<Target> targets) throws IOException {
    List<List<Load.Round>> all = new ArrayList<>();
    targets.forEach(target -> all.add(new ArrayList<>()));
    for (int i = 0; i < 2 * rounds; i++) {
      System.err.println(load.name() + ", round " + (i + 1) + " of " + 2 * rounds);
      for (int j = 0; j < targets.size(); j++) {
        int turn = i % 2 == 0 ? j : targets.size() - 1 - j;
        all.get(turn).add(load.run(targets.get(turn), seconds));
      }
    }
    return all;
  }

  private static void print(Load load, List<Target> targets, List<List<Load.Round>> rounds) {
    double ours = cpu(rounds.getFirst());
    double compiled = compiled(rounds.getFirst());
    for (int i = 0; i < targets.size(); i++) {
      List<Load.Round> its = rounds.get(i);
      System.out.printf(
          ROOT,
          "| %s | %s | %.1f | %.1f | %.0f | %.0f | %.0f | %s | %s |%n",
          load.name(),
          targets.get(i).name(),
          cpu(its),
          compiled(its),
          median(its.stream().mapToDouble(Load.Round::perSecond).toArray()),
          median(its.stream().mapToDouble(round -> round.micros(0.5)).toArray()),
          median(its.stream().mapToDouble(round -> round.micros(0.99)).toArray()),
          i == 0 ? "" : "%.2f".formatted(cpu(its) / ours),
          i == 0 ? "" : "%.2f".formatted(compiled(its) / compiled));
    }
  }

  private static double cpu(List<Load.Round> rounds) {
    return median(rounds.stream().mapToDouble(Load.Round::cpuMillisPerThousand).toArray());
  }

  /** Returns NaN where it is known of no round. */
  private static double compiled(List<Load.Round> rounds) {
    double[] known =
        rounds.stream()
            .mapToDouble(Load.Round::compiledMillisPerThousand)
            .filter(millis -> !Double.isNaN(millis))
            .toArray();
    return known.length == 0 ? Double.NaN : median(known);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
