package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.JobControl;
import io.farmgate.domain.port.KillReason;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/** Changes jobs on behalf of people. */
final class JobChanges implements JobControl {
  private static final int MAX_RETRIES = 16;

  private final FarmDatabase database;
  private final FrameRunner runner;
  private final WakeUp wakeUp;
  private final Clock clock;

  JobChanges(FarmDatabase database, FrameRunner runner, WakeUp wakeUp, Clock clock) {
    this.database = database;
    this.runner = runner;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  @Override
  public void pause(JobId job) {
    set(job, "paused", 1);
  }

  @Override
  public void resume(JobId job) {
    set(job, "paused", 0);
  }

  @Override
  public void kill(JobId job, KillReason reason) {
    List<String> toEnd = database.write(h -> kill(h, job, reason));
    runner.end(toEnd);
    wakeUp.call();
  }

  @Override
  public void setPriority(JobId job, int priority) {
    if (priority < 0) {
      throw new FarmException(
          new FarmFailure.Invalid("priority: " + priority + " (expected: 0 or more)"));
    }
    set(job, "priority", priority);
  }

  @Override
  public void setMaxRetries(JobId job, int maxRetries) {
    if (maxRetries < 0 || maxRetries > MAX_RETRIES) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "max retries: " + maxRetries + " (expected: 0 to " + MAX_RETRIES + ")"));
    }
    set(job, "max_retries", maxRetries);
  }

  @Override
  public void setAutoEat(JobId job, boolean autoEat) {
    set(job, "auto_eat", autoEat ? 1 : 0);
  }

  @Override
  public void setCores(JobId job, Cores min, Cores max) {
    JobStore.checkCores(min, max);
    update(
        job,
        h ->
            h.createUpdate("UPDATE job SET min_cores = :min, max_cores = :max WHERE key = :key")
                .bind("min", min.hundredths())
                .bind("max", max.hundredths())
                .bind("key", job.value())
                .execute());
  }

  private void set(JobId job, String column, int value) {
    update(
        job,
        h ->
            h.createUpdate("UPDATE job SET " + column + " = :value WHERE key = :key")
                .bind("value", value)
                .bind("key", job.value())
                .execute());
  }

  private void update(JobId job, ToIntFunction<Handle> change) {
    database.write(h -> {
      int changed = change.applyAsInt(h);
      if (changed == 0) {
        throw new FarmException(FarmFailure.NotFound.of("job", job.value()));
      }
      return changed;
    });
    wakeUp.call();
  }

  private record Row(long id, boolean finished) {}

  private List<String> kill(Handle h, JobId job, KillReason reason) {
    Optional<Row> found =
        h.createQuery("SELECT id, stopped_at IS NOT NULL AS finished FROM job WHERE key = :key")
            .bind("key", job.value())
            .map((row, context) -> new Row(row.getLong("id"), row.getBoolean("finished")))
            .findOne();
    if (found.isEmpty()) {
      throw new FarmException(FarmFailure.NotFound.of("job", job.value()));
    }
    if (found.get().finished()) {
      return List.of();
    }
    long id = found.get().id();
    long now = clock.millis();
    h.createUpdate("UPDATE job SET killed = 1, stopped_at = :now WHERE id = :id")
        .bind("now", now)
        .bind("id", id)
        .execute();
    Depends.jobOver(h, id);
    h.createUpdate("UPDATE proc SET fate = 'REQUEUE' WHERE job = :id AND fate IS NULL")
        .bind("id", id)
        .execute();
    List<String> toEnd =
        h.createQuery("SELECT key FROM proc WHERE job = :id")
            .bind("id", id)
            .mapTo(String.class)
            .list();
    Interventions.keep(h, now, "kill job", id, toEnd.size(), reason);
    return toEnd;
  }
}
