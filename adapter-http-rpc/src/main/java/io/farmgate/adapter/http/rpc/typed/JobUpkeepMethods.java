package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.JobUpkeep;
import io.farmgate.opencue.wire.job.Job;
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
import java.util.function.BiConsumer;

/** {@code job.JobInterface}: what else people do to jobs now and then. */
final class JobUpkeepMethods {
  private static final String SERVICE = "job.JobInterface/";

  private final ControlWork control;

  JobUpkeepMethods(ControlFarm control) {
    this.control = control.work();
  }

  void addTo(MethodTable table) {
    table.add(
        SERVICE + "SetMinGpus",
        JobSetMinGpusRequest.getDefaultInstance(),
        JobSetMinGpusResponse.class,
        (call, request) -> {
          int min = request.getVal();
          change(call, "change a job", request.getJob(), (jobs, id) -> jobs.setMinGpus(id, min));
          return JobSetMinGpusResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMaxGpus",
        JobSetMaxGpusRequest.getDefaultInstance(),
        JobSetMaxGpusResponse.class,
        (call, request) -> {
          int max = request.getVal();
          change(call, "change a job", request.getJob(), (jobs, id) -> jobs.setMaxGpus(id, max));
          return JobSetMaxGpusResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "AddSubscriber",
        JobAddSubscriberRequest.getDefaultInstance(),
        JobAddSubscriberResponse.class,
        (call, request) -> {
          String address = request.getSubscriber();
          change(
              call,
              "subscribe to a job",
              request.getJob(),
              (jobs, id) -> jobs.addSubscriber(id, address));
          return JobAddSubscriberResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "RunFilters",
        JobRunFiltersRequest.getDefaultInstance(),
        JobRunFiltersResponse.class,
        (call, request) -> {
          change(call, "run filters on a job", request.getJob(), JobUpkeep::runFilters);
          return JobRunFiltersResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "ShutdownIfCompleted",
        JobShutdownIfCompletedRequest.getDefaultInstance(),
        JobShutdownIfCompletedResponse.class,
        (call, request) -> {
          change(call, "end a job that is done", request.getJob(), JobUpkeep::finishIfDone);
          return JobShutdownIfCompletedResponse.getDefaultInstance();
        });
  }

  private void change(Invocation call, String what, Job job, BiConsumer<JobUpkeep, JobId> change) {
    JobId id = JobMethods.id(job);
    control.change(call.caller(), call.farm(), what, ports -> change.accept(ports.jobs(), id));
  }
}
