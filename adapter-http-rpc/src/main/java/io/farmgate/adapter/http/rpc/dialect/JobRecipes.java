package io.farmgate.adapter.http.rpc.dialect;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.farmgate.adapter.http.rpc.method.JobFrames;
import io.farmgate.adapter.http.rpc.method.JobWords;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Jobs by a documented state, and at most so many of them. The contract has no criterion for it.
 */
final class JobRecipes {
  private static final String GET_JOBS = "job.JobInterface/GetJobs";

  private JobRecipes() {}

  /** Lists jobs, then keeps those that are wanted. */
  static Outcome list(Body body, FarmCalls farm) {
    Set<JobWords> words = words(body.takeTexts("r.state"));
    Optional<Integer> most =
        body.takeText("r.maxResults")
            .or(() -> body.takeText("r.max_results"))
            .map(JobRecipes::most);
    if (words.contains(JobWords.FINISHED) || words.contains(JobWords.KILLED)) {
      body.take("r.include_finished");
      body.take("r.includeFinished");
      body.put("r.include_finished", BooleanNode.TRUE);
    }
    Outcome all = farm.call(GET_JOBS, body);
    if (words.isEmpty() && most.isEmpty()) {
      return all;
    }
    JobGetJobsResponse response =
        farm.parse(GET_JOBS, all.response().array(), JobGetJobsResponse.parser());
    Stream<Job> jobs =
        response.getJobs().getJobsList().stream()
            .filter(job -> words.isEmpty() || words.contains(JobFrames.word(job)))
            .limit(most.orElse(Integer.MAX_VALUE));
    JobGetJobsResponse.Builder kept = JobGetJobsResponse.newBuilder();
    kept.getJobsBuilder().addAllJobs(jobs.toList());
    return all.with(WireBytes.wrap(kept.build().toByteArray()));
  }

  private static Set<JobWords> words(List<String> texts) {
    Set<JobWords> words = EnumSet.noneOf(JobWords.class);
    for (String text : texts) {
      try {
        words.add(JobWords.valueOf(text.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw Body.invalid(
            "r.state: '"
                + text
                + "' (expected: one of "
                + Arrays.toString(JobWords.values())
                + ")");
      }
    }
    return words;
  }

  private static int most(String text) {
    try {
      int most = Integer.parseInt(text);
      if (most >= 0) {
        // As everywhere in the contract, 0 is as good as not given.
        return most == 0 ? Integer.MAX_VALUE : most;
      }
    } catch (NumberFormatException e) {
      throw Body.invalid("r.maxResults: '" + text + "' (expected: a whole number)");
    }
    throw Body.invalid("r.maxResults: " + text + " (expected: 0 or more)");
  }
}
