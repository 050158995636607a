package io.farmgate.domain.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.LayerControl;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What people may set for a layer, on any farm: what it could have been launched with, see {@link
 * SubmissionRules}. What a change leaves as it was is not judged: it may be older than a rule.
 */
public final class LayerRules {
  /** How far ahead a layer may be held back: Cuebot's bound, which catches milliseconds. */
  public static final Duration MAX_HOLD = Duration.of(5 * 365, ChronoUnit.DAYS);

  /** Characters of a path of results. */
  public static final int MAX_PATH = 4_096;

  private static final int MAX_REASON = 255;

  private final Violations violations = new Violations();

  private LayerRules() {}

  /**
   * Refuses a change that breaks a rule.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that lists all that is wrong
   */
  public static void check(LayerSettings before, LayerSettings after, Instant now) {
    LayerRules rules = new LayerRules();
    rules.numbers(before, after);
    rules.rest(before, after, now);
    List<FarmFailure.Violation> all = rules.violations.all();
    if (!all.isEmpty()) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "layer, " + all.getFirst().where() + ": " + all.getFirst().problem(), all));
    }
  }

  /**
   * Refuses a place that no layer can have.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkOrder(int order) {
    if (order < 1 || order > LayerControl.MAX_ORDER) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "order: " + order + " (expected: 1 to " + LayerControl.MAX_ORDER + ")"));
    }
  }

  /**
   * Refuses what cannot be a path of results.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkPath(String path) {
    if (path.isBlank() || path.length() > MAX_PATH || path.chars().anyMatch(c -> c < ' ')) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "path: "
                  + path.length()
                  + " characters (expected: 1 to "
                  + MAX_PATH
                  + ", not all of them blank and no control characters)"));
    }
  }

  private void numbers(LayerSettings before, LayerSettings after) {
    cores("minCores", before.minCores(), after.minCores());
    cores("maxCores", before.maxCores(), after.maxCores());
    boolean coresChanged =
        !before.minCores().equals(after.minCores()) || !before.maxCores().equals(after.maxCores());
    violations.unless(
        !coresChanged
            || after.maxCores().hundredths() == 0
            || after.minCores().compareTo(after.maxCores()) <= 0,
        "minCores",
        after.minCores().asFloat(),
        "no more than maxCores, " + after.maxCores().asFloat());
    gpus("gpus", before.gpus(), after.gpus());
    gpus("maxGpus", before.maxGpus(), after.maxGpus());
    boolean gpusChanged = before.gpus() != after.gpus() || before.maxGpus() != after.maxGpus();
    violations.unless(
        !gpusChanged || after.maxGpus() == 0 || after.gpus() <= after.maxGpus(),
        "gpus",
        after.gpus(),
        "no more than maxGpus, " + after.maxGpus());
    memory("memoryBytes", before.memoryBytes(), after.memoryBytes());
    memory("gpuMemoryBytes", before.gpuMemoryBytes(), after.gpuMemoryBytes());
  }

  private void rest(LayerSettings before, LayerSettings after, Instant now) {
    if (!before.tags().equals(after.tags())) {
      after.tags().forEach(tag -> violations.name(NameRule.TAG, "tags", tag));
    }
    timeout("timeout", before.timeout(), after.timeout());
    timeout("timeoutWithoutLog", before.timeoutWithoutLog(), after.timeoutWithoutLog());
    if (!before.startAfter().equals(after.startAfter())) {
      after.startAfter().ifPresent(hold -> hold(hold, now));
    }
  }

  private void hold(Layer.StartAfter hold, Instant now) {
    Instant last = now.plus(MAX_HOLD);
    violations.unless(
        !hold.time().isBefore(Instant.EPOCH) && !hold.time().isAfter(last),
        "startAfter",
        hold.time(),
        "from 1970 to " + last.truncatedTo(ChronoUnit.DAYS) + ", five years from now");
    violations.text("startAfter.reason", hold.reason(), MAX_REASON);
  }

  private void cores(String where, Cores before, Cores after) {
    violations.unless(
        before.equals(after) || after.compareTo(SubmissionRules.MAX_CORES) <= 0,
        where,
        after.asFloat(),
        "at most " + SubmissionRules.MAX_CORES.hundredths() / 100 + " cores");
  }

  private void memory(String where, long before, long after) {
    violations.unless(
        before == after || (after >= 0 && after <= SubmissionRules.MAX_MEMORY_BYTES),
        where,
        after,
        "0 to " + SubmissionRules.MAX_MEMORY_BYTES);
  }

  private void gpus(String where, int before, int after) {
    violations.unless(
        before == after || (after >= 0 && after <= SubmissionRules.MAX_GPUS),
        where,
        after,
        "0 to " + SubmissionRules.MAX_GPUS);
  }

  private void timeout(String where, Optional<Duration> before, Optional<Duration> after) {
    if (Objects.equals(before, after)) {
      return;
    }
    after.ifPresent(time ->
        violations.unless(
            time.isPositive() && time.compareTo(SubmissionRules.MAX_TIMEOUT) <= 0,
            where,
            time,
            "more than nothing and at most " + SubmissionRules.MAX_TIMEOUT.toDays() + " days"));
  }
}
