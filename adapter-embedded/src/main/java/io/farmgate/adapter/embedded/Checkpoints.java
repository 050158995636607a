package io.farmgate.adapter.embedded;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames whose run is over while what it has saved is on its way: they stand in CHECKPOINT until
 * somebody says that it is complete, or that there is none. Where nobody does, they go on by
 * themselves after as long as a Cuebot waits.
 */
final class Checkpoints {
  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);
  static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final FarmDatabase database;
  private final WakeUp wakeUp;
  private final Clock clock;
  private final Thread thread;

  Checkpoints(FarmDatabase database, WakeUp wakeUp, Clock clock) {
    this.database = database;
    this.wakeUp = wakeUp;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("farm-checkpoints").unstarted(this::look);
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        try {
          endWaiting();
        } catch (RuntimeException e) {
          // Of whatever kind: these frames would wait for ever.
          log.warn("Frames that have saved their work cannot go on just now", e);
        }
      }
    } catch (InterruptedException e) {
      log.debug("Looking ends with the farm");
    }
  }

  /** Lets go on what has waited for too long; returns how many frames do. */
  int endWaiting() {
    long before = clock.millis() - PATIENCE.toMillis();
    List<Long> rows =
        database.read(h ->
            h.createQuery(
                    "SELECT f.id FROM job j CROSS JOIN layer l ON l.job = j.id"
                        + " CROSS JOIN frame f ON f.layer = l.id"
                        + " WHERE j.stopped_at IS NULL AND j.checkpoint > 0 AND l.checkpoint > 0"
                        + " AND f.state = 'CHECKPOINT' AND f.stopped_at <= :before")
                .bind("before", before)
                .mapTo(Long.class)
                .list());
    if (rows.isEmpty()) {
      return 0;
    }
    int changed = database.write(h -> rows.stream().mapToInt(row -> giveUp(h, row, before)).sum());
    wakeUp.call();
    return changed;
  }

  /** Unless it has gone on since it was looked at, and has perhaps even come back. */
  private static int giveUp(Handle h, long row, long before) {
    h.createUpdate(
            "UPDATE frame SET checkpoint_state = 'DISABLED'"
                + " WHERE id = :row AND state = 'CHECKPOINT' AND stopped_at <= :before")
        .bind("row", row)
        .bind("before", before)
        .execute();
    return h.createUpdate(
            "UPDATE frame SET state = "
                + ANEW
                + " WHERE id = :row AND state = 'CHECKPOINT' AND checkpoint_state = 'DISABLED'")
        .bind("row", row)
        .execute();
  }

  private static final String ANEW =
      "CASE WHEN holds > 0 AND waived = 0 THEN 'DEPEND' ELSE 'WAITING' END";

  /** Lets a frame go on that stands in CHECKPOINT. */
  static void goOn(Handle h, long row) {
    h.createUpdate("UPDATE frame SET state = " + ANEW + " WHERE id = :row AND state = 'CHECKPOINT'")
        .bind("row", row)
        .execute();
  }
}
