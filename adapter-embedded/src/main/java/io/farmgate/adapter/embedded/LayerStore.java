package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.port.Layers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The layers, in the database. */
final class LayerStore implements Layers {
  static final String SELECT =
      """
      SELECT l.*, j.key AS job_key,
        coalesce(
          (SELECT group_concat(f.name, char(10) ORDER BY f.name) FROM layer_limit x
            JOIN farm_limit f ON f.id = x.farm_limit WHERE x.layer = l.id),
          '') AS limits
      FROM layer l JOIN job j ON j.id = l.job
      """;

  private final FarmDatabase database;

  LayerStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<Layer> ofJob(JobId job) {
    return database.read(h ->
        h.createQuery(SELECT + "WHERE j.key = :key ORDER BY l.dispatch_order")
            .bind("key", job.value())
            .map((row, context) -> layer(row))
            .list());
  }

  @Override
  public Optional<Layer> byId(LayerId id) {
    return database.read(h -> find(h, id));
  }

  static Optional<Layer> find(Handle h, LayerId id) {
    return h.createQuery(SELECT + "WHERE l.key = :key")
        .bind("key", id.value())
        .map((row, context) -> layer(row))
        .findOne();
  }

  static Layer layer(ResultSet row) throws SQLException {
    return new Layer(
        new LayerId(row.getString("key")),
        new JobId(row.getString("job_key")),
        row.getString("name"),
        LayerType.valueOf(row.getString("type")),
        row.getString("range"),
        row.getInt("chunk"),
        row.getString("command"),
        new Cores(row.getInt("min_cores")),
        new Cores(row.getInt("max_cores")),
        row.getBoolean("threadable"),
        row.getLong("memory"),
        row.getInt("gpus"),
        row.getLong("gpu_memory"),
        Rows.lines(row.getString("tags")),
        Rows.lines(row.getString("services")),
        Rows.lines(row.getString("limits")),
        Rows.seconds(row, "timeout_seconds"),
        Rows.seconds(row, "log_timeout_seconds"),
        row.getInt("dispatch_order"),
        Rows.counts(row),
        row.getInt("max_gpus"),
        startAfter(row),
        row.getBoolean("memory_optimizer"),
        RunFigures.of(row));
  }

  private static Optional<Layer.StartAfter> startAfter(ResultSet row) throws SQLException {
    String reason = row.getString("start_after_reason");
    return Rows.instant(row, "start_after").map(time -> new Layer.StartAfter(time, reason));
  }
}
