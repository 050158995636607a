package io.farmgate.adapter.embedded;

import static java.util.Locale.ROOT;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Times on the clock, and of the processor, both in nanoseconds. */
final class Times {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Long> clock = new ArrayList<>();
  private final List<Long> processor = new ArrayList<>();

  void add(long nanos) {
    clock.add(nanos);
  }

  <T> T take(Supplier<T> work) {
    return take(1, work);
  }

  /** Takes the time of one of several things that are done together. */
  <T> T take(int together, Supplier<T> work) {
    long busy = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    T done = work.get();
    clock.add((System.nanoTime() - start) / together);
    processor.add((THREADS.getCurrentThreadCpuTime() - busy) / together);
    return done;
  }

  /** What is done once, in seconds. */
  static void once(String what, Runnable work) {
    Times times = new Times();
    times.take(() -> {
      work.run();
      return 0;
    });
    System.out.println(
        String.format(
            ROOT,
            "| %s | %.2f s | | %.2f s |",
            what,
            times.clock.getFirst() / 1e9,
            times.processor.getFirst() / 1e9));
  }

  /** Prints a row of the table. */
  void print(String what) {
    System.out.println(
        String.format(
            ROOT,
            "| %s | %.3f ms | %.3f ms | %s |",
            what,
            part(clock, 50) / 1e6,
            part(clock, 99) / 1e6,
            processor.isEmpty() ? "" : String.format(ROOT, "%.3f ms", part(processor, 50) / 1e6)));
  }

  private static long part(List<Long> nanos, int percent) {
    return nanos.stream().sorted().toList().get(nanos.size() * percent / 100);
  }
}
