package io.farmgate.adapter.embedded;

import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.FrameLinks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Puts dependencies into the database and holds back what they hold. What is done already holds
 * nothing back.
 */
final class DependWriter {
  private final Handle h;

  DependWriter(Handle h) {
    this.h = h;
  }

  record JobRow(long id, boolean finished) {}

  record LayerRow(
      long id, String name, FrameRange range, int chunk, long firstFrame, boolean done) {
    /** What {@link #of} reads. */
    static final String COLUMNS =
        "l.id, l.name, l.range, l.chunk, l.first_frame,"
            + " l.waiting + l.depend + l.running + l.dead + l.checkpoint = 0 AS done";

    static LayerRow of(ResultSet row) throws SQLException {
      return new LayerRow(
          row.getLong("id"),
          row.getString("name"),
          FrameRange.parse(row.getString("range"), Integer.MAX_VALUE),
          row.getInt("chunk"),
          row.getLong("first_frame"),
          row.getBoolean("done"));
    }

    List<FrameChunk> chunks() {
      return range.chunks(chunk);
    }
  }

  /** One end of a dependency, found. */
  record Found(JobRow job, @Nullable LayerRow layer, @Nullable Long frame) {
    LayerRow wholeLayer() {
      if (layer == null) {
        throw new IllegalStateException("a frame-by-frame dependency without a layer");
      }
      return layer;
    }

    @Nullable Long layerRow() {
      return layer == null ? null : layer.id();
    }
  }

  /** Makes the one wait for the other, and returns the key of the dependency. */
  String write(Kind kind, boolean anyFrame, Found dependent, Found target) {
    return switch (kind) {
      case FRAME_BY_FRAME, PREVIOUS_FRAME -> frameByFrame(kind, anyFrame, dependent, target);
      case JOB_ON_JOB,
          JOB_ON_LAYER,
          JOB_ON_FRAME,
          LAYER_ON_JOB,
          LAYER_ON_LAYER,
          LAYER_ON_FRAME,
          FRAME_ON_JOB,
          FRAME_ON_LAYER,
          FRAME_ON_FRAME,
          LAYER_ON_SIM_FRAME ->
          whole(kind, anyFrame, dependent, target);
    };
  }

  private record Written(long id, String key) {}

  private String whole(Kind kind, boolean anyFrame, Found dependent, Found target) {
    boolean active = !isDone(anyFrame, target);
    Written depend = insert(kind, anyFrame, dependent, target, active);
    if (active) {
      Depends.hold(h, depend.id());
    }
    return depend.key();
  }

  private String frameByFrame(Kind kind, boolean anyFrame, Found dependent, Found target) {
    Written depend = insert(kind, anyFrame, dependent, target, true);
    link(kind, depend.id(), dependent, target);
    Depends.holdFrameByFrame(h, depend.id());
    h.createUpdate(
            "UPDATE depend SET active = 0 WHERE id = :depend AND NOT EXISTS"
                + " (SELECT 1 FROM frame_depend WHERE depend = :depend AND active = 1)")
        .bind("depend", depend.id())
        .execute();
    return depend.key();
  }

  /** Ties the frames together; a tie to what is done is there, but not active. */
  private void link(Kind kind, long depend, Found dependent, Found target) {
    LayerRow from = dependent.wholeLayer();
    LayerRow to = target.wholeLayer();
    boolean open = !target.job().finished();
    try (PreparedBatch batch =
        h.prepareBatch(
            "INSERT INTO frame_depend (target, dependent, depend, active)"
                + " SELECT id, ?, ?, ? AND state NOT IN ('SUCCEEDED', 'EATEN')"
                + " FROM frame WHERE id = ?")) {
      FrameLinks.Sink sink =
          (waiting, awaited) ->
              batch.add(from.firstFrame() + waiting, depend, open, to.firstFrame() + awaited);
      if (kind == Kind.FRAME_BY_FRAME) {
        FrameLinks.byFrame(from.chunks(), to.chunks(), sink);
      } else {
        FrameLinks.previous(from.chunks().size(), to.chunks().size(), sink);
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }

  private Written insert(
      Kind kind, boolean anyFrame, Found dependent, Found target, boolean active) {
    String key = UUID.randomUUID().toString();
    long id =
        h.createUpdate(
                """
                INSERT INTO depend (key, kind, any_frame, active, dependent_job, dependent_layer,
                  dependent_frame, target_job, target_layer, target_frame)
                VALUES (:key, :kind, :any, :active, :job, :layer, :frame, :onJob, :onLayer,
                  :onFrame)
                """)
            .bind("key", key)
            .bind("kind", kind.name())
            .bind("any", anyFrame)
            .bind("active", active)
            .bind("job", dependent.job().id())
            .bind("layer", dependent.layerRow())
            .bind("frame", dependent.frame())
            .bind("onJob", target.job().id())
            .bind("onLayer", target.layerRow())
            .bind("onFrame", target.frame())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    return new Written(id, key);
  }

  private boolean isDone(boolean anyFrame, Found target) {
    LayerRow layer = target.layer();
    if (target.job().finished() || layer == null) {
      return target.job().finished();
    }
    if (target.frame() != null) {
      return isAnyDone("id", target.frame());
    }
    return layer.done() || (anyFrame && isAnyDone("layer", layer.id()));
  }

  private boolean isAnyDone(String column, long id) {
    return h.createQuery(
            "SELECT EXISTS (SELECT 1 FROM frame WHERE "
                + column
                + " = :id AND state IN ('SUCCEEDED', 'EATEN'))")
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }
}
