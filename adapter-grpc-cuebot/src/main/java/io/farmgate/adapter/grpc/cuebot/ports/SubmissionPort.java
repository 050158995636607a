package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Job;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Submissions;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Submission;
import io.farmgate.domain.spec.SubmissionRules;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitRequest;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Launches work, as OpenCue's XML. */
final class SubmissionPort implements Submissions {
  private final FarmCalls calls;
  private final ShowPort shows;

  SubmissionPort(FarmCalls calls, ShowPort shows) {
    this.calls = calls;
    this.shows = shows;
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
    return submission.jobs().stream()
        .map(job -> launched.get(fullName(submission, job)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** OpenCue changes the dashes in the short name of a job, and knows no capitals. */
  private static String fullName(Submission submission, JobSpec job) {
    return JobNames.full(
            submission.show(), submission.shot(), submission.user(), job.name().replace('-', '_'))
        .toLowerCase(Locale.ROOT);
  }
}
