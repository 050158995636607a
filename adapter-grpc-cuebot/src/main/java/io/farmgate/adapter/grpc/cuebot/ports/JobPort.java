package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.opencue.wire.job.JobFindJobRequest;
import io.farmgate.opencue.wire.job.JobFindJobResponse;
import io.farmgate.opencue.wire.job.JobGetJobRequest;
import io.farmgate.opencue.wire.job.JobGetJobResponse;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import io.farmgate.opencue.wire.job.JobSearchCriteria;
import io.farmgate.opencue.wire.job.JobStats;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Jobs. Names, users, shots and shows narrow at the farm; patterns, states and limits here, and so
 * does what the farm takes for a wildcard.
 */
final class JobPort implements Jobs {
  private static final String SERVICE = "job.JobInterface/";

  /** Start times come in whole seconds, so many are alike; pages go on by the id then. */
  private static final Comparator<Job> URGENCY =
      Comparator.comparingInt(Job::priority)
          .reversed()
          .thenComparing(Job::startTime)
          .thenComparing(job -> job.id().value());

  private final FarmCalls calls;

  JobPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Job> list(JobQuery query) {
    Stream<Job> found = search(criteria(query)).filter(job -> matches(job, query)).sorted(URGENCY);
    return (query.limit() == 0 ? found : found.limit(query.limit())).toList();
  }

  /** Costs the whole list, every time: OpenCue's contract has no pages of jobs. */
  @Override
  public Page<Job> page(JobQuery query, JobOrder order, PageRequest page) {
    return order.cut(search(criteria(query)).filter(job -> matches(job, query)), page);
  }

  private Stream<Job> search(JobSearchCriteria criteria) {
    return calls
        .call(
            SERVICE + "GetJobs",
            JobGetJobsRequest.newBuilder().setR(criteria).build(),
            JobGetJobsResponse.parser())
        .getJobs()
        .getJobsList()
        .stream()
        .map(JobPort::job);
  }

  private static JobSearchCriteria criteria(JobQuery query) {
    boolean finished =
        query.states().isEmpty()
            ? query.includeFinished()
            : query.states().stream().anyMatch(JobState::isFinished);
    return JobSearchCriteria.newBuilder()
        .addAllIds(query.ids())
        .addAllJobs(query.names())
        .addAllSubstr(query.substrings())
        .addAllUsers(query.users())
        .addAllShots(query.shots())
        .addAllShows(query.shows())
        .setIncludeFinished(finished)
        .build();
  }

  private static boolean matches(Job job, JobQuery query) {
    return (query.substrings().isEmpty()
            || query.substrings().stream().anyMatch(job.name()::contains))
        && (query.patterns().isEmpty()
            || query.patterns().stream().anyMatch(p -> p.matcher(job.name()).find()))
        && (query.states().isEmpty() || query.states().contains(job.state()));
  }

  @Override
  public Optional<Job> byId(JobId id) {
    return calls
        .find(
            SERVICE + "GetJob",
            JobGetJobRequest.newBuilder().setId(id.value()).build(),
            JobGetJobResponse.parser())
        .map(found -> job(found.getJob()));
  }

  @Override
  public Optional<Job> byName(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Job> unfinished =
        calls
            .find(
                SERVICE + "FindJob",
                JobFindJobRequest.newBuilder().setName(name).build(),
                JobFindJobResponse.parser())
            .map(found -> job(found.getJob()));
    return unfinished.isPresent()
        ? unfinished
        : search(JobSearchCriteria.newBuilder().addJobs(name).setIncludeFinished(true).build())
            .max(Comparator.comparing(Job::startTime));
  }

  static Job job(io.farmgate.opencue.wire.job.Job wire) {
    FrameCounts frames = frames(wire.getJobStats());
    boolean finished = wire.getState() == io.farmgate.opencue.wire.job.JobState.FINISHED;
    return new Job(
        new JobId(wire.getId()),
        wire.getName(),
        wire.getShow(),
        wire.getShot(),
        wire.getUser(),
        wire.hasUid() ? OptionalInt.of(wire.getUid()) : OptionalInt.empty(),
        wire.getGroup(),
        wire.getFacility(),
        wire.getOs(),
        wire.getPriority(),
        Units.cores(wire.getMinCores()),
        Units.cores(wire.getMaxCores()),
        wire.getIsPaused(),
        // The contract does not tell a killed job from a finished one, but its frames do.
        finished && frames.done() < frames.total(),
        wire.getAutoEat(),
        wire.getHasComment(),
        OptionalInt.empty(),
        Units.instant(wire.getStartTime()),
        // A job that goes on after its end keeps the time of that.
        finished ? Units.happened(wire.getStopTime()) : Optional.empty(),
        wire.getLogDir(),
        wire.getJobStats().getTotalLayers(),
        frames,
        Units.cores(wire.getJobStats().getReservedCores()),
        Math.max(0, Math.round(wire.getMinGpus())),
        JobUpkeepPort.maxGpus(Math.round(wire.getMaxGpus())),
        RunFigures.of(wire.getJobStats()));
  }

  private static FrameCounts frames(JobStats stats) {
    return Units.frames(
        stats.getTotalFrames(),
        new FrameCounts(
            stats.getWaitingFrames(),
            stats.getDependFrames(),
            stats.getRunningFrames(),
            stats.getSucceededFrames(),
            stats.getDeadFrames(),
            stats.getEatenFrames(),
            0));
  }
}
