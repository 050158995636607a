package io.farmgate.domain.port;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import java.util.List;
import java.util.Optional;

/** Reads jobs. */
public interface Jobs {
  /** Returns the jobs that {@code query} asks for: highest priority first, then oldest first. */
  List<Job> list(JobQuery query);

  /** Returns the job of that id, finished or not. */
  Optional<Job> byId(JobId id);

  /** Returns the unfinished job of that full name, or else the youngest finished one. */
  Optional<Job> byName(String name);
}
