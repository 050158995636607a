package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Cores;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.spec.SubmissionRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a body sets of a service; what is absent stays.
 *
 * @param timeout zero for no bound; so for the other one
 */
record ServiceChange(
    Optional<Boolean> threadable,
    Optional<Cores> minCores,
    Optional<Cores> maxCores,
    Optional<Long> memoryBytes,
    Optional<Integer> minGpus,
    Optional<Integer> maxGpus,
    Optional<Long> gpuMemoryBytes,
    Optional<List<String>> tags,
    Optional<Duration> timeout,
    Optional<Duration> timeoutWithoutLog,
    Optional<Long> memoryIncreaseBytes) {

  static ServiceChange of(Members body) {
    return new ServiceChange(
        body.truth("threadable"),
        cores(body, "minCores"),
        cores(body, "maxCores"),
        Launch.megabytes(body, "memory"),
        body.number("minGpus", 0, SubmissionRules.MAX_GPUS),
        body.number("maxGpus", 0, SubmissionRules.MAX_GPUS),
        Launch.megabytes(body, "gpuMemory"),
        body.textsIfAny("tags"),
        Launch.seconds(body, "timeout", 0),
        Launch.seconds(body, "timeoutWithoutLog", 0),
        Launch.megabytes(body, "memoryIncrease"));
  }

  private static Optional<Cores> cores(Members body, String name) {
    return body.number(name, 0, SubmissionRules.MAX_CORES.hundredths()).map(Cores::new);
  }

  private static Optional<Duration> bound(Optional<Duration> time) {
    return time.filter(Duration::isPositive);
  }

  ServiceDefaults of(ServiceDefaults before) {
    return new ServiceDefaults(
        threadable.orElse(before.threadable()),
        minCores.orElse(before.minCores()),
        maxCores.orElse(before.maxCores()),
        memoryBytes.orElse(before.memoryBytes()),
        minGpus.orElse(before.minGpus()),
        maxGpus.orElse(before.maxGpus()),
        gpuMemoryBytes.orElse(before.gpuMemoryBytes()),
        tags.orElse(before.tags()),
        bound(timeout.or(before::timeout)),
        bound(timeoutWithoutLog.or(before::timeoutWithoutLog)),
        memoryIncreaseBytes.orElse(before.memoryIncreaseBytes()));
  }
}
