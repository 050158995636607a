package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.domain.port.JobQuery;
import io.farmgate.opencue.wire.job.JobSearchCriteria;
import java.util.List;
import java.util.Set;

/** OpenCue's criteria for jobs as a query. */
final class JobQueries {
  private JobQueries() {}

  /** Reads criteria; empty ones mean all jobs that are not finished. */
  static JobQuery of(JobSearchCriteria criteria) {
    return new JobQuery(
        Set.copyOf(criteria.getIdsList()),
        Set.copyOf(criteria.getJobsList()),
        criteria.getSubstrList(),
        criteria.getRegexList().stream().map(text -> Wire.pattern("r.regex", text)).toList(),
        Set.copyOf(criteria.getUsersList()),
        Set.copyOf(criteria.getShotsList()),
        Set.copyOf(criteria.getShowsList()),
        Set.of(),
        criteria.getIncludeFinished(),
        0);
  }

  /** The unfinished jobs of some shows. */
  static JobQuery ofShows(Set<String> shows) {
    return new JobQuery(
        Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of(), shows, Set.of(), false, 0);
  }
}
