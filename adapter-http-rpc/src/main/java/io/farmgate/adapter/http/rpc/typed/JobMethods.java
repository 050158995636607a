package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.adapter.http.rpc.spec.JobSpecXml;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.RunStats;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.opencue.wire.job.JobFindJobRequest;
import io.farmgate.opencue.wire.job.JobFindJobResponse;
import io.farmgate.opencue.wire.job.JobGetCurrentRequest;
import io.farmgate.opencue.wire.job.JobGetCurrentResponse;
import io.farmgate.opencue.wire.job.JobGetFramesRequest;
import io.farmgate.opencue.wire.job.JobGetFramesResponse;
import io.farmgate.opencue.wire.job.JobGetJobNamesRequest;
import io.farmgate.opencue.wire.job.JobGetJobNamesResponse;
import io.farmgate.opencue.wire.job.JobGetJobRequest;
import io.farmgate.opencue.wire.job.JobGetJobResponse;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import io.farmgate.opencue.wire.job.JobGetLayersRequest;
import io.farmgate.opencue.wire.job.JobGetLayersResponse;
import io.farmgate.opencue.wire.job.JobGetUpdatedFramesRequest;
import io.farmgate.opencue.wire.job.JobGetUpdatedFramesResponse;
import io.farmgate.opencue.wire.job.JobIsJobPendingRequest;
import io.farmgate.opencue.wire.job.JobIsJobPendingResponse;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitRequest;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitResponse;
import io.farmgate.opencue.wire.job.JobLaunchSpecRequest;
import io.farmgate.opencue.wire.job.JobLaunchSpecResponse;
import io.farmgate.opencue.wire.job.JobSeq;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.job.JobStats;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code job.JobInterface}: what reads jobs, and what launches them. */
final class JobMethods {
  private static final String SERVICE = "job.JobInterface/";

  private final BrowseFarm browse;
  private final SubmitWork submit;
  private final Clock clock;

  JobMethods(BrowseFarm browse, SubmitWork submit, Clock clock) {
    this.browse = browse;
    this.submit = submit;
    this.clock = clock;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addListsOfAJob(table);
    addLaunches(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "GetJobs",
        JobGetJobsRequest.getDefaultInstance(),
        JobGetJobsResponse.class,
        (call, request) ->
            JobGetJobsResponse.newBuilder()
                .setJobs(
                    wire(browse.jobs(call.caller(), call.farm(), JobQueries.of(request.getR()))))
                .build());
    table.add(
        SERVICE + "GetJobNames",
        JobGetJobNamesRequest.getDefaultInstance(),
        JobGetJobNamesResponse.class,
        (call, request) ->
            JobGetJobNamesResponse.newBuilder()
                .addAllNames(
                    browse.jobs(call.caller(), call.farm(), JobQueries.of(request.getR())).stream()
                        .map(Job::name)
                        .toList())
                .build());
    table.add(
        SERVICE + "GetJob",
        JobGetJobRequest.getDefaultInstance(),
        JobGetJobResponse.class,
        (call, request) ->
            JobGetJobResponse.newBuilder()
                .setJob(
                    wire(
                        browse.job(
                            call.caller(),
                            call.farm(),
                            Wire.id("id", request.getId(), JobId::new))))
                .build());
    table.add(
        SERVICE + "FindJob",
        JobFindJobRequest.getDefaultInstance(),
        JobFindJobResponse.class,
        (call, request) ->
            JobFindJobResponse.newBuilder().setJob(wire(named(call, request.getName()))).build());
    table.add(
        SERVICE + "IsJobPending",
        JobIsJobPendingRequest.getDefaultInstance(),
        JobIsJobPendingResponse.class,
        (call, request) ->
            JobIsJobPendingResponse.newBuilder()
                .setValue(isPending(call, request.getName()))
                .build());
    table.add(
        SERVICE + "GetCurrent",
        JobGetCurrentRequest.getDefaultInstance(),
        JobGetCurrentResponse.class,
        (call, request) ->
            JobGetCurrentResponse.newBuilder()
                .setJob(wire(browse.job(call.caller(), call.farm(), id(request.getJob()))))
                .build());
  }

  private void addListsOfAJob(MethodTable table) {
    table.add(
        SERVICE + "GetFrames",
        JobGetFramesRequest.getDefaultInstance(),
        JobGetFramesResponse.class,
        (call, request) -> {
          FrameQuery query = FrameQueries.of(call, id(request.getJob()), request.getReq());
          return JobGetFramesResponse.newBuilder()
              .setFrames(FrameMethods.wire(browse.frames(call.caller(), call.farm(), query)))
              .build();
        });
    table.add(
        SERVICE + "GetUpdatedFrames",
        JobGetUpdatedFramesRequest.getDefaultInstance(),
        JobGetUpdatedFramesResponse.class,
        this::updatedFrames);
    table.add(
        SERVICE + "GetLayers",
        JobGetLayersRequest.getDefaultInstance(),
        JobGetLayersResponse.class,
        (call, request) ->
            JobGetLayersResponse.newBuilder()
                .setLayers(
                    LayerMethods.wire(
                        browse.layers(call.caller(), call.farm(), id(request.getJob()))))
                .build());
  }

  /**
   * Lists all frames, whatever the time of the last check: frames do not carry the time of their
   * last change, and who keeps a list up to date is not hurt by news that is old.
   */
  private JobGetUpdatedFramesResponse updatedFrames(
      Invocation call, JobGetUpdatedFramesRequest request) {
    Job job = browse.job(call.caller(), call.farm(), id(request.getJob()));
    Set<String> layers =
        request.getLayerFilter().getLayersList().stream()
            .map(io.farmgate.opencue.wire.job.Layer::getName)
            .collect(Collectors.toSet());
    FrameQuery query = FrameQuery.of(job.id()).ofLayers(layers);
    return JobGetUpdatedFramesResponse.newBuilder()
        .setState(state(job))
        .setServerTime(Wire.seconds(clock.instant()))
        .setUpdatedFrames(
            FrameMethods.wireUpdated(browse.frames(call.caller(), call.farm(), query)))
        .build();
  }

  private void addLaunches(MethodTable table) {
    table.add(
        SERVICE + "LaunchSpec",
        JobLaunchSpecRequest.getDefaultInstance(),
        JobLaunchSpecResponse.class,
        (call, request) ->
            JobLaunchSpecResponse.newBuilder()
                .addAllNames(launch(call, request.getSpec()).stream().map(Job::name).toList())
                .build());
    table.add(
        SERVICE + "LaunchSpecAndWait",
        JobLaunchSpecAndWaitRequest.getDefaultInstance(),
        JobLaunchSpecAndWaitResponse.class,
        (call, request) ->
            JobLaunchSpecAndWaitResponse.newBuilder()
                .setJobs(wire(launch(call, request.getSpec())))
                .build());
  }

  private List<Job> launch(Invocation call, String spec) {
    if (spec.isBlank()) {
      throw Wire.invalid("spec: missing (expected: OpenCue's XML job specification)");
    }
    return submit.launch(call.caller(), call.farm(), JobSpecXml.parse(spec));
  }

  private Job named(Invocation call, String name) {
    return browse.jobNamed(call.caller(), call.farm(), Wire.text("name", name));
  }

  /** An unknown name is no job that waits: Cuebot answers false, not an error. */
  private boolean isPending(Invocation call, String name) {
    try {
      return !named(call, name).state().isFinished();
    } catch (FarmException e) {
      if (e.failure() instanceof FarmFailure.NotFound) {
        return false;
      }
      throw e;
    }
  }

  static JobId id(io.farmgate.opencue.wire.job.Job job) {
    return Wire.id("job.id", job.getId(), JobId::new);
  }

  static JobSeq wire(List<Job> jobs) {
    return JobSeq.newBuilder().addAllJobs(jobs.stream().map(JobMethods::wire).toList()).build();
  }

  static io.farmgate.opencue.wire.job.Job wire(Job job) {
    io.farmgate.opencue.wire.job.Job.Builder wire =
        io.farmgate.opencue.wire.job.Job.newBuilder()
            .setId(job.id().value())
            .setState(state(job))
            .setName(job.name())
            .setShot(job.shot())
            .setShow(job.show())
            .setUser(job.user())
            .setGroup(job.group())
            .setFacility(job.facility())
            .setOs(job.os())
            .setPriority(job.priority())
            .setMinCores(job.minCores().asFloat())
            .setMaxCores(job.maxCores().asFloat())
            .setMinGpus(job.minGpus())
            .setMaxGpus(job.maxGpus())
            .setLogDir(job.logDirectory())
            .setIsPaused(job.paused())
            .setAutoEat(job.autoEat())
            .setHasComment(job.hasComment())
            .setStartTime(Wire.seconds(job.startTime()))
            .setStopTime(Wire.seconds(job.stopTime()))
            .setJobStats(stats(job));
    job.uid().ifPresent(wire::setUid);
    return wire.build();
  }

  private static JobState state(Job job) {
    return job.state().isFinished() ? JobState.FINISHED : JobState.PENDING;
  }

  private static JobStats stats(Job job) {
    FrameCounts frames = job.frames();
    RunStats runs = job.runs();
    return JobStats.newBuilder()
        .setTotalLayers(job.layers())
        .setTotalFrames(frames.total())
        .setWaitingFrames(frames.waiting())
        .setRunningFrames(frames.running())
        .setDeadFrames(frames.dead())
        .setEatenFrames(frames.eaten())
        .setDependFrames(frames.depend())
        .setSucceededFrames(frames.succeeded())
        .setPendingFrames(frames.pending())
        .setAvgFrameSec(Wire.seconds(runs.averageTime()))
        .setHighFrameSec(Wire.seconds(runs.longest()))
        .setAvgCoreSec(Wire.seconds(runs.averageCoreTime()))
        .setRenderedFrameCount(runs.succeeded())
        .setFailedFrameCount(runs.failed())
        .setRemainingCoreSec(runs.remainingCoreTime(frames).toSeconds())
        .setTotalCoreSec(runs.totalCoreTime().toSeconds())
        .setRenderedCoreSec(runs.succeededCoreTime().toSeconds())
        .setFailedCoreSec(runs.failedCoreTime().toSeconds())
        .setMaxRss(Wire.kilobytes(runs.maxRssBytes()))
        .setTotalGpuSec(runs.totalGpuTime().toSeconds())
        .setRenderedGpuSec(runs.succeededGpuTime().toSeconds())
        .setFailedGpuSec(runs.failedGpuTime().toSeconds())
        .setReservedCores(job.coresInUse().asFloat())
        .build();
  }
}
