package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Frames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The frames, in the database; what their processes use now comes from {@link RunningFrames}. */
final class FrameStore implements Frames {
  private static final String SELECT =
      """
      SELECT f.*, l.key AS layer_key, l.name AS layer_name, l.memory AS reserved,
        j.key AS job_key, coalesce((SELECT h.name FROM host h WHERE h.id = f.host), '') AS host_name
      """;

  private final FarmDatabase database;
  private final RunningFrames running;

  FrameStore(FarmDatabase database, RunningFrames running) {
    this.database = database;
    this.running = running;
  }

  @Override
  public List<Frame> list(FrameQuery query) {
    return located(query).map(this::listOfJob).orElse(List.of());
  }

  /** Returns the query with its job; nothing for a frame that is not there. */
  Optional<FrameQuery> located(FrameQuery query) {
    return query.job().isPresent()
        ? Optional.of(query)
        : query.ids().stream()
            .flatMap(id -> byId(id).stream())
            .findFirst()
            .map(frame -> query.of(frame.jobId()));
  }

  private List<Frame> listOfJob(FrameQuery query) {
    FrameSelection selection = new FrameSelection(query, running.peakRss());
    return database.read(h ->
        selection
            .bind(h.createQuery(SELECT + selection.sql()))
            .map((row, context) -> frame(row))
            .list());
  }

  @Override
  public Optional<Frame> byId(FrameId id) {
    OptionalLong row = FrameKeys.row(id);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    return database
        .read(h ->
            h.createQuery(
                    SELECT
                        + " FROM frame f JOIN layer l ON l.id = f.layer"
                        + " JOIN job j ON j.id = l.job WHERE f.id = :row")
                .bind("row", row.getAsLong())
                .map((found, context) -> frame(found))
                .findOne())
        .filter(frame -> frame.id().equals(id));
  }

  private Frame frame(ResultSet row) throws SQLException {
    String jobKey = row.getString("job_key");
    long id = row.getLong("id");
    RunningFrames.Usage usage = running.usage(id);
    return new Frame(
        FrameKeys.id(jobKey, id),
        Optional.of(new JobId(jobKey)),
        Optional.of(new LayerId(row.getString("layer_key"))),
        row.getString("layer_name"),
        row.getInt("number"),
        FrameState.valueOf(row.getString("state")),
        row.getInt("retries"),
        row.getInt("exit_status"),
        row.getInt("exit_signal"),
        row.getInt("dispatch_order"),
        Rows.instant(row, "started_at"),
        Rows.instant(row, "stopped_at"),
        Math.max(row.getLong("max_rss"), usage.peakRssBytes()),
        usage.rssBytes(),
        row.getLong("reserved"),
        row.getString("host_name"),
        new Cores(row.getInt("last_cores")),
        Duration.ofMillis(row.getLong("core_millis")));
  }
}
