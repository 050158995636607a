package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.Job;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.LaunchKey;
import io.farmgate.domain.port.LaunchOnce;
import io.farmgate.domain.spec.Submission;
import java.util.List;
import java.util.function.Function;

/** Launches work for a caller who may. */
public final class SubmitWork {
  private final AccessPolicy policy;

  /** Creates the use case. */
  public SubmitWork(AccessPolicy policy) {
    this.policy = policy;
  }

  /** Launches all jobs of a submission, or none; see the port for what can go wrong. */
  public List<Job> launch(Caller caller, Farm farm, Submission submission) {
    policy.require(caller, Role.OPERATOR, "launch jobs");
    return farm.ports().submissions().launch(submission);
  }

  /**
   * Launches a submission once under a key of the caller's; see the port for what that means.
   *
   * @param digest of what is asked for
   * @param answer makes of the jobs what the caller is told
   */
  public LaunchOnce launchOnce(
      Caller caller,
      Farm farm,
      Submission submission,
      String key,
      String digest,
      Function<List<Job>, String> answer) {
    policy.require(caller, Role.OPERATOR, "launch jobs");
    return farm.ports()
        .submissions()
        .launchOnce(submission, new LaunchKey(caller.subject(), key, digest), answer);
  }
}
