package io.farmgate.domain.spec;

import java.util.List;

/**
 * Jobs that are launched together, and what waits for what. All of it is accepted, or none; {@link
 * SubmissionRules} says what is acceptable.
 *
 * @param facility where the jobs are to run; empty for the farm's default
 * @param jobs at least one
 */
public record Submission(
    String facility,
    String show,
    String shot,
    String user,
    int uid,
    String email,
    List<JobSpec> jobs,
    List<DependSpec> depends) {
  public Submission {
    jobs = List.copyOf(jobs);
    depends = List.copyOf(depends);
  }
}
