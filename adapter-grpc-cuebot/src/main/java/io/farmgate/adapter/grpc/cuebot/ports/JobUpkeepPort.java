package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.JobUpkeep;
import io.farmgate.domain.spec.UpkeepRules;
import io.farmgate.opencue.wire.job.JobAddSubscriberRequest;
import io.farmgate.opencue.wire.job.JobAddSubscriberResponse;
import io.farmgate.opencue.wire.job.JobRunFiltersRequest;
import io.farmgate.opencue.wire.job.JobRunFiltersResponse;
import io.farmgate.opencue.wire.job.JobSetMaxGpusRequest;
import io.farmgate.opencue.wire.job.JobSetMaxGpusResponse;
import io.farmgate.opencue.wire.job.JobSetMinGpusRequest;
import io.farmgate.opencue.wire.job.JobSetMinGpusResponse;
import io.farmgate.opencue.wire.job.JobShutdownIfCompletedRequest;
import io.farmgate.opencue.wire.job.JobShutdownIfCompletedResponse;

/**
 * What else is done to jobs. A Cuebot takes any bounds, so that the other one is looked at first.
 */
final class JobUpkeepPort implements JobUpkeep {
  private static final String SERVICE = "job.JobInterface/";

  /**
   * What a Cuebot gives a show from the start, as good as no bound. With 0 it would book nothing of
   * the job any more, not even layers that need no GPU.
   */
  private static final int NO_BOUND = 100_000;

  private final FarmCalls calls;
  private final JobPort jobs;

  JobUpkeepPort(FarmCalls calls, JobPort jobs) {
    this.calls = calls;
    this.jobs = jobs;
  }

  /** Returns a maximum as the domain has it. */
  static int maxGpus(int wire) {
    return wire < 0 || wire >= NO_BOUND ? 0 : wire;
  }

  @Override
  public void setMinGpus(JobId id, int min) {
    UpkeepRules.checkGpus(min, known(id).maxGpus());
    calls.call(
        SERVICE + "SetMinGpus",
        JobSetMinGpusRequest.newBuilder().setJob(JobControlPort.job(id)).setVal(min).build(),
        JobSetMinGpusResponse.parser());
  }

  @Override
  public void setMaxGpus(JobId id, int max) {
    UpkeepRules.checkGpus(known(id).minGpus(), max);
    calls.call(
        SERVICE + "SetMaxGpus",
        JobSetMaxGpusRequest.newBuilder()
            .setJob(JobControlPort.job(id))
            .setVal(max == 0 ? NO_BOUND : max)
            .build(),
        JobSetMaxGpusResponse.parser());
  }

  private Job known(JobId id) {
    return jobs.byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("job", id.value())));
  }

  @Override
  public void addSubscriber(JobId id, String address) {
    UpkeepRules.checkAddress(address);
    calls.call(
        SERVICE + "AddSubscriber",
        JobAddSubscriberRequest.newBuilder()
            .setJob(JobControlPort.job(id))
            .setSubscriber(address)
            .build(),
        JobAddSubscriberResponse.parser());
  }

  @Override
  public void runFilters(JobId id) {
    calls.call(
        SERVICE + "RunFilters",
        JobRunFiltersRequest.newBuilder().setJob(JobControlPort.job(id)).build(),
        JobRunFiltersResponse.parser());
  }

  @Override
  public void finishIfDone(JobId id) {
    calls.call(
        SERVICE + "ShutdownIfCompleted",
        JobShutdownIfCompletedRequest.newBuilder().setJob(JobControlPort.job(id)).build(),
        JobShutdownIfCompletedResponse.parser());
  }
}
