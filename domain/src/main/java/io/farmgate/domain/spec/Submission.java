package io.farmgate.domain.spec;

import java.util.List;
import java.util.OptionalInt;

/**
 * Jobs that are launched together, and what waits for what. All of it is accepted, or none; {@link
 * SubmissionRules} says what is acceptable.
 *
 * @param facility where the jobs are to run; empty for the farm's default
 * @param uid the user's number on the hosts, where it is known
 * @param jobs at least one
 */
public record Submission(
    String facility,
    String show,
    String shot,
    String user,
    OptionalInt uid,
    String email,
    List<JobSpec> jobs,
    List<DependSpec> depends) {
  public Submission {
    jobs = List.copyOf(jobs);
    depends = List.copyOf(depends);
  }
}
