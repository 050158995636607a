package io.farmgate.adapter.embedded;

import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.JobUpkeep;
import io.farmgate.domain.spec.UpkeepRules;
import java.time.Clock;
import java.util.function.ToIntBiFunction;
import org.jdbi.v3.core.Handle;

/** What else people do to jobs, in the database. */
final class UpkeepStore implements JobUpkeep {
  private final FarmDatabase database;
  private final WakeUp wakeUp;
  private final Clock clock;

  UpkeepStore(FarmDatabase database, WakeUp wakeUp, Clock clock) {
    this.database = database;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  private record Row(long id, long show, int minGpus, int maxGpus) {}

  @Override
  public void setMinGpus(JobId job, int min) {
    change(
        job,
        (h, row) -> {
          UpkeepRules.checkGpus(min, row.maxGpus());
          return h.execute("UPDATE job SET min_gpus = ? WHERE id = ?", min, row.id());
        });
  }

  @Override
  public void setMaxGpus(JobId job, int max) {
    change(
        job,
        (h, row) -> {
          UpkeepRules.checkGpus(row.minGpus(), max);
          return h.execute("UPDATE job SET max_gpus = nullif(?, 0) WHERE id = ?", max, row.id());
        });
  }

  @Override
  public void addSubscriber(JobId job, String address) {
    UpkeepRules.checkAddress(address);
    change(
        job,
        (h, row) ->
            h.execute(
                "INSERT OR IGNORE INTO job_subscriber (job, address) VALUES (?, ?)",
                row.id(),
                address));
  }

  @Override
  public void runFilters(JobId job) {
    change(
        job,
        (h, row) -> {
          FilterRun.all(h, row.show(), row.id());
          return 1;
        });
  }

  /** A job ends with its last frame, in one transaction; this is for one of which that failed. */
  @Override
  public void finishIfDone(JobId job) {
    change(
        job,
        (h, row) -> {
          h.execute("DELETE FROM picked");
          Depends.framesDone(h, row.id(), clock.millis());
          return 1;
        });
  }

  private void change(JobId job, ToIntBiFunction<Handle, Row> change) {
    database.write(h -> {
      Row row =
          h.createQuery(
                  "SELECT id, show, min_gpus, coalesce(max_gpus, 0) AS max_gpus FROM job"
                      + " WHERE key = :key")
              .bind("key", job.value())
              .map((found, context) ->
                  new Row(
                      found.getLong("id"),
                      found.getLong("show"),
                      found.getInt("min_gpus"),
                      found.getInt("max_gpus")))
              .findOne()
              .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("job", job.value())));
      return change.applyAsInt(h, row);
    });
    wakeUp.call();
  }
}
