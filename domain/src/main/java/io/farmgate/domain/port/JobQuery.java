package io.farmgate.domain.port;

import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which jobs to list. An empty part does not narrow; parts narrow together.
 *
 * @param names exact full names
 * @param substrings any of them stands in the name
 * @param patterns any of them is found in the name
 * @param states derived states; where any is named, {@code includeFinished} does not matter
 * @param includeFinished whether succeeded and killed jobs are listed too
 * @param limit at most so many; 0 means all
 */
public record JobQuery(
    Set<String> ids,
    Set<String> names,
    List<String> substrings,
    List<Pattern> patterns,
    Set<String> users,
    Set<String> shots,
    Set<String> shows,
    Set<JobState> states,
    boolean includeFinished,
    int limit) {
  /** All jobs that are not finished. */
  public static final JobQuery UNFINISHED =
      new JobQuery(
          Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(), false,
          0);

  public JobQuery {
    ids = Set.copyOf(ids);
    names = Set.copyOf(names);
    substrings = List.copyOf(substrings);
    patterns = List.copyOf(patterns);
    users = Set.copyOf(users);
    shots = Set.copyOf(shots);
    shows = Set.copyOf(shows);
    states = Set.copyOf(states);
  }

  /** The same, of these jobs only; of all where there are none. */
  public JobQuery withIds(Set<JobId> wanted) {
    return new JobQuery(
        wanted.stream().map(JobId::value).collect(Collectors.toSet()),
        names,
        substrings,
        patterns,
        users,
        shots,
        shows,
        states,
        includeFinished,
        limit);
  }
}
