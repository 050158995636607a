package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.RunningFrames.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A run that goes on: its processes, what they use, and why the farm ends it, once it does.
 *
 * <p>Time is the machine's own, not the clock's: a clock that is put right must not end a frame.
 */
final class LiveRun {
  private final RunOrder order;
  private final ProcessTree tree;
  private final long started = System.nanoTime();
  private final AtomicReference<@Nullable RunEnding> ending = new AtomicReference<>();
  private final RunProgress progress;
  private volatile Usage usage = new Usage(0, 0);

  /** How the log was when it had last changed; the watch's own. */
  private @Nullable FileTime logTime;

  private long logSize;
  private long logChanged = started;

  LiveRun(RunOrder order, ProcessTree tree, RunProgress progress) {
    this.order = order;
    this.tree = tree;
    this.progress = progress;
  }

  RunOrder order() {
    return order;
  }

  ProcessTree tree() {
    return tree;
  }

  RunProgress progress() {
    return progress;
  }

  Usage usage() {
    return usage;
  }

  /** Takes down what the run uses by this table. */
  void measure(ProcessTable table) {
    ProcessTree.Memory memory = tree.memory(table);
    usage = new Usage(memory.together(), Math.max(usage.peakRssBytes(), memory.peak()));
  }

  /** Says why the run is being ended. The first one to say so is right. */
  boolean end(RunEnding why) {
    return ending.compareAndSet(null, why);
  }

  /** Returns why somebody other than the command is ending it. */
  Optional<RunEnding> ending() {
    return Optional.ofNullable(ending.get());
  }

  /** Returns how long it has run. */
  Duration time() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Looks at the log, and returns for how long nothing has been written to it. For one thread. */
  Duration silence() {
    try {
      BasicFileAttributes log = Files.readAttributes(order.logPath(), BasicFileAttributes.class);
      if (log.size() != logSize || !log.lastModifiedTime().equals(logTime)) {
        logSize = log.size();
        logTime = log.lastModifiedTime();
        logChanged = System.nanoTime();
      }
    } catch (IOException e) {
      // A log that cannot be looked at says nothing, as one that is not written to.
    }
    return Duration.ofNanos(System.nanoTime() - logChanged);
  }
}
