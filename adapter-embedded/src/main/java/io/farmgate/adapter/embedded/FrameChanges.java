package io.farmgate.adapter.embedded;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameControl;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.KillReason;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Changes frames on behalf of people.
 *
 * <p>What runs is not changed at once: its fate is written down, its processes are ended, and only
 * when they are gone does the frame move on. So it never runs twice at a time, and what it has
 * booked is free only when it is free.
 */
final class FrameChanges implements FrameControl {
  private final FarmDatabase database;
  private final FrameStore frames;
  private final RunningFrames running;
  private final FrameRunner runner;
  private final WakeUp wakeUp;
  private final Clock clock;

  FrameChanges(
      FarmDatabase database,
      FrameStore frames,
      RunningFrames running,
      FrameRunner runner,
      WakeUp wakeUp,
      Clock clock) {
    this.database = database;
    this.frames = frames;
    this.running = running;
    this.runner = runner;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  /** What a change did: how many frames it reached, and which procs are to be ended. */
  private record Reached(int frames, List<String> toEnd) {}

  private record JobRow(long id, boolean finished, boolean killed) {}

  @Override
  public int retry(FrameQuery frames, KillReason reason) {
    return change(frames, "retry", reason, this::retry);
  }

  @Override
  public int kill(FrameQuery frames, KillReason reason) {
    return change(frames, "kill", reason, (h, job) -> doom(h, Fate.REQUEUE));
  }

  @Override
  public int eat(FrameQuery frames, KillReason reason) {
    return change(frames, "eat", reason, this::eat);
  }

  @FunctionalInterface
  private interface Change {
    Reached apply(Handle h, JobRow job);
  }

  private int change(FrameQuery query, String action, KillReason reason, Change change) {
    return frames.located(query).map(of -> changeOfJob(of, action, reason, change)).orElse(0);
  }

  private int changeOfJob(FrameQuery query, String action, KillReason reason, Change change) {
    FrameSelection selection = new FrameSelection(query, running.peakRss());
    Reached reached =
        database.write(h -> {
          Optional<JobRow> job = job(h, query);
          if (job.isEmpty()) {
            return new Reached(0, List.of());
          }
          selection.pick(h);
          Reached done = change.apply(h, job.get());
          if (done.frames() > 0) {
            Interventions.keep(h, clock.millis(), action, job.get().id(), done.frames(), reason);
          }
          return done;
        });
    runner.end(reached.toEnd());
    if (reached.frames() > 0) {
      wakeUp.call();
    }
    return reached.frames();
  }

  private Reached retry(Handle h, JobRow job) {
    Reached running = doom(h, Fate.RETRY);
    h.execute("DELETE FROM undone");
    h.execute(
        "INSERT INTO undone SELECT f.id FROM picked p CROSS JOIN frame f ON f.id = p.frame"
            + " WHERE f.state IN ('SUCCEEDED', 'EATEN')");
    int anew =
        h.execute(
            "UPDATE frame SET retries = 0,"
                + " state = CASE WHEN holds > 0 AND waived = 0 THEN 'DEPEND' ELSE 'WAITING' END"
                + " WHERE state IN ('DEAD', 'EATEN', 'SUCCEEDED', 'CHECKPOINT')"
                + " AND id IN (SELECT frame FROM picked)");
    if (job.killed()) {
      // They wait already, but in a killed job that is for nothing; now it is not.
      anew = waiting(h);
    }
    int frames = running.frames() + anew;
    boolean reopened = job.finished() && frames > 0;
    if (reopened) {
      reopen(h, job);
    }
    Depends.framesUndone(h, job.id(), reopened);
    return new Reached(frames, running.toEnd());
  }

  private Reached eat(Handle h, JobRow job) {
    Reached running = doom(h, Fate.EAT);
    h.execute(
        "DELETE FROM picked WHERE frame NOT IN (SELECT f.id FROM picked p"
            + " CROSS JOIN frame f ON f.id = p.frame"
            + " WHERE f.state IN ('WAITING', 'DEPEND', 'DEAD', 'CHECKPOINT'))");
    int eaten =
        h.execute("UPDATE frame SET state = 'EATEN' WHERE id IN (SELECT frame FROM picked)");
    if (eaten > 0) {
      Depends.framesDone(h, job.id(), clock.millis());
    }
    return new Reached(running.frames() + eaten, running.toEnd());
  }

  /** Writes down what becomes of the picked frames that run, and says which they are. */
  private static Reached doom(Handle h, Fate fate) {
    List<String> procs =
        h.createQuery("SELECT key FROM proc WHERE frame IN (SELECT frame FROM picked)")
            .mapTo(String.class)
            .list();
    // Ending a frame that is being retried or eaten must not take that back.
    h.createUpdate(
            "UPDATE proc SET fate = :fate WHERE frame IN (SELECT frame FROM picked)"
                + " AND (fate IS NULL OR :fate <> 'REQUEUE')")
        .bind("fate", fate.name())
        .execute();
    return new Reached(procs.size(), procs);
  }

  private static int waiting(Handle h) {
    return h.createQuery(
            "SELECT count(*) FROM picked p CROSS JOIN frame f ON f.id = p.frame"
                + " WHERE f.state IN ('WAITING', 'DEPEND')")
        .mapTo(Integer.class)
        .one();
  }

  private static void reopen(Handle h, JobRow job) {
    try {
      h.createUpdate("UPDATE job SET stopped_at = NULL, killed = 0 WHERE id = :id")
          .bind("id", job.id())
          .execute();
    } catch (JdbiException e) {
      if (FarmDatabase.isDuplicate(e)) {
        throw new FarmException(
            new FarmFailure.Conflict(
                "the job is finished, and an unfinished one has its name by now (expected: end"
                    + " that one first)"),
            e);
      }
      throw e;
    }
  }

  private static String key(FrameQuery located) {
    return located.job().orElseThrow().value();
  }

  private static Optional<JobRow> job(Handle h, FrameQuery query) {
    return h.createQuery(
            "SELECT id, stopped_at IS NOT NULL AS finished, killed FROM job WHERE key = :key")
        .bind("key", key(query))
        .map((row, context) ->
            new JobRow(row.getLong("id"), row.getBoolean("finished"), row.getBoolean("killed")))
        .findOne();
  }
}
