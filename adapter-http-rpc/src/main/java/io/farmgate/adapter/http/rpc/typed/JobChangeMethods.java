package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobControl;
import io.farmgate.opencue.wire.job.JobEatFramesRequest;
import io.farmgate.opencue.wire.job.JobEatFramesResponse;
import io.farmgate.opencue.wire.job.JobKillFramesRequest;
import io.farmgate.opencue.wire.job.JobKillFramesResponse;
import io.farmgate.opencue.wire.job.JobKillRequest;
import io.farmgate.opencue.wire.job.JobKillResponse;
import io.farmgate.opencue.wire.job.JobPauseRequest;
import io.farmgate.opencue.wire.job.JobPauseResponse;
import io.farmgate.opencue.wire.job.JobResumeRequest;
import io.farmgate.opencue.wire.job.JobResumeResponse;
import io.farmgate.opencue.wire.job.JobRetryFramesRequest;
import io.farmgate.opencue.wire.job.JobRetryFramesResponse;
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
import java.util.function.BiConsumer;

/** {@code job.JobInterface}: what changes jobs and their frames. */
final class JobChangeMethods {
  private static final String SERVICE = "job.JobInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;

  JobChangeMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  void addTo(MethodTable table) {
    addSwitches(table);
    addValues(table);
    addFrameChanges(table);
  }

  private void addSwitches(MethodTable table) {
    table.add(
        SERVICE + "Pause",
        JobPauseRequest.getDefaultInstance(),
        JobPauseResponse.class,
        (call, request) -> {
          change(call, "pause a job", request.getJob(), JobControl::pause);
          return JobPauseResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Resume",
        JobResumeRequest.getDefaultInstance(),
        JobResumeResponse.class,
        (call, request) -> {
          change(call, "resume a job", request.getJob(), JobControl::resume);
          return JobResumeResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetAutoEat",
        JobSetAutoEatRequest.getDefaultInstance(),
        JobSetAutoEatResponse.class,
        (call, request) -> {
          change(
              call,
              "change a job",
              request.getJob(),
              (jobs, id) -> jobs.setAutoEat(id, request.getValue()));
          return JobSetAutoEatResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Kill",
        JobKillRequest.getDefaultInstance(),
        JobKillResponse.class,
        (call, request) -> {
          control.killJob(
              call.caller(),
              call.farm(),
              JobMethods.id(request.getJob()),
              Wire.reason(
                  call,
                  request.getUsername(),
                  request.getHostKill(),
                  request.getPid(),
                  request.getReason()));
          return JobKillResponse.getDefaultInstance();
        });
  }

  private void addValues(MethodTable table) {
    table.add(
        SERVICE + "SetPriority",
        JobSetPriorityRequest.getDefaultInstance(),
        JobSetPriorityResponse.class,
        (call, request) -> {
          change(
              call,
              "change a job",
              request.getJob(),
              (jobs, id) -> jobs.setPriority(id, request.getVal()));
          return JobSetPriorityResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMaxRetries",
        JobSetMaxRetriesRequest.getDefaultInstance(),
        JobSetMaxRetriesResponse.class,
        (call, request) -> {
          change(
              call,
              "change a job",
              request.getJob(),
              (jobs, id) -> jobs.setMaxRetries(id, request.getMaxRetries()));
          return JobSetMaxRetriesResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMinCores",
        JobSetMinCoresRequest.getDefaultInstance(),
        JobSetMinCoresResponse.class,
        (call, request) -> {
          Job job = browse.job(call.caller(), call.farm(), JobMethods.id(request.getJob()));
          Cores min = Wire.cores("val", request.getVal());
          control.job(
              call.caller(),
              call.farm(),
              "change a job",
              jobs -> jobs.setCores(job.id(), min, job.maxCores()));
          return JobSetMinCoresResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMaxCores",
        JobSetMaxCoresRequest.getDefaultInstance(),
        JobSetMaxCoresResponse.class,
        (call, request) -> {
          Job job = browse.job(call.caller(), call.farm(), JobMethods.id(request.getJob()));
          Cores max = Wire.cores("val", request.getVal());
          control.job(
              call.caller(),
              call.farm(),
              "change a job",
              jobs -> jobs.setCores(job.id(), job.minCores(), max));
          return JobSetMaxCoresResponse.getDefaultInstance();
        });
  }

  private void addFrameChanges(MethodTable table) {
    table.add(
        SERVICE + "RetryFrames",
        JobRetryFramesRequest.getDefaultInstance(),
        JobRetryFramesResponse.class,
        (call, request) -> {
          FrameQuery query =
              FrameQueries.of(call, JobMethods.id(request.getJob()), request.getReq());
          control.retryFrames(call.caller(), call.farm(), query, Wire.reason(call, "retried"));
          return JobRetryFramesResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "EatFrames",
        JobEatFramesRequest.getDefaultInstance(),
        JobEatFramesResponse.class,
        (call, request) -> {
          FrameQuery query =
              FrameQueries.of(call, JobMethods.id(request.getJob()), request.getReq());
          control.eatFrames(call.caller(), call.farm(), query, Wire.reason(call, "eaten"));
          return JobEatFramesResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "KillFrames",
        JobKillFramesRequest.getDefaultInstance(),
        JobKillFramesResponse.class,
        (call, request) -> {
          FrameQuery query =
              FrameQueries.of(call, JobMethods.id(request.getJob()), request.getReq());
          control.killFrames(
              call.caller(),
              call.farm(),
              query,
              Wire.reason(
                  call,
                  request.getUsername(),
                  request.getHostKill(),
                  request.getPid(),
                  request.getReason()));
          return JobKillFramesResponse.getDefaultInstance();
        });
  }

  private void change(
      Invocation call,
      String what,
      io.farmgate.opencue.wire.job.Job job,
      BiConsumer<JobControl, JobId> change) {
    JobId id = JobMethods.id(job);
    control.job(call.caller(), call.farm(), what, jobs -> change.accept(jobs, id));
  }
}
