package io.farmgate.adapter.embedded;

import io.farmgate.domain.GroupId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.port.Redirects;
import io.farmgate.domain.schedule.QueuedJob;
import io.farmgate.domain.schedule.Share;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Whose turn it is after which proc, in the database: with the proc while it runs, and on its own
 * from the proc's end until the next booking, which comes first of all.
 */
final class RedirectStore implements Redirects {
  private final FarmDatabase database;

  RedirectStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public void toJob(ProcId proc, JobId job) {
    database.write(h -> {
      long row = proc(h, proc);
      return h.execute(
          "UPDATE proc SET redirect_job = ?, redirect_group = NULL WHERE id = ?",
          Lookup.row(h, "job", job.value()),
          row);
    });
  }

  @Override
  public void toGroup(ProcId proc, GroupId group) {
    database.write(h -> {
      long row = proc(h, proc);
      return h.execute(
          "UPDATE proc SET redirect_job = NULL, redirect_group = ? WHERE id = ?",
          GroupStore.known(h, group).id(),
          row);
    });
  }

  @Override
  public boolean clear(ProcId proc) {
    return database.write(h ->
        h.execute(
                "UPDATE proc SET redirect_job = NULL, redirect_group = NULL WHERE id = ?"
                    + " AND (redirect_job IS NOT NULL OR redirect_group IS NOT NULL)",
                proc(h, proc))
            == 1);
  }

  private static long proc(Handle h, ProcId proc) {
    return Lookup.row(h, "proc", proc.value());
  }

  /** Notes whose turn it is, now that a proc has ended; before its row goes. */
  static void ended(Handle h, String procKey) {
    h.execute(
        "INSERT INTO redirect (job, job_group) SELECT redirect_job, redirect_group FROM proc"
            + " WHERE key = ? AND (redirect_job IS NOT NULL OR redirect_group IS NOT NULL)",
        procKey);
  }

  /** Returns whose turn it is, in the order in which procs have ended, and forgets it. */
  static List<Predicate<QueuedJob>> due(Handle h) {
    List<Predicate<QueuedJob>> due =
        h.createQuery("SELECT job, job_group FROM redirect ORDER BY id")
            .map((row, context) -> {
              long job = row.getLong("job");
              return row.wasNull() ? ofGroup(row.getLong("job_group")) : ofJob(job);
            })
            .list();
    if (!due.isEmpty()) {
      h.execute("DELETE FROM redirect");
    }
    return due;
  }

  private static Predicate<QueuedJob> ofJob(long job) {
    return queued -> queued.key() == job;
  }

  private static Predicate<QueuedJob> ofGroup(long group) {
    return queued -> queued.shares().contains(new Share.OfGroup(group));
  }
}
