package io.farmgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * So many connections that each send one request after another for a time.
 *
 * @param show what the first show in the criteria is called, which tells the fake farm how much to
 *     answer
 */
record Load(String name, String path, String show, int connections) {
  static Load shows(int connections) {
    return new Load(
        "GetShows, " + connections + " conn.", "/show.ShowInterface/GetShows", "", connections);
  }

  static Load jobs(int jobs, int connections) {
    return new Load(
        "GetJobs of " + jobs + ", " + connections + " conn.",
        "/job.JobInterface/GetJobs",
        "jobs-" + jobs,
        connections);
  }

  String body() {
    return show.isEmpty() ? "{}" : "{\"r\":{\"shows\":[\"" + show + "\"]}}";
  }

  /**
   * What one round gave.
   *
   * @param nanos how long each request took, sorted
   * @param cpuSeconds of the gateway's process
   * @param compilerSeconds what of it is the compilers'; NaN where one of their threads has ended
   */
  record Round(List<Long> nanos, double seconds, double cpuSeconds, double compilerSeconds) {
    double cpuMillisPerThousand() {
      return 1e6 * cpuSeconds / nanos.size();
    }

    double compiledMillisPerThousand() {
      return 1e6 * (cpuSeconds - compilerSeconds) / nanos.size();
    }

    double perSecond() {
      return nanos.size() / seconds;
    }

    double micros(double quantile) {
      return nanos.get((int) Math.min(nanos.size() - 1L, (long) (quantile * nanos.size()))) / 1e3;
    }
  }

  /** Runs it; every connection sends one request at least. */
  Round run(Target target, double seconds) throws IOException {
    double cpu = target.cpuSeconds();
    double compiler = target.compilerSeconds();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Long> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<List<Long>>> futures = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        futures.add(threads.submit(() -> send(target, end)));
      }
      for (Future<List<Long>> future : futures) {
        all.addAll(future.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(name + " at " + target.name() + ": " + e.getCause(), e.getCause());
    }
    double took = (System.nanoTime() - start) / 1e9;
    double compiled = target.compilerSeconds() - compiler;
    return new Round(
        all.stream().sorted().toList(),
        took,
        target.cpuSeconds() - cpu,
        compiled < 0 ? Double.NaN : compiled);
  }

  private List<Long> send(Target target, long end) throws IOException {
    List<Long> nanos = new ArrayList<>();
    try (HttpConnection connection = new HttpConnection(target, path, body())) {
      do {
        HttpConnection.Answer answer = connection.call();
        if (answer.status() != 200) {
          throw new IOException("status " + answer.status());
        }
        nanos.add(answer.totalNanos());
      } while (System.nanoTime() < end);
    }
    return nanos;
  }
}
