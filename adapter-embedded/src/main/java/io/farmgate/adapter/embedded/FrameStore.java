package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.FrameSelection.Seek;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Frames;
import io.farmgate.domain.port.JobPlace;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The frames, in the database; what their processes use now comes from {@link RunningFrames}. */
final class FrameStore implements Frames {
  static final String SELECT =
      """
      SELECT f.*, l.key AS layer_key, l.name AS layer_name, l.memory AS reserved,
        (SELECT d.red || ',' || d.green || ',' || d.blue || ',' || d.text FROM frame_display d
          WHERE d.frame = f.id AND d.state = f.state) AS display,
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
  public Page<Frame> page(FrameQuery asked, boolean reversed, PageRequest page) {
    Optional<FrameQuery> query = located(asked.page(0, page.limit() + 1));
    return query.isPresent()
        ? pageOfJob(query.get(), reversed, page)
        : new Page<>(List.of(), Optional.empty());
  }

  private Page<Frame> pageOfJob(FrameQuery query, boolean reversed, PageRequest page) {
    FrameSelection selection = new FrameSelection(query, running.peakRss());
    List<Frame> found =
        database.read(h -> {
          Optional<Seek> after = page.after().map(place -> seek(h, query, place));
          Query statement = selection.bind(h.createQuery(SELECT + selection.sql(after, reversed)));
          after.ifPresent(
              seek -> statement.bind("seekLayer", seek.layer()).bind("seekFrame", seek.frame()));
          return statement.map((row, context) -> frame(row)).list();
        });
    return found.size() <= page.limit()
        ? new Page<>(found, Optional.empty())
        : new Page<>(
            found.subList(0, page.limit()),
            Optional.of(new Place(found.get(page.limit() - 1).id().value())));
  }

  /** A place is the id of the last frame before it. */
  private static Seek seek(Handle h, FrameQuery query, Place place) {
    if (place.text().isBlank()) {
      throw JobPlace.wrong();
    }
    FrameId id = new FrameId(place.text());
    String job = query.job().orElseThrow().value();
    return h.createQuery(
            "SELECT j.key, l.dispatch_order AS layer_order, f.dispatch_order AS frame_order"
                + " FROM frame f JOIN layer l ON l.id = f.layer JOIN job j ON j.id = l.job"
                + " WHERE f.id = :row AND j.key = :job")
        .bind("row", FrameKeys.row(id).orElse(-1))
        .bind("job", job)
        .map((row, context) -> new Seek(row.getInt("layer_order"), row.getInt("frame_order")))
        .findOne()
        .orElseThrow(JobPlace::wrong);
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

  Frame frame(ResultSet row) throws SQLException {
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
        Duration.ofMillis(row.getLong("core_millis")),
        FrameNoteStore.checkpoint(row),
        FrameNoteStore.display(row),
        running.progress(id));
  }
}
