package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.adapter.grpc.cuebot.ports.LaunchRecords.Entry;
import io.farmgate.domain.Job;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Outcome;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.LaunchKey;
import io.farmgate.domain.port.LaunchOnce;
import io.farmgate.domain.port.Submissions;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Submission;
import io.farmgate.domain.spec.SubmissionRules;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitRequest;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitResponse;
import io.farmgate.opencue.wire.job.JobSetMaxRetriesRequest;
import io.farmgate.opencue.wire.job.JobSetMaxRetriesResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Launches work, as OpenCue's XML. */
final class SubmissionPort implements Submissions {
  /** How far the farm's clock may be behind the gateway's. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  /** What a Cuebot reads from a specification: more it takes for 1. */
  private static final int MOST_RETRIES = 1;

  private static final Logger log = LoggerFactory.getLogger(SubmissionPort.class);

  private final FarmCalls calls;
  private final ShowPort shows;
  private final JobPort jobs;
  private final Optional<LaunchRecords> records;

  /**
   * Makes the port.
   *
   * @param records where launches under keys are written down; without, there are none
   */
  SubmissionPort(FarmCalls calls, ShowPort shows, JobPort jobs, Optional<LaunchRecords> records) {
    this.calls = calls;
    this.shows = shows;
    this.jobs = jobs;
    this.records = records;
  }

  @Override
  public List<Job> launch(Submission submission) {
    SubmissionRules.check(submission);
    if (shows.byName(submission.show()).isEmpty()) {
      throw new FarmException(FarmFailure.NotFound.of("show", submission.show()));
    }
    Map<String, Job> launched =
        calls
            .call(
                "job.JobInterface/LaunchSpecAndWait",
                JobLaunchSpecAndWaitRequest.newBuilder().setSpec(SpecXml.of(submission)).build(),
                JobLaunchSpecAndWaitResponse.parser())
            .getJobs()
            .getJobsList()
            .stream()
            .map(JobPort::job)
            .collect(
                Collectors.toMap(
                    job -> job.name().toLowerCase(Locale.ROOT), Function.identity(), (a, b) -> b));
    submission
        .jobs()
        .forEach(spec -> {
          Job job = launched.get(fullName(submission, spec));
          if (job != null && spec.maxRetries() > MOST_RETRIES) {
            allow(spec.maxRetries(), job);
          }
        });
    return submission.jobs().stream()
        .map(job -> launched.get(fullName(submission, job)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The job is launched, whatever comes of this; what it is answered is that it is. */
  private void allow(int retries, Job job) {
    try {
      calls.call(
          "job.JobInterface/SetMaxRetries",
          JobSetMaxRetriesRequest.newBuilder()
              .setJob(JobControlPort.job(job.id()))
              .setMaxRetries(retries)
              .build(),
          JobSetMaxRetriesResponse.parser());
    } catch (FarmException e) {
      log.warn("Job {} was launched with 1 retry instead of {}", job.name(), retries, e);
    }
  }

  /**
   * OpenCue's contract has no place for a key, so it is the gateway that keeps it, on its own disk,
   * before it calls. Where nobody knows how a call ended, the jobs are looked for by their names,
   * which no two unfinished jobs share: Cuebot itself refuses a second launch as long as the first
   * one's jobs are unfinished, and afterwards they are found among the finished ones, as long as
   * Cuebot keeps them.
   */
  @Override
  public LaunchOnce launchOnce(
      Submission submission, LaunchKey key, Function<List<Job>, String> answer) {
    SubmissionRules.check(submission);
    if (records.isEmpty()) {
      return Submissions.super.launchOnce(submission, key, answer);
    }
    LaunchRecords kept = records.get();
    if (!kept.enter(key)) {
      return new LaunchOnce.InFlight();
    }
    try {
      return launchOnce(kept, submission, key, answer);
    } finally {
      kept.leave(key);
    }
  }

  private LaunchOnce launchOnce(
      LaunchRecords kept,
      Submission submission,
      LaunchKey key,
      Function<List<Job>, String> answer) {
    Optional<Entry> before = kept.find(key);
    if (before.isEmpty()) {
      refuseTaken(submission);
      return launch(kept, kept.begin(key), submission, key, answer);
    }
    Entry entry = before.get();
    if (!entry.digest().equals(key.digest())) {
      return new LaunchOnce.OtherWork();
    }
    if (entry.answer().isPresent()) {
      return new LaunchOnce.Launched(entry.answer().get(), true);
    }
    List<Job> there = there(submission, entry);
    return there.isEmpty()
        ? launch(kept, entry, submission, key, answer)
        : launched(kept, entry, key, answer.apply(there), true);
  }

  private LaunchOnce launch(
      LaunchRecords kept,
      Entry entry,
      Submission submission,
      LaunchKey key,
      Function<List<Job>, String> answer) {
    try {
      return launched(kept, entry, key, answer.apply(launch(submission)), false);
    } catch (FarmException e) {
      if (e.failure() instanceof FarmFailure.Conflict) {
        List<Job> there = there(submission, entry);
        if (!there.isEmpty()) {
          return launched(kept, entry, key, answer.apply(there), true);
        }
      }
      if (isUndone(e.failure())) {
        kept.forget(key);
      }
      throw e;
    }
  }

  private static LaunchOnce launched(
      LaunchRecords kept, Entry entry, LaunchKey key, String answer, boolean repeated) {
    kept.done(key, entry, answer);
    return new LaunchOnce.Launched(answer, repeated);
  }

  /** So that an unfinished job of one of the names, seen later, is the launch's own. */
  private void refuseTaken(Submission submission) {
    for (Job job : named(submission)) {
      if (!job.state().isFinished()) {
        throw new FarmException(
            new FarmFailure.Conflict(
                "there is an unfinished job '"
                    + job.name()
                    + "' already (expected: another name, or that job finished or killed)"));
      }
    }
  }

  /** Returns the jobs that an earlier launch has made, in the order of the submission. */
  private List<Job> there(Submission submission, Entry entry) {
    List<Job> found =
        named(submission).stream()
            .filter(job ->
                !job.state().isFinished()
                    || job.startTime().isAfter(entry.since().minus(CLOCKS_DIFFER)))
            .toList();
    return submission.jobs().stream()
        .map(spec -> fullName(submission, spec))
        .flatMap(name -> found.stream().filter(job -> job.name().equalsIgnoreCase(name)).limit(1))
        .toList();
  }

  /** Returns jobs of the submission's names, unfinished ones first and then the youngest. */
  private List<Job> named(Submission submission) {
    JobQuery all = JobQuery.UNFINISHED;
    Set<String> names =
        submission.jobs().stream()
            .map(job -> fullName(submission, job))
            .collect(Collectors.toSet());
    return jobs
        .list(
            new JobQuery(
                all.ids(),
                names,
                all.substrings(),
                all.patterns(),
                all.users(),
                all.shots(),
                all.shows(),
                all.states(),
                true,
                0))
        .stream()
        .sorted(
            Comparator.comparing((Job job) -> job.state().isFinished())
                .thenComparing(Job::startTime, Comparator.reverseOrder()))
        .toList();
  }

  /** Tells whether it is certain that nothing was launched and nothing will be. */
  private static boolean isUndone(FarmFailure failure) {
    return switch (failure) {
      case FarmFailure.TimedOut late -> late.outcome() instanceof Outcome.NotDone;
      case FarmFailure.Unavailable away -> away.outcome() instanceof Outcome.NotDone;
      case FarmFailure.Native _, FarmFailure.Fault _ -> false;
      case FarmFailure.Invalid _,
          FarmFailure.Unauthenticated _,
          FarmFailure.Forbidden _,
          FarmFailure.UnknownMethod _,
          FarmFailure.NotFound _,
          FarmFailure.Conflict _,
          FarmFailure.Precondition _,
          FarmFailure.RateLimited _,
          FarmFailure.Unsupported _ ->
          true;
    };
  }

  /** OpenCue changes the dashes in the short name of a job, and knows no capitals. */
  private static String fullName(Submission submission, JobSpec job) {
    return JobNames.full(
            submission.show(), submission.shot(), submission.user(), job.name().replace('-', '_'))
        .toLowerCase(Locale.ROOT);
  }
}
