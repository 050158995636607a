package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.JobState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What this API calls the states of jobs and layers; {@code docs/states.md} has all dialects. */
enum JobWord {
  PENDING,
  RUNNING,
  FINISHED,
  PAUSED;

  static JobWord of(JobState state) {
    return switch (state) {
      case WAITING, FAILED -> PENDING;
      case RUNNING -> RUNNING;
      case PAUSED -> PAUSED;
      case SUCCEEDED, KILLED -> FINISHED;
    };
  }

  /** Returns the states that each word stands for. */
  static Map<String, Set<JobState>> words() {
    Map<String, Set<JobState>> words = new LinkedHashMap<>();
    for (JobWord word : values()) {
      words.put(
          word.name(),
          Arrays.stream(JobState.values())
              .filter(state -> of(state) == word)
              .collect(Collectors.toUnmodifiableSet()));
    }
    return words;
  }
}
