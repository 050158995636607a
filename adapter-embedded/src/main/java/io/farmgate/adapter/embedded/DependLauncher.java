package io.farmgate.adapter.embedded;

import io.farmgate.domain.FrameNames;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.FrameLinks;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Submission;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Puts a submission's dependencies into the database and holds back what they hold, after its jobs
 * are there. The submission is known to obey {@link io.farmgate.domain.spec.SubmissionRules}; only
 * targets outside of it may turn out not to exist. What is done already holds nothing back.
 */
final class DependLauncher {
  private final Handle h;
  private final Submission submission;

  DependLauncher(Handle h, Submission submission) {
    this.h = h;
    this.submission = submission;
  }

  private record JobRow(long id, boolean finished) {}

  private record LayerRow(
      long id, String name, FrameRange range, int chunk, long firstFrame, boolean done) {
    List<FrameChunk> chunks() {
      return range.chunks(chunk);
    }
  }

  /** One end of a dependency, found. */
  private record Found(JobRow job, @Nullable LayerRow layer, @Nullable Long frame) {
    LayerRow wholeLayer() {
      if (layer == null) {
        throw new IllegalStateException("a frame-by-frame dependency without a layer");
      }
      return layer;
    }
  }

  void launch() {
    for (DependSpec spec : submission.depends()) {
      Found dependent = find(spec.dependent());
      Found target = find(spec.target());
      switch (spec.kind()) {
        case FRAME_BY_FRAME, PREVIOUS_FRAME -> frameByFrame(spec, dependent, target);
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
            whole(spec, dependent, target);
      }
    }
  }

  private void whole(DependSpec spec, Found dependent, Found target) {
    boolean active = !isDone(spec, target);
    long depend = insert(spec, dependent, target, active);
    if (active) {
      Depends.hold(h, depend);
    }
  }

  private void frameByFrame(DependSpec spec, Found dependent, Found target) {
    long depend = insert(spec, dependent, target, true);
    link(spec.kind(), depend, dependent, target);
    Depends.holdFrameByFrame(h, depend);
    h.createUpdate(
            "UPDATE depend SET active = 0 WHERE id = :depend AND NOT EXISTS"
                + " (SELECT 1 FROM frame_depend WHERE depend = :depend AND active = 1)")
        .bind("depend", depend)
        .execute();
  }

  /** Ties the frames together; a tie to what is done is there, but not active. */
  private void link(DependSpec.Kind kind, long depend, Found dependent, Found target) {
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
      if (kind == DependSpec.Kind.FRAME_BY_FRAME) {
        FrameLinks.byFrame(from.chunks(), to.chunks(), sink);
      } else {
        FrameLinks.previous(from.chunks().size(), to.chunks().size(), sink);
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }

  private long insert(DependSpec spec, Found dependent, Found target, boolean active) {
    return h.createUpdate(
            """
            INSERT INTO depend (kind, any_frame, active, dependent_job, dependent_layer,
              dependent_frame, target_job, target_layer, target_frame)
            VALUES (:kind, :any, :active, :job, :layer, :frame, :onJob, :onLayer, :onFrame)
            """)
        .bind("kind", spec.kind().name())
        .bind("any", spec.anyFrame())
        .bind("active", active)
        .bind("job", dependent.job().id())
        .bind("layer", id(dependent.layer()))
        .bind("frame", dependent.frame())
        .bind("onJob", target.job().id())
        .bind("onLayer", id(target.layer()))
        .bind("onFrame", target.frame())
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  private static @Nullable Long id(@Nullable LayerRow layer) {
    return layer == null ? null : layer.id();
  }

  private boolean isDone(DependSpec spec, Found target) {
    LayerRow layer = target.layer();
    if (target.job().finished() || layer == null) {
      return target.job().finished();
    }
    if (target.frame() != null) {
      return isAnyDone("id", target.frame());
    }
    return layer.done() || (spec.anyFrame() && isAnyDone("layer", layer.id()));
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

  private Found find(DependSpec.Node node) {
    JobRow job = findJob(node.job()).orElseThrow(() -> unknown("job", node.job()));
    if (node.layer().isEmpty() && node.frame().isEmpty()) {
      return new Found(job, null, null);
    }
    // A frame's full name names its layer, too.
    String name = node.layer().isEmpty() ? node.frame().replaceFirst("^-?\\d+-", "") : node.layer();
    LayerRow layer = findLayer(job, name).orElseThrow(() -> unknown("layer", name));
    if (node.frame().isEmpty()) {
      return new Found(job, layer, null);
    }
    List<FrameChunk> chunks = layer.chunks();
    for (int i = 0; i < chunks.size(); i++) {
      int number = chunks.get(i).first();
      if (node.frame().equals(Integer.toString(number))
          || node.frame().equals(FrameNames.of(number, layer.name()))) {
        return new Found(job, layer, layer.firstFrame() + i);
      }
    }
    throw unknown("frame", node.frame());
  }

  private Optional<JobRow> findJob(String name) {
    boolean submitted = submission.jobs().stream().map(JobSpec::name).anyMatch(name::equals);
    String full =
        submitted
            ? JobNames.full(submission.show(), submission.shot(), submission.user(), name)
            : name;
    return h.createQuery(
            "SELECT id, stopped_at IS NOT NULL AS finished FROM job WHERE name = :name"
                + " ORDER BY stopped_at IS NOT NULL, id DESC LIMIT 1")
        .bind("name", full)
        .map((row, context) -> new JobRow(row.getLong("id"), row.getBoolean("finished")))
        .findOne();
  }

  private Optional<LayerRow> findLayer(JobRow job, String name) {
    return h.createQuery(
            "SELECT *, waiting + depend + running + dead + checkpoint = 0 AS done FROM layer"
                + " WHERE job = :job AND name = :name")
        .bind("job", job.id())
        .bind("name", name)
        .map((row, context) ->
            new LayerRow(
                row.getLong("id"),
                row.getString("name"),
                FrameRange.parse(row.getString("range"), Integer.MAX_VALUE),
                row.getInt("chunk"),
                row.getLong("first_frame"),
                row.getBoolean("done")))
        .findOne();
  }

  private static FarmException unknown(String kind, String name) {
    return new FarmException(FarmFailure.NotFound.of(kind, name));
  }
}
