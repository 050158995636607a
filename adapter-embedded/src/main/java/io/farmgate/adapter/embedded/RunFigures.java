package io.farmgate.adapter.embedded;

import io.farmgate.domain.RunStats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * What runs have used, in the columns that layers, jobs and shows have for it. They are added to in
 * the transaction that ends a run, so that nobody ever has to add them up.
 */
final class RunFigures {
  private static final String SUCCEEDED =
      """
      SET
       shortest_millis = CASE succeeded_runs WHEN 0 THEN :millis
         ELSE min(shortest_millis, :millis) END,
       longest_millis = max(longest_millis, :millis),
       succeeded_runs = succeeded_runs + 1,
       succeeded_millis = succeeded_millis + :millis,
       succeeded_core_millis = succeeded_core_millis + :core,
       succeeded_gpu_millis = succeeded_gpu_millis + :gpu\
      """;

  private static final String FAILED =
      """
      SET
       failed_runs = failed_runs + 1,
       failed_core_millis = failed_core_millis + :core,
       failed_gpu_millis = failed_gpu_millis + :gpu\
      """;

  private RunFigures() {}

  /**
   * A run that has ended.
   *
   * @param cores hundredths
   */
  record Ended(boolean succeeded, long millis, int cores, int gpus, long peakRssBytes) {
    /** Returns its time multiplied by cores. */
    long coreMillis() {
      return millis * cores / 100;
    }

    long gpuMillis() {
      return millis * gpus;
    }
  }

  /** Adds a run to its layer, its job and its show. */
  static void add(Handle h, long layer, long job, Ended run) {
    add(h, "layer", "id = :row", layer, run);
    add(h, "job", "id = :row", job, run);
    add(h, "show", "id = (SELECT show FROM job WHERE id = :row)", job, run);
  }

  private static void add(Handle h, String table, String condition, long row, Ended run) {
    Update update =
        h.createUpdate(
            "UPDATE "
                + table
                + " "
                + (run.succeeded() ? SUCCEEDED : FAILED)
                + ", max_rss = max(max_rss, :rss) WHERE "
                + condition);
    if (run.succeeded()) {
      update.bind("millis", run.millis());
    }
    update
        .bind("core", run.coreMillis())
        .bind("gpu", run.gpuMillis())
        .bind("rss", run.peakRssBytes())
        .bind("row", row)
        .execute();
  }

  /** Reads them from a row that has these columns. */
  static RunStats of(ResultSet row) throws SQLException {
    return new RunStats(
        row.getLong("succeeded_runs"),
        row.getLong("failed_runs"),
        millis(row, "succeeded_millis"),
        millis(row, "shortest_millis"),
        millis(row, "longest_millis"),
        millis(row, "succeeded_core_millis"),
        millis(row, "failed_core_millis"),
        millis(row, "succeeded_gpu_millis"),
        millis(row, "failed_gpu_millis"),
        row.getLong("max_rss"));
  }

  private static Duration millis(ResultSet row, String column) throws SQLException {
    return Duration.ofMillis(row.getLong(column));
  }
}
