package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import java.util.List;
import java.util.Optional;

/** So many jobs like one, in the order of their names. They are not to be listed whole. */
final class ManyJobs implements Jobs {
  final ManyThings<Job> things;
  private final Job one;

  ManyJobs(Job one, int count) {
    this.one = one;
    this.things = new ManyThings<>(count, number -> like(one, number));
  }

  private static Job like(Job job, int number) {
    return new Job(
        new JobId("job-" + number),
        "job_%06d".formatted(number),
        job.show(),
        job.shot(),
        job.user(),
        job.uid(),
        job.group(),
        job.facility(),
        job.os(),
        job.priority(),
        job.minCores(),
        job.maxCores(),
        job.paused(),
        job.killed(),
        job.autoEat(),
        job.hasComment(),
        job.maxRetries(),
        job.startTime(),
        job.stopTime(),
        job.logDirectory(),
        job.layers(),
        job.frames(),
        job.coresInUse(),
        job.minGpus(),
        job.maxGpus(),
        job.runs());
  }

  /** Returns the same farm with these jobs. */
  FarmPorts in(FarmPorts farm) {
    return PortsBut.jobs(farm, this);
  }

  @Override
  public List<Job> list(JobQuery query) {
    throw new AssertionError("all jobs are asked for at once");
  }

  @Override
  public Page<Job> page(JobQuery query, JobOrder order, PageRequest page) {
    return things.page(page);
  }

  @Override
  public Optional<Job> byId(JobId id) {
    return Optional.of(one).filter(job -> job.id().equals(id));
  }

  @Override
  public Optional<Job> byName(String name) {
    return Optional.of(one).filter(job -> job.name().equals(name));
  }
}
