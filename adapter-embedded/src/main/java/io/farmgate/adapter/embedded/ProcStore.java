package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameNames;
import io.farmgate.domain.HostId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.port.Procs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The procs, in the database; what their processes use now comes from {@link RunningFrames}. */
final class ProcStore implements Procs {
  private static final String SELECT =
      """
      SELECT p.*, h.key AS host_key, h.name AS host_name, s.name AS show_name,
        g.name AS group_name,
        j.key AS job_key, j.name AS job_name, l.key AS layer_key, l.name AS layer_name,
        l.services, f.number, coalesce(rj.name, rg.name) AS redirect_target
      FROM proc p JOIN host h ON h.id = p.host JOIN frame f ON f.id = p.frame
        JOIN layer l ON l.id = p.layer JOIN job j ON j.id = p.job JOIN show s ON s.id = j.show
        JOIN job_group g ON g.id = j.job_group
        LEFT JOIN job rj ON rj.id = p.redirect_job
        LEFT JOIN job_group rg ON rg.id = p.redirect_group
      ORDER BY p.started_at, p.id
      """;

  private final FarmDatabase database;
  private final RunningFrames running;
  private final FrameRunner runner;
  private final Clock clock;
  private final FigureCounts figures;

  ProcStore(
      FarmDatabase database,
      RunningFrames running,
      FrameRunner runner,
      Clock clock,
      FigureCounts figures) {
    this.database = database;
    this.running = running;
    this.runner = runner;
    this.clock = clock;
    this.figures = figures;
  }

  @Override
  public List<Proc> all() {
    return database.read(h -> h.createQuery(SELECT).map((row, context) -> proc(row)).list());
  }

  @Override
  public void kill(ProcId proc, KillReason reason) {
    database.write(h -> doom(h, proc, reason));
    runner.end(List.of(proc.value()));
  }

  /** A proc here runs one frame and no other, so that there is nothing more to do. */
  @Override
  public void unbook(ProcId proc) {
    int changed =
        database.write(h ->
            h.createUpdate("UPDATE proc SET unbooked = 1 WHERE key = :key")
                .bind("key", proc.value())
                .execute());
    if (changed == 0) {
      throw new FarmException(FarmFailure.NotFound.of("proc", proc.value()));
    }
    figures.unbooked();
  }

  private int doom(Handle h, ProcId proc, KillReason reason) {
    Optional<Long> job =
        h.createQuery("SELECT job FROM proc WHERE key = :key")
            .bind("key", proc.value())
            .mapTo(Long.class)
            .findOne();
    if (job.isEmpty()) {
      throw new FarmException(FarmFailure.NotFound.of("proc", proc.value()));
    }
    int changed =
        h.createUpdate("UPDATE proc SET fate = 'REQUEUE' WHERE key = :key AND fate IS NULL")
            .bind("key", proc.value())
            .execute();
    Interventions.keep(h, clock.millis(), "kill proc", job.get(), 1, reason);
    return changed;
  }

  private Proc proc(ResultSet row) throws SQLException {
    String jobKey = row.getString("job_key");
    long frame = row.getLong("frame");
    return new Proc(
        new ProcId(row.getString("key")),
        new HostId(row.getString("host_key")),
        row.getString("host_name"),
        row.getString("show_name"),
        row.getString("group_name"),
        new JobId(jobKey),
        row.getString("job_name"),
        Optional.of(new LayerId(row.getString("layer_key"))),
        Optional.of(FrameKeys.id(jobKey, frame)),
        FrameNames.of(row.getInt("number"), row.getString("layer_name")),
        new Cores(row.getInt("cores")),
        row.getLong("memory"),
        running.usage(frame).rssBytes(),
        Rows.lines(row.getString("services")),
        row.getString("log_path"),
        row.getBoolean("unbooked") || row.getString("fate") != null,
        Optional.ofNullable(row.getString("redirect_target")),
        Instant.ofEpochMilli(row.getLong("started_at")));
  }
}
