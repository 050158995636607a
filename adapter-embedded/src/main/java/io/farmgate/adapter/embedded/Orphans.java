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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
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

  /** One that does not end: it waits for a disk that does not answer, say. */
  record Left(Orphan orphan, ProcessTree tree) {}

  /**
   * Ends what a dead gateway has left running, and only then lets its frames wait anew.
   *
   * @return what could not be ended in time; its frames go on as running
   */
  static List<Left> end(FrameEnds ends, Clock clock, Duration grace) {
    return end(ends, clock, grace, PATIENCE);
  }

  /** The same, with another patience. */
  static List<Left> end(FrameEnds ends, Clock clock, Duration grace, Duration patience) {
    List<Orphan> orphans = ends.orphans();
    if (orphans.isEmpty()) {
      return List.of();
    }
    log.info("Ending what {} frames of an earlier run have left", orphans.size());
    String boot = ProcessTable.bootId();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Left>>> ended = new ArrayList<>();
      for (Orphan orphan : orphans) {
        ended.add(
            threads.submit(() -> {
              boolean sameBoot = orphan.bootId().equals(boot);
              ProcessTree tree =
                  new ProcessTree(orphan.procKey(), sameBoot ? orphan.process() : null);
              if (sameBoot && !tree.end(grace, patience)) {
                return Optional.of(new Left(orphan, tree));
              }
              writeDown(orphan, clock, lost -> ends.ended(orphan.procKey(), lost));
              return Optional.empty();
            }));
      }
      List<Left> left = new ArrayList<>();
      for (Future<Optional<Left>> one : ended) {
        one.get().ifPresent(left::add);
      }
      return left;
    } catch (ExecutionException e) {
      throw new FarmStartException("what an earlier run has left running cannot be ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FarmStartException("the start was interrupted", e);
    }
  }

  /** Says in its log and in the database that an orphan is gone. */
  static void writeDown(Orphan orphan, Clock clock, Consumer<End> ended) {
    writeFooter(Path.of(orphan.log()), clock);
    ProgressFile.remove(Path.of(orphan.log()), orphan.procKey());
    ended.accept(new End.Lost(true));
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
