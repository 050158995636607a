package io.farmgate.domain.port;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import java.util.List;
import java.util.Optional;

/** Reads jobs. */
public interface Jobs {
  /** Returns the jobs that {@code query} asks for: highest priority first, then oldest first. */
  List<Job> list(JobQuery query);

  /**
   * Returns one page of the jobs that {@code query} asks for; its limit does not count. A farm says
   * what a page costs it; on one that cannot start in the middle that is the whole list.
   *
   * @throws io.farmgate.domain.failure.FarmException Invalid for a place that is not of this list
   */
  Page<Job> page(JobQuery query, JobOrder order, PageRequest page);

  /** Returns the job of that id, finished or not. */
  Optional<Job> byId(JobId id);

  /** Returns the unfinished job of that full name, or else the youngest finished one. */
  Optional<Job> byName(String name);
}
