package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.DependWriter.Found;
import io.farmgate.adapter.embedded.DependWriter.JobRow;
import io.farmgate.adapter.embedded.DependWriter.LayerRow;
import io.farmgate.domain.FrameNames;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Submission;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Finds what the dependencies of a submission name, after its jobs are in the database, and has a
 * {@link DependWriter} write them. The submission is known to obey {@link
 * io.farmgate.domain.spec.SubmissionRules}; only targets outside of it may turn out not to exist.
 */
final class DependLauncher {
  private final Handle h;
  private final Submission submission;
  private final DependWriter writer;

  DependLauncher(Handle h, Submission submission) {
    this.h = h;
    this.submission = submission;
    this.writer = new DependWriter(h);
  }

  void launch() {
    for (DependSpec spec : submission.depends()) {
      Found dependent = find(spec.dependent());
      Found target = find(spec.target());
      writer.write(spec.kind(), spec.anyFrame(), dependent, target);
    }
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
            "SELECT " + LayerRow.COLUMNS + " FROM layer l WHERE l.job = :job AND l.name = :name")
        .bind("job", job.id())
        .bind("name", name)
        .map((row, context) -> LayerRow.of(row))
        .findOne();
  }

  private static FarmException unknown(String kind, String name) {
    return new FarmException(FarmFailure.NotFound.of(kind, name));
  }
}
