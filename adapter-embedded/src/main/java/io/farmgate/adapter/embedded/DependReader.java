package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.DependWriter.Found;
import io.farmgate.domain.DependId;
import io.farmgate.domain.FrameNames;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.spec.DependSpec.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads dependencies, and the pairs of frames that frame-by-frame ones are made of. */
final class DependReader {
  private static final String SELECT =
      """
      SELECT d.key, d.kind, d.any_frame, d.active, d.dependent_job = d.target_job AS internal,
        ej.name AS er_job, el.name AS er_layer, ef.number AS er_frame,
        oj.name AS on_job, ol.name AS on_layer, o.number AS on_frame
      FROM depend d
        JOIN job ej ON ej.id = d.dependent_job
        LEFT JOIN layer el ON el.id = d.dependent_layer
        LEFT JOIN frame ef ON ef.id = d.dependent_frame
        JOIN job oj ON oj.id = d.target_job
        LEFT JOIN layer ol ON ol.id = d.target_layer
        LEFT JOIN frame o ON o.id = d.target_frame
      """;

  private static final String SELECT_PAIRS =
      """
      SELECT d.key || '.' || x.target || '.' || x.dependent AS key, 'FRAME_ON_FRAME' AS kind,
        0 AS any_frame, x.active, d.dependent_job = d.target_job AS internal,
        ej.name AS er_job, el.name AS er_layer, ef.number AS er_frame,
        oj.name AS on_job, ol.name AS on_layer, o.number AS on_frame
      FROM frame_depend x JOIN depend d ON d.id = x.depend
        JOIN frame ef ON ef.id = x.dependent JOIN layer el ON el.id = ef.layer
        JOIN job ej ON ej.id = el.job
        JOIN frame o ON o.id = x.target JOIN layer ol ON ol.id = o.layer
        JOIN job oj ON oj.id = ol.job
      """;

  private final Handle h;

  DependReader(Handle h) {
    this.h = h;
  }

  Optional<Depend> byId(DependId id) {
    Optional<PairKey> pair = PairKey.of(id);
    return pair.isPresent()
        ? list(
                h.createQuery(
                        SELECT_PAIRS
                            + " WHERE d.key = :key AND x.target = :target"
                            + " AND x.dependent = :dependent")
                    .bind("key", pair.get().depend())
                    .bind("target", pair.get().target())
                    .bind("dependent", pair.get().dependent()))
            .stream()
            .findFirst()
        : list(h.createQuery(SELECT + " WHERE d.key = :key").bind("key", id.value())).stream()
            .findFirst();
  }

  List<Depend> ofJob(Found job) {
    return list(
        h.createQuery(
                SELECT
                    + " WHERE d.dependent_job = :job AND d.kind <> 'FRAME_ON_FRAME' ORDER BY d.id")
            .bind("job", job.job().id()));
  }

  List<Depend> waitingFor(Found target) {
    if (target.frame() != null) {
      List<Depend> found =
          new ArrayList<>(
              list(
                  h.createQuery(
                          SELECT
                              + " WHERE d.target_job = :job AND d.target_frame = :frame"
                              + " ORDER BY d.id")
                      .bind("job", target.job().id())
                      .bind("frame", target.frame())));
      found.addAll(
          list(
              h.createQuery(SELECT_PAIRS + " WHERE x.target = :frame ORDER BY d.id, x.dependent")
                  .bind("frame", target.frame())));
      return List.copyOf(found);
    }
    return list(
        h.createQuery(
                SELECT
                    + " WHERE d.target_job = :job"
                    + " AND (:layer IS NULL OR d.target_layer = :layer) ORDER BY d.id")
            .bind("job", target.job().id())
            .bind("layer", target.layerRow()));
  }

  List<Depend> holding(Found dependent) {
    if (dependent.frame() != null) {
      return holdingFrame(dependent, dependent.frame());
    }
    return list(
        h.createQuery(
                SELECT
                    + " WHERE d.dependent_job = :job AND d.dependent_layer IS :layer"
                    + " AND d.dependent_frame IS NULL ORDER BY d.id")
            .bind("job", dependent.job().id())
            .bind("layer", dependent.layerRow()));
  }

  private List<Depend> holdingFrame(Found dependent, long frame) {
    List<Depend> found =
        new ArrayList<>(
            list(
                h.createQuery(
                        SELECT
                            + """
                             WHERE d.dependent_job = :job
                              AND d.kind NOT IN ('FRAME_BY_FRAME', 'PREVIOUS_FRAME')
                              AND (d.dependent_layer IS NULL OR d.dependent_layer = :layer)
                              AND (d.dependent_frame IS NULL OR d.dependent_frame = :frame)
                            ORDER BY d.id
                            """)
                    .bind("job", dependent.job().id())
                    .bind("layer", dependent.layerRow())
                    .bind("frame", frame)));
    found.addAll(
        list(
            h.createQuery(SELECT_PAIRS + " WHERE x.dependent = :frame ORDER BY d.id, x.target")
                .bind("frame", frame)));
    return List.copyOf(found);
  }

  private static List<Depend> list(Query query) {
    return query.map((row, context) -> depend(row)).list();
  }

  private static Depend depend(ResultSet row) throws SQLException {
    return new Depend(
        new DependId(row.getString("key")),
        Kind.valueOf(row.getString("kind")),
        row.getBoolean("any_frame"),
        row.getInt("active") == 1,
        row.getBoolean("internal"),
        end(row, "er_"),
        end(row, "on_"));
  }

  private static Depend.End end(ResultSet row, String prefix) throws SQLException {
    @Nullable String layer = row.getString(prefix + "layer");
    int number = row.getInt(prefix + "frame");
    String frame = row.wasNull() || layer == null ? "" : FrameNames.of(number, layer);
    return new Depend.End(row.getString(prefix + "job"), layer == null ? "" : layer, frame);
  }

  /** What the id of a pair of frames is made of. */
  record PairKey(String depend, long target, long dependent) {
    static Optional<PairKey> of(DependId id) {
      String[] parts = id.value().split("\\.", -1);
      try {
        return parts.length == 3
            ? Optional.of(new PairKey(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
            : Optional.empty();
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }
}
