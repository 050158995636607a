package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Cores;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.JobControl;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.spec.SubmissionRules;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobKillRequest;
import io.farmgate.opencue.wire.job.JobKillResponse;
import io.farmgate.opencue.wire.job.JobPauseRequest;
import io.farmgate.opencue.wire.job.JobPauseResponse;
import io.farmgate.opencue.wire.job.JobResumeRequest;
import io.farmgate.opencue.wire.job.JobResumeResponse;
import io.farmgate.opencue.wire.job.JobSetAutoEatRequest;
import io.farmgate.opencue.wire.job.JobSetAutoEatResponse;
import io.farmgate.opencue.wire.job.JobSetMaxCoresRequest;
import io.farmgate.opencue.wire.job.JobSetMaxCoresResponse;
import io.farmgate.opencue.wire.job.JobSetMaxRetriesRequest;
import io.farmgate.opencue.wire.job.JobSetMaxRetriesResponse;
import io.farmgate.opencue.wire.job.JobSetMinCoresRequest;
import io.farmgate.opencue.wire.job.JobSetMinCoresResponse;
import io.farmgate.opencue.wire.job.JobSetPriorityRequest;
import io.farmgate.opencue.wire.job.JobSetPriorityResponse;
import java.util.Optional;

/** Changes jobs. */
final class JobControlPort implements JobControl {
  private static final String SERVICE = "job.JobInterface/";

  private final FarmCalls calls;
  private final JobPort jobs;

  JobControlPort(FarmCalls calls, JobPort jobs) {
    this.calls = calls;
    this.jobs = jobs;
  }

  static Job job(JobId id) {
    return Job.newBuilder().setId(id.value()).build();
  }

  @Override
  public void pause(JobId job) {
    calls.call(
        SERVICE + "Pause",
        JobPauseRequest.newBuilder().setJob(job(job)).build(),
        JobPauseResponse.parser());
  }

  @Override
  public void resume(JobId job) {
    calls.call(
        SERVICE + "Resume",
        JobResumeRequest.newBuilder().setJob(job(job)).build(),
        JobResumeResponse.parser());
  }

  @Override
  public void kill(JobId job, KillReason reason) {
    KillReason complete = Units.complete(reason);
    calls.call(
        SERVICE + "Kill",
        JobKillRequest.newBuilder()
            .setJob(job(job))
            .setUsername(complete.user())
            .setHostKill(complete.host())
            .setPid(Long.toString(complete.pid()))
            .setReason(complete.text())
            .build(),
        JobKillResponse.parser());
  }

  @Override
  public void setPriority(JobId job, int priority) {
    require(priority >= 0, "priority: " + priority + " (expected: 0 or more)");
    calls.call(
        SERVICE + "SetPriority",
        JobSetPriorityRequest.newBuilder().setJob(job(job)).setVal(priority).build(),
        JobSetPriorityResponse.parser());
  }

  @Override
  public void setMaxRetries(JobId job, int maxRetries) {
    require(
        maxRetries >= 0 && maxRetries <= SubmissionRules.MAX_RETRIES,
        "max retries: " + maxRetries + " (expected: 0 to " + SubmissionRules.MAX_RETRIES + ")");
    calls.call(
        SERVICE + "SetMaxRetries",
        JobSetMaxRetriesRequest.newBuilder().setJob(job(job)).setMaxRetries(maxRetries).build(),
        JobSetMaxRetriesResponse.parser());
  }

  @Override
  public void setAutoEat(JobId job, boolean autoEat) {
    calls.call(
        SERVICE + "SetAutoEat",
        JobSetAutoEatRequest.newBuilder().setJob(job(job)).setValue(autoEat).build(),
        JobSetAutoEatResponse.parser());
  }

  @Override
  public void setCores(JobId job, Cores min, Cores max) {
    CoreBounds.check("min cores", min, Optional.of(max));
    Cores most =
        jobs.byId(job)
            .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("job", job.value())))
            .maxCores();
    CoreBounds.set(
        min, Optional.of(most), () -> setMinCores(job, min), () -> setMaxCores(job, max));
  }

  private void setMinCores(JobId job, Cores min) {
    calls.call(
        SERVICE + "SetMinCores",
        JobSetMinCoresRequest.newBuilder().setJob(job(job)).setVal(min.asFloat()).build(),
        JobSetMinCoresResponse.parser());
  }

  private void setMaxCores(JobId job, Cores max) {
    calls.call(
        SERVICE + "SetMaxCores",
        JobSetMaxCoresRequest.newBuilder().setJob(job(job)).setVal(max.asFloat()).build(),
        JobSetMaxCoresResponse.parser());
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new FarmException(new FarmFailure.Invalid(problem));
    }
  }
}
