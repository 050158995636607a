package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.JobUpkeep;
import io.farmgate.domain.spec.SubmissionRules;
import java.util.Optional;
import java.util.function.Consumer;

/** What a change of a job says of its cores and GPUs; 0 as a maximum is no bound. */
record JobBounds(
    Optional<Cores> minCores,
    Optional<Cores> maxCores,
    Optional<Integer> minGpus,
    Optional<Integer> maxGpus) {

  static JobBounds of(Members body) {
    int cores = SubmissionRules.MAX_CORES.hundredths();
    return new JobBounds(
        body.number("minCores", 0, cores).map(Cores::new),
        body.number("maxCores", 0, cores).map(Cores::new),
        body.number("minGpus", 0, SubmissionRules.MAX_GPUS),
        body.number("maxGpus", 0, SubmissionRules.MAX_GPUS));
  }

  void set(Call call, ControlFarm control, Job job) {
    if (minCores.isPresent() || maxCores.isPresent()) {
      Cores least = minCores.orElse(job.minCores());
      Cores most = maxCores.orElse(job.maxCores());
      control.job(
          call.caller(), call.farm(), "change a job", jobs -> jobs.setCores(job.id(), least, most));
    }
    JobId id = job.id();
    Consumer<JobUpkeep> least = jobs -> minGpus.ifPresent(value -> jobs.setMinGpus(id, value));
    Consumer<JobUpkeep> most = jobs -> maxGpus.ifPresent(value -> jobs.setMaxGpus(id, value));
    // In between the minimum must not be above the maximum.
    boolean upwards = maxGpus.filter(value -> value == 0 || value >= job.minGpus()).isPresent();
    Consumer<JobUpkeep> both = upwards ? most.andThen(least) : least.andThen(most);
    if (minGpus.isPresent() || maxGpus.isPresent()) {
      control
          .work()
          .change(call.caller(), call.farm(), "change a job", on -> both.accept(on.jobs()));
    }
  }
}
