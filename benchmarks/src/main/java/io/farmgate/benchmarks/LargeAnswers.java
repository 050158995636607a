package io.farmgate.benchmarks;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** GetJobs of 100,000 jobs: once, ten at a time, and to a client that reads slowly. */
final class LargeAnswers {
  private static final Load LOAD = Load.jobs(100_000, 1);

  /** The first of them are the compiler's, so the median is of enough others. */
  private static final int TIMES = 15;

  private static final int AT_ONCE = 10;
  private static final double MB = 1e6;

  private LargeAnswers() {}

  /** Takes gateways that have done nothing yet: what is idle afterwards is more. */
  static void measure(List<Target> targets) throws IOException {
    long wire = SampleFarm.jobs(100_000).getSerializedSize();
    System.out.printf(ROOT, "GetJobs of 100,000 jobs, %.1f MB on the wire:%n%n", wire / MB);
    System.out.println(
        "| gateway | JSON MB | first byte ms | total ms | idle MB | peak above idle, one call MB |"
            + " ten at once: answers | peak above idle MB | held for a slow reader MB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (Target target : targets) {
      System.err.println("100,000 jobs, " + target.name());
      print(target);
    }
    System.out.println();
  }

  private static void print(Target target) throws IOException {
    // Lets every class be loaded; a list of 1000 is sent the way that a long one is.
    Load.jobs(1_000, 1).run(target, 3);
    settle(target);
    long idle = target.residentBytes();
    target.forgetPeak();
    List<HttpConnection.Answer> answers = new ArrayList<>();
    answers.add(call(target, 0));
    final long one = target.peakBytes() - idle;
    for (int i = 1; i < TIMES; i++) {
      answers.add(call(target, 0));
    }
    final long slow = slowReader(target, idle);
    target.forgetPeak();
    Map<Integer, Integer> tenAtOnce = atOnce(target);
    System.out.printf(
        ROOT,
        "| %s | %.1f | %.0f | %.0f | %.0f | %.0f | %s | %.0f | %.0f |%n",
        target.name(),
        answers.getLast().bodyBytes() / MB,
        LoadBench.median(answers.stream().mapToDouble(a -> a.firstByteNanos() / MB).toArray()),
        LoadBench.median(answers.stream().mapToDouble(a -> a.totalNanos() / MB).toArray()),
        idle / MB,
        one / MB,
        tenAtOnce,
        (target.peakBytes() - idle) / MB,
        slow / MB);
  }

  private static void settle(Target target) throws IOException {
    Load.shows(1).run(target, 1);
    LoadBench.pause(1_000);
  }

  /**
   * Returns what the gateway holds while a client rests in the middle of an answer: beyond what it
   * had when it was idle, or when that client has gone, whichever is more. The garbage of other
   * answers is collected before.
   */
  private static long slowReader(Target target, long idle) throws IOException {
    settle(target);
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<HttpConnection.Answer> answer = thread.submit(() -> call(target, 8_000));
      LoadBench.pause(4_000);
      long resident = target.residentCollectedBytes();
      answer.get();
      settle(target);
      return resident - Math.min(idle, target.residentCollectedBytes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** Returns how many of each status came. */
  private static Map<Integer, Integer> atOnce(Target target) throws IOException {
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        futures.add(threads.submit(() -> statusOf(target)));
      }
      for (Future<Integer> future : futures) {
        statuses.merge(future.get(), 1, Integer::sum);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return statuses;
  }

  /** Returns the status, 0 for a connection that broke. */
  private static int statusOf(Target target) {
    try {
      return call(target, 0).status();
    } catch (IOException e) {
      return 0;
    }
  }

  private static HttpConnection.Answer call(Target target, long restMillis) throws IOException {
    try (HttpConnection connection = new HttpConnection(target, LOAD.path(), LOAD.body())) {
      return connection.call(restMillis);
    }
  }
}
