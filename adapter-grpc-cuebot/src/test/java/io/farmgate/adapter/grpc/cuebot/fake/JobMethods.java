package io.farmgate.adapter.grpc.cuebot.fake;

import static io.farmgate.adapter.grpc.cuebot.fake.FarmMethods.actOn;
import static io.farmgate.adapter.grpc.cuebot.fake.FarmMethods.got;
import static io.farmgate.adapter.grpc.cuebot.fake.FarmMethods.oneOf;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.adapter.grpc.cuebot.fake.FarmMethods.CuebotError;
import io.farmgate.opencue.wire.job.Frame;
import io.farmgate.opencue.wire.job.FrameEatRequest;
import io.farmgate.opencue.wire.job.FrameEatResponse;
import io.farmgate.opencue.wire.job.FrameGetFrameRequest;
import io.farmgate.opencue.wire.job.FrameGetFrameResponse;
import io.farmgate.opencue.wire.job.FrameKillRequest;
import io.farmgate.opencue.wire.job.FrameKillResponse;
import io.farmgate.opencue.wire.job.FrameRetryRequest;
import io.farmgate.opencue.wire.job.FrameRetryResponse;
import io.farmgate.opencue.wire.job.FrameSearchCriteria;
import io.farmgate.opencue.wire.job.FrameSeq;
import io.farmgate.opencue.wire.job.FrameState;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobFindJobRequest;
import io.farmgate.opencue.wire.job.JobFindJobResponse;
import io.farmgate.opencue.wire.job.JobGetFramesRequest;
import io.farmgate.opencue.wire.job.JobGetFramesResponse;
import io.farmgate.opencue.wire.job.JobGetJobRequest;
import io.farmgate.opencue.wire.job.JobGetJobResponse;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import io.farmgate.opencue.wire.job.JobGetLayersRequest;
import io.farmgate.opencue.wire.job.JobGetLayersResponse;
import io.farmgate.opencue.wire.job.JobIsJobPendingRequest;
import io.farmgate.opencue.wire.job.JobIsJobPendingResponse;
import io.farmgate.opencue.wire.job.JobKillRequest;
import io.farmgate.opencue.wire.job.JobKillResponse;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitRequest;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitResponse;
import io.farmgate.opencue.wire.job.JobLaunchSpecRequest;
import io.farmgate.opencue.wire.job.JobLaunchSpecResponse;
import io.farmgate.opencue.wire.job.JobPauseRequest;
import io.farmgate.opencue.wire.job.JobPauseResponse;
import io.farmgate.opencue.wire.job.JobResumeRequest;
import io.farmgate.opencue.wire.job.JobResumeResponse;
import io.farmgate.opencue.wire.job.JobSearchCriteria;
import io.farmgate.opencue.wire.job.JobSeq;
import io.farmgate.opencue.wire.job.JobSetPriorityRequest;
import io.farmgate.opencue.wire.job.JobSetPriorityResponse;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.job.LayerSeq;
import io.grpc.Status;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Jobs, layers and frames of {@link FakeFarm} as Cuebot answers them. */
final class JobMethods {
  private static final Pattern RANGE = Pattern.compile("(?<first>\\d+)(?:-(?<last>\\d+))?");

  private final FakeFarm farm;
  private final FarmMethods methods;

  JobMethods(FakeFarm farm, FarmMethods methods) {
    this.farm = farm;
    this.methods = methods;
  }

  private <Q extends Message> void on(
      String method, Parser<Q> parser, Function<Q, Message> handler) {
    methods.on("job." + method, parser, handler);
  }

  void add() {
    addJobReads();
    addJobChanges();
    addLaunches();
    new LayerMethods(farm, methods).add();
    addFrameMethods();
  }

  private void addJobReads() {
    on(
        "JobInterface/GetJobs",
        JobGetJobsRequest.parser(),
        request -> JobGetJobsResponse.newBuilder().setJobs(jobs(request.getR())).build());
    on(
        "JobInterface/GetJob",
        JobGetJobRequest.parser(),
        request ->
            JobGetJobResponse.newBuilder()
                .setJob(got(farm.job(request.getId()).orElse(null)))
                .build());
    on(
        "JobInterface/FindJob",
        JobFindJobRequest.parser(),
        request ->
            JobFindJobResponse.newBuilder()
                .setJob(got(pending(request.getName()).findFirst().orElse(null)))
                .build());
    on(
        "JobInterface/IsJobPending",
        JobIsJobPendingRequest.parser(),
        request ->
            JobIsJobPendingResponse.newBuilder()
                .setValue(pending(request.getName()).findFirst().isPresent())
                .build());
    on(
        "JobInterface/GetLayers",
        JobGetLayersRequest.parser(),
        request ->
            JobGetLayersResponse.newBuilder()
                .setLayers(
                    LayerSeq.newBuilder()
                        .addAllLayers(farm.layersOfJob(known(request.getJob()).getId())))
                .build());
    on(
        "JobInterface/GetFrames",
        JobGetFramesRequest.parser(),
        request ->
            JobGetFramesResponse.newBuilder()
                .setFrames(
                    page(farm.framesOfJob(known(request.getJob()).getId()), request.getReq()))
                .build());
  }

  private void addJobChanges() {
    on(
        "JobInterface/Pause",
        JobPauseRequest.parser(),
        request -> {
          setPaused(request.getJob(), true);
          return JobPauseResponse.getDefaultInstance();
        });
    on(
        "JobInterface/Resume",
        JobResumeRequest.parser(),
        request -> {
          setPaused(request.getJob(), false);
          return JobResumeResponse.getDefaultInstance();
        });
    on(
        "JobInterface/SetPriority",
        JobSetPriorityRequest.parser(),
        request -> {
          farm.changeJob(
              known(request.getJob()).getId(),
              job -> job.toBuilder().setPriority(request.getVal()).build());
          return JobSetPriorityResponse.getDefaultInstance();
        });
    on(
        "JobInterface/Kill",
        JobKillRequest.parser(),
        request -> {
          Job job = known(request.getJob());
          // A kill that does not say who, from where and why is answered OK and ignored.
          if (allGiven(
              request.getUsername(),
              request.getPid(),
              request.getHostKill(),
              request.getReason())) {
            farm.kill(job.getId());
          }
          return JobKillResponse.getDefaultInstance();
        });
  }

  private void addLaunches() {
    on(
        "JobInterface/LaunchSpec",
        JobLaunchSpecRequest.parser(),
        request ->
            JobLaunchSpecResponse.newBuilder()
                .addAllNames(
                    JobSpecXml.launch(farm, request.getSpec()).stream().map(Job::getName).toList())
                .build());
    on(
        "JobInterface/LaunchSpecAndWait",
        JobLaunchSpecAndWaitRequest.parser(),
        request ->
            JobLaunchSpecAndWaitResponse.newBuilder()
                .setJobs(JobSeq.newBuilder().addAllJobs(JobSpecXml.launch(farm, request.getSpec())))
                .build());
  }

  private void addFrameMethods() {
    on(
        "FrameInterface/GetFrame",
        FrameGetFrameRequest.parser(),
        request ->
            FrameGetFrameResponse.newBuilder()
                .setFrame(got(farm.frame(request.getId()).orElse(null)))
                .build());
    on(
        "FrameInterface/Retry",
        FrameRetryRequest.parser(),
        request -> {
          farm.setFrameState(known(request.getFrame()).getId(), FrameState.WAITING);
          return FrameRetryResponse.getDefaultInstance();
        });
    on(
        "FrameInterface/Eat",
        FrameEatRequest.parser(),
        request -> {
          farm.setFrameState(known(request.getFrame()).getId(), FrameState.EATEN);
          return FrameEatResponse.getDefaultInstance();
        });
    on(
        "FrameInterface/Kill",
        FrameKillRequest.parser(),
        request -> {
          Frame frame = known(request.getFrame());
          if (allGiven(
              request.getUsername(),
              request.getPid(),
              request.getHostKill(),
              request.getReason())) {
            farm.killFrame(frame.getId());
          }
          return FrameKillResponse.getDefaultInstance();
        });
  }

  private void setPaused(Job wanted, boolean paused) {
    farm.changeJob(known(wanted).getId(), job -> job.toBuilder().setIsPaused(paused).build());
  }

  private Job known(Job wanted) {
    return farm.job(wanted.getId())
        .orElseThrow(() -> new CuebotError(Status.NOT_FOUND.withDescription("Job not found")));
  }

  private Frame known(Frame wanted) {
    return actOn(farm.frame(wanted.getId()).orElse(null));
  }

  private Stream<Job> pending(String name) {
    return farm.jobs().stream()
        .filter(job -> job.getName().equals(name) && job.getState() != JobState.FINISHED);
  }

  private static boolean allGiven(String... fields) {
    return Stream.of(fields).noneMatch(String::isEmpty);
  }

  private JobSeq jobs(JobSearchCriteria wanted) {
    List<Pattern> patterns = wanted.getRegexList().stream().map(JobMethods::regex).toList();
    return JobSeq.newBuilder()
        .addAllJobs(
            farm.jobs().stream()
                .filter(j -> wanted.getIncludeFinished() || j.getState() != JobState.FINISHED)
                .filter(j -> oneOf(wanted.getIdsList(), j.getId()))
                .filter(j -> oneOf(wanted.getJobsList(), j.getName()))
                .filter(j -> oneOf(wanted.getUsersList(), j.getUser()))
                .filter(j -> oneOf(wanted.getShotsList(), j.getShot()))
                .filter(j -> oneOf(wanted.getShowsList(), j.getShow()))
                .filter(j ->
                    wanted.getSubstrCount() == 0
                        || wanted.getSubstrList().stream().anyMatch(j.getName()::contains))
                .filter(j ->
                    patterns.isEmpty()
                        || patterns.stream().anyMatch(p -> p.matcher(j.getName()).find()))
                .toList())
        .build();
  }

  private static Pattern regex(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException bad) {
      throw CuebotError.thrown(
          "org.springframework.dao.DataIntegrityViolationException",
          "PreparedStatementCallback; SQL [SELECT job.* FROM job WHERE job.str_name ~ ?]; ERROR:"
              + " invalid regular expression");
    }
  }

  /** Without a limit, or with a negative one, the list is empty: not all frames, none. */
  static FrameSeq page(List<Frame> frames, FrameSearchCriteria wanted) {
    if (wanted.getLimit() <= 0) {
      return FrameSeq.getDefaultInstance();
    }
    long skipped = (Math.max(wanted.getPage(), 1) - 1L) * wanted.getLimit();
    return FrameSeq.newBuilder()
        .addAllFrames(
            frames.stream()
                .filter(f -> oneOf(wanted.getIdsList(), f.getId()))
                .filter(f -> oneOf(wanted.getFramesList(), f.getName()))
                .filter(f -> oneOf(wanted.getLayersList(), f.getLayerName()))
                .filter(f -> oneOf(wanted.getStates().getFrameStatesList(), f.getState()))
                .filter(f -> inRange(f.getNumber(), wanted.getFrameRange()))
                .skip(skipped)
                .limit(wanted.getLimit())
                .toList())
        .build();
  }

  private static boolean inRange(int number, String range) {
    if (range.isEmpty()) {
      return true;
    }
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw CuebotError.thrown(
          "java.lang.IllegalArgumentException", "unrecognized frame range syntax " + range);
    }
    int first = Integer.parseInt(matcher.group("first"));
    String last = matcher.group("last");
    return number >= first && number <= (last == null ? first : Integer.parseInt(last));
  }
}
