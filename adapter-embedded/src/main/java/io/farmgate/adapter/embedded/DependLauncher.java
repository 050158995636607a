package io.farmgate.adapter.embedded;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Submission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Puts a submission's dependencies into the database and holds back what they hold, after its jobs
 * are there. What is done already holds nothing back.
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
    /** Returns the frame (its place, from 0) that runs each number. */
    Map<Integer, Integer> places() {
      Map<Integer, Integer> places = new HashMap<>();
      List<FrameChunk> chunks = range.chunks(chunk);
      for (int i = 0; i < chunks.size(); i++) {
        int place = i;
        chunks.get(i).frames().forEach(number -> places.put(number, place));
      }
      return places;
    }
  }

  /** One end of a dependency, found. */
  private record Found(JobRow job, @Nullable LayerRow layer, @Nullable Long frame) {}

  void launch() {
    for (DependSpec spec : submission.depends()) {
      Found dependent = find(spec.dependent());
      Found target = find(spec.target());
      switch (spec.kind()) {
        case FRAME_BY_FRAME -> frameByFrame(spec, dependent, target, 0);
        case PREVIOUS_FRAME -> frameByFrame(spec, dependent, target, 1);
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

  /** Ties frames of two layers together: each to the one {@code back} places before its own. */
  private void frameByFrame(DependSpec spec, Found dependent, Found target, int back) {
    LayerRow waiting = layer(spec.dependent(), dependent);
    LayerRow awaited = layer(spec.target(), target);
    boolean active = !target.job().finished();
    long depend = insert(spec, dependent, target, active);
    if (!active) {
      return;
    }
    int[] numbers = waiting.range().frames().distinct().toArray();
    int[] targets = awaited.range().frames().distinct().toArray();
    Map<Integer, Integer> waitingPlaces = waiting.places();
    Map<Integer, Integer> awaitedPlaces = awaited.places();
    try (PreparedBatch batch =
        h.prepareBatch(
            "INSERT OR IGNORE INTO frame_depend (target, dependent, depend)"
                + " SELECT id, ?, ? FROM frame WHERE id = ?"
                + " AND state NOT IN ('SUCCEEDED', 'EATEN')")) {
      for (int i = back; i < numbers.length; i++) {
        // By number; for the previous frame, by place, as OpenCue does.
        Integer number = back == 0 ? Integer.valueOf(numbers[i]) : at(targets, i - back);
        Integer place = number == null ? null : awaitedPlaces.get(number);
        Integer own = waitingPlaces.get(numbers[i]);
        if (place != null && own != null) {
          long from = waiting.firstFrame() + own;
          long to = awaited.firstFrame() + place;
          if (from != to) {
            batch.add(from, depend, to);
          }
        }
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    }
    Depends.holdFrameByFrame(h, depend);
  }

  private static @Nullable Integer at(int[] numbers, int index) {
    return index < numbers.length ? numbers[index] : null;
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
    if (target.job().finished()) {
      return true;
    }
    if (target.frame() != null) {
      return exists("id = :id AND state IN ('SUCCEEDED', 'EATEN')", target.frame());
    }
    LayerRow layer = target.layer();
    if (layer == null) {
      return false;
    }
    return layer.done()
        || (spec.anyFrame()
            && exists("layer = :id AND state IN ('SUCCEEDED', 'EATEN')", layer.id()));
  }

  private boolean exists(String condition, long id) {
    return h.createQuery("SELECT EXISTS (SELECT 1 FROM frame WHERE " + condition + ")")
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  private Found find(DependSpec.Node node) {
    JobRow job =
        findJob(node.job())
            .orElseThrow(() -> unknown("job '" + node.job() + "' in this submission or here"));
    if (node.layer().isEmpty()) {
      return new Found(job, null, null);
    }
    LayerRow layer =
        findLayer(job, node.layer())
            .orElseThrow(() -> unknown("layer '" + node.layer() + "' in job " + node.job()));
    if (node.frame().isEmpty()) {
      return new Found(job, layer, null);
    }
    return new Found(job, layer, frame(layer, node));
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

  /** Finds a frame by its name, or by any number that it runs. */
  private static long frame(LayerRow layer, DependSpec.Node node) {
    String suffix = "-" + layer.name();
    String text = node.frame();
    String digits =
        text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    OptionalInt number = number(digits);
    @Nullable Integer place = number.isPresent() ? layer.places().get(number.getAsInt()) : null;
    if (place == null) {
      throw unknown("frame '" + text + "' in layer " + layer.name());
    }
    return layer.firstFrame() + place;
  }

  private static OptionalInt number(String digits) {
    try {
      return OptionalInt.of(Integer.parseInt(digits));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static LayerRow layer(DependSpec.Node node, Found found) {
    if (found.layer() == null) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "depend: job '" + node.job() + "' (expected: a layer of it, for frame by frame)"));
    }
    return found.layer();
  }

  private static FarmException unknown(String what) {
    return new FarmException(new FarmFailure.Invalid("depend: there is no " + what));
  }
}
