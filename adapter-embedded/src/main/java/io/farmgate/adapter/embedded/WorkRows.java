package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.DependWriter.Found;
import io.farmgate.adapter.embedded.DependWriter.JobRow;
import io.farmgate.adapter.embedded.DependWriter.LayerRow;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds the rows of pieces of work by what clients know of them. */
final class WorkRows {
  private static final String JOB =
      "j.id AS job_id, j.key AS job_key, j.stopped_at IS NOT NULL AS finished";

  private WorkRows() {}

  /** Returns the rows of what {@code ref} names; nothing where it is not there. */
  static Optional<Found> find(Handle h, WorkRef ref) {
    return switch (ref) {
      case WorkRef.OfJob job ->
          h.createQuery("SELECT " + JOB + " FROM job j WHERE j.key = :key")
              .bind("key", job.id().value())
              .map((row, context) ->
                  new Found(
                      new JobRow(row.getLong("job_id"), row.getBoolean("finished")), null, null))
              .findOne();
      case WorkRef.OfLayer layer ->
          h.createQuery(
                  "SELECT "
                      + JOB
                      + ", "
                      + LayerRow.COLUMNS
                      + " FROM layer l JOIN job j ON j.id = l.job WHERE l.key = :key")
              .bind("key", layer.id().value())
              .map((row, context) ->
                  new Found(
                      new JobRow(row.getLong("job_id"), row.getBoolean("finished")),
                      LayerRow.of(row),
                      null))
              .findOne();
      case WorkRef.OfFrame frame -> frame(h, frame.id());
    };
  }

  /** Returns the rows of what is there. */
  static Found known(Handle h, WorkRef ref) {
    return find(h, ref).orElseThrow(() -> new FarmException(missing(ref)));
  }

  /** Returns the row of a frame that is there. */
  static long frameRow(Handle h, FrameId id) {
    @Nullable Long row = known(h, WorkRef.of(id)).frame();
    if (row == null) {
      throw new IllegalStateException("a frame without a row");
    }
    return row;
  }

  private static Optional<Found> frame(Handle h, FrameId id) {
    OptionalLong row = FrameKeys.row(id);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    record Candidate(String jobKey, Found found) {}
    return h.createQuery(
            "SELECT "
                + JOB
                + ", "
                + LayerRow.COLUMNS
                + " FROM frame f JOIN layer l ON l.id = f.layer JOIN job j ON j.id = l.job"
                + " WHERE f.id = :row")
        .bind("row", row.getAsLong())
        .map((found, context) ->
            new Candidate(
                found.getString("job_key"),
                new Found(
                    new JobRow(found.getLong("job_id"), found.getBoolean("finished")),
                    LayerRow.of(found),
                    row.getAsLong())))
        .findOne()
        .filter(candidate -> FrameKeys.id(candidate.jobKey(), row.getAsLong()).equals(id))
        .map(Candidate::found);
  }

  private static FarmFailure missing(WorkRef ref) {
    return switch (ref) {
      case WorkRef.OfJob job -> FarmFailure.NotFound.of("job", job.id().value());
      case WorkRef.OfLayer layer -> FarmFailure.NotFound.of("layer", layer.id().value());
      case WorkRef.OfFrame frame -> FarmFailure.NotFound.of("frame", frame.id().value());
    };
  }
}
