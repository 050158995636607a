package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.FrameEnds.End;
import io.farmgate.adapter.embedded.FrameEnds.Orphan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gateway that died has left running. It is ended and not adopted: only a process's parent
 * learns how it ended, so a frame that went on could never be said to have succeeded.
 */
final class Orphans {
  private static final Logger log = LoggerFactory.getLogger(Orphans.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Orphans() {}

  /** Ends what a dead gateway has left running, and only then lets its frames wait anew. */
  static void end(FrameEnds ends, Clock clock, Duration grace) {
    List<Orphan> orphans = ends.orphans();
    if (orphans.isEmpty()) {
      return;
    }
    log.info("Ending what {} frames of an earlier run have left", orphans.size());
    String boot = ProcessTable.bootId();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ended = new ArrayList<>();
      for (Orphan orphan : orphans) {
        ended.add(threads.submit(() -> end(ends, orphan, boot, clock, grace)));
      }
      for (Future<?> one : ended) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new FarmStartException("what an earlier run has left running cannot be ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FarmStartException("the start was interrupted", e);
    }
  }

  private static void end(FrameEnds ends, Orphan orphan, String boot, Clock clock, Duration grace) {
    boolean sameBoot = orphan.bootId().equals(boot);
    ProcessTree tree = new ProcessTree(orphan.procKey(), sameBoot ? orphan.process() : null);
    if (!sameBoot || tree.end(grace, PATIENCE)) {
      writeFooter(Path.of(orphan.log()), clock);
      ProgressFile.remove(Path.of(orphan.log()), orphan.procKey());
      ends.ended(orphan.procKey(), new End.Lost(true));
    }
  }

  private static void writeFooter(Path file, Clock clock) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      new FrameLog(file).end(RunTexts.lost(clock.instant()));
    } catch (IOException e) {
      log.warn("The log {} has no footer", file, e);
    }
  }
}
