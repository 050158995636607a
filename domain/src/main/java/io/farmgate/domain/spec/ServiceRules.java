package io.farmgate.domain.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a service must look like before any farm takes it: what it gives to layers must be good
 * there, see {@link SubmissionRules}.
 */
public final class ServiceRules {
  private final Violations violations = new Violations();

  private ServiceRules() {}

  /**
   * Refuses a service that breaks a rule.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that lists all that is wrong
   */
  public static void check(String name, ServiceDefaults defaults) {
    ServiceRules rules = new ServiceRules();
    rules.violations.name(NameRule.SERVICE, "name", name);
    rules.judge(defaults);
    List<FarmFailure.Violation> all = rules.violations.all();
    if (!all.isEmpty()) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "service, " + all.getFirst().where() + ": " + all.getFirst().problem(), all));
    }
  }

  private void judge(ServiceDefaults defaults) {
    cores("minCores", defaults.minCores());
    cores("maxCores", defaults.maxCores());
    violations.unless(
        defaults.maxCores().hundredths() == 0
            || defaults.minCores().compareTo(defaults.maxCores()) <= 0,
        "minCores",
        defaults.minCores().hundredths(),
        "no more than maxCores, in hundredths");
    memory("memoryBytes", defaults.memoryBytes());
    memory("gpuMemoryBytes", defaults.gpuMemoryBytes());
    memory("memoryIncreaseBytes", defaults.memoryIncreaseBytes());
    gpus("minGpus", defaults.minGpus());
    gpus("maxGpus", defaults.maxGpus());
    violations.words("tags", defaults.tags(), SubmissionRules.MAX_LABEL);
    timeout("timeout", defaults.timeout());
    timeout("timeoutWithoutLog", defaults.timeoutWithoutLog());
  }

  private void cores(String where, Cores cores) {
    violations.unless(
        cores.compareTo(SubmissionRules.MAX_CORES) <= 0,
        where,
        cores.hundredths() / 100,
        "at most " + SubmissionRules.MAX_CORES.hundredths() / 100 + " cores");
  }

  private void memory(String where, long bytes) {
    violations.unless(
        bytes >= 0 && bytes <= SubmissionRules.MAX_MEMORY_BYTES,
        where,
        bytes,
        "0 to " + SubmissionRules.MAX_MEMORY_BYTES);
  }

  private void gpus(String where, int gpus) {
    violations.unless(
        gpus >= 0 && gpus <= SubmissionRules.MAX_GPUS,
        where,
        gpus,
        "0 to " + SubmissionRules.MAX_GPUS);
  }

  private void timeout(String where, Optional<Duration> timeout) {
    timeout.ifPresent(time ->
        violations.unless(
            time.isPositive() && time.compareTo(SubmissionRules.MAX_TIMEOUT) <= 0,
            where,
            time,
            "more than nothing and at most " + SubmissionRules.MAX_TIMEOUT.toDays() + " days"));
  }
}
