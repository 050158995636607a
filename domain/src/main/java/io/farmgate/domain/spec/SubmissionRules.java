package io.farmgate.domain.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Violation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Submission} must look like before any farm takes it. Every farm's {@link
 * io.farmgate.domain.port.Submissions} port calls {@link #check} first, so that the same work is
 * good or bad everywhere.
 *
 * <p>Whether the show exists, whether an unfinished job has the name, and whether a dependency's
 * target outside of the submission exists only the farm can tell.
 */
public final class SubmissionRules {
  /** Frames of one job, chunks counted as one. Cuebot has the same bound for a whole launch. */
  public static final int MAX_FRAMES_PER_JOB = 100_000;

  /** Frames of all jobs together. */
  public static final int MAX_FRAMES = 1_000_000;

  /** Layers of one job; Cuebot's bound. */
  public static final int MAX_LAYERS_PER_JOB = 2_000;

  /** Dependencies of a submission. */
  public static final int MAX_DEPENDS = 10_000;

  /** Pairs of frames that all frame-by-frame dependencies come to. */
  public static final int MAX_FRAME_PAIRS = 1_000_000;

  /** Retries of a frame; OpenCue's bound. */
  public static final int MAX_RETRIES = 16;

  /** What a proc or a job may ask for: far above any machine, far below an overflow. */
  public static final Cores MAX_CORES = Cores.of(100_000);

  /** Main or GPU memory of one proc: 1 PiB. */
  public static final long MAX_MEMORY_BYTES = 1L << 50;

  /** GPUs of one proc. */
  public static final int MAX_GPUS = 1_024;

  /** How long a frame may be allowed to run. */
  public static final Duration MAX_TIMEOUT = Duration.ofDays(365);

  /**
   * Characters of a command or of a variable: Linux takes 128 KiB in one argument, and a character
   * may need three bytes.
   */
  public static final int MAX_TEXT = 40_000;

  static final int MAX_LABEL = 256;

  private final Submission submission;
  private final Violations violations = new Violations();

  private SubmissionRules(Submission submission) {
    this.submission = submission;
  }

  /**
   * Refuses a submission that breaks a rule.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that lists all that is wrong
   */
  public static void check(Submission submission) {
    List<Violation> violations = violations(submission);
    if (violations.isEmpty()) {
      return;
    }
    Violation first = violations.getFirst();
    String message =
        violations.size() == 1
            ? "submission, " + first.where() + ": " + first.problem()
            : "submission: " + violations.size() + " problems";
    throw new FarmException(new FarmFailure.Invalid(message, violations));
  }

  /** Returns all that is wrong; {@code where} is a path such as {@code jobs[0].layers[2].name}. */
  public static List<Violation> violations(Submission submission) {
    return new SubmissionRules(submission).judge();
  }

  private List<Violation> judge() {
    violations.text("facility", submission.facility(), MAX_LABEL);
    violations.text("show", submission.show(), MAX_LABEL);
    violations.unless(!submission.show().isBlank(), "show", "blank", "a show's name");
    violations.name(NameRule.SHOT, "shot", submission.shot());
    violations.name(NameRule.USER, "user", submission.user());
    int uid = submission.uid().orElse(0);
    violations.unless(uid >= 0, "uid", uid, "0 or more");
    violations.text("email", submission.email(), MAX_LABEL);
    violations.unless(!submission.jobs().isEmpty(), "jobs", "none", "at least one");

    Set<String> names = new HashSet<>();
    for (int i = 0; i < submission.jobs().size(); i++) {
      job("jobs[" + i + "]", submission.jobs().get(i), names);
    }
    frames();
    // What waits for what is only looked at among jobs and layers that are right by themselves.
    if (violations.isEmpty()) {
      new DependRules(submission, violations).judge();
    }
    return violations.all();
  }

  private void job(String where, JobSpec job, Set<String> names) {
    violations.name(NameRule.JOB, where + ".name", job.name());
    unique(where + ".name", job.name(), names, "another job of the submission");
    int length =
        JobNames.full(submission.show(), submission.shot(), submission.user(), job.name()).length();
    violations.unless(
        length <= NameRule.LONGEST_JOB,
        where + ".name",
        length + " characters with show, shot and user",
        "at most " + NameRule.LONGEST_JOB);
    job.priority()
        .ifPresent(priority ->
            violations.unless(priority >= 0, where + ".priority", priority, "0 or more"));
    violations.unless(
        job.maxRetries() >= 0 && job.maxRetries() <= MAX_RETRIES,
        where + ".maxRetries",
        job.maxRetries(),
        "0 to " + MAX_RETRIES);
    violations.text(where + ".os", job.os(), MAX_LABEL);
    cores(where + ".maxCores", job.maxCores());
    violations.environment(where + ".environment", job.environment(), MAX_TEXT);
    violations.unless(
        !job.layers().isEmpty() && job.layers().size() <= MAX_LAYERS_PER_JOB,
        where + ".layers",
        job.layers().size(),
        "1 to " + MAX_LAYERS_PER_JOB);

    Set<String> layers = new HashSet<>();
    for (int i = 0; i < job.layers().size(); i++) {
      layer(where + ".layers[" + i + "]", job.layers().get(i), layers);
    }
  }

  private void layer(String where, LayerSpec layer, Set<String> names) {
    violations.name(NameRule.LAYER, where + ".name", layer.name());
    unique(where + ".name", layer.name(), names, "another layer of the job");
    violations.unless(!layer.command().isBlank(), where + ".command", "blank", "a command to run");
    violations.text(where + ".command", layer.command(), MAX_TEXT);
    violations.unless(layer.chunk() >= 1, where + ".chunk", layer.chunk(), "1 or more");
    cores(where + ".minCores", layer.minCores());
    layer.memoryBytes().ifPresent(bytes -> memory(where + ".memoryBytes", bytes));
    violations.unless(
        layer.gpus() >= 0 && layer.gpus() <= MAX_GPUS,
        where + ".gpus",
        layer.gpus(),
        "0 to " + MAX_GPUS);
    memory(where + ".gpuMemoryBytes", layer.gpuMemoryBytes());
    violations.words(where + ".tags", layer.tags(), MAX_LABEL);
    violations.words(where + ".services", layer.services(), MAX_LABEL);
    violations.words(where + ".limits", layer.limits(), MAX_LABEL);
    violations.environment(where + ".environment", layer.environment(), MAX_TEXT);
    timeout(where + ".timeout", layer.timeout());
    timeout(where + ".timeoutWithoutLog", layer.timeoutWithoutLog());
  }

  /** Refuses a second one of the name, in whatever case: OpenCue has names in lower case only. */
  private void unique(String where, String name, Set<String> names, String other) {
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      violations.add(
          where, Echo.quoted(name) + " is the name of " + other + " too (expected: unique names)");
    }
  }

  private void cores(String where, Optional<Cores> cores) {
    cores.ifPresent(wanted ->
        violations.unless(
            wanted.compareTo(MAX_CORES) <= 0,
            where,
            wanted.hundredths() / 100,
            "at most " + MAX_CORES.hundredths() / 100 + " cores"));
  }

  private void memory(String where, long bytes) {
    violations.unless(
        bytes >= 0 && bytes <= MAX_MEMORY_BYTES, where, bytes, "0 to " + MAX_MEMORY_BYTES);
  }

  private void timeout(String where, Optional<Duration> timeout) {
    timeout.ifPresent(time ->
        violations.unless(
            time.isPositive() && time.compareTo(MAX_TIMEOUT) <= 0,
            where,
            time,
            "more than nothing and at most " + MAX_TIMEOUT.toDays() + " days"));
  }

  private void frames() {
    long all = 0;
    for (int i = 0; i < submission.jobs().size(); i++) {
      long frames = 0;
      for (LayerSpec layer : submission.jobs().get(i).layers()) {
        frames += layer.chunk() < 1 ? 0 : layer.range().chunkCount(layer.chunk());
      }
      violations.unless(
          frames <= MAX_FRAMES_PER_JOB,
          "jobs[" + i + "].layers",
          frames + " frames",
          "at most " + MAX_FRAMES_PER_JOB + " in a job");
      all += frames;
    }
    violations.unless(
        all <= MAX_FRAMES, "jobs", all + " frames", "at most " + MAX_FRAMES + " together");
  }
}
