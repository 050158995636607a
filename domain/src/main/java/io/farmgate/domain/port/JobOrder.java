package io.farmgate.domain.port;

import io.farmgate.domain.Job;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which order jobs are read page by page. Which of two that are alike comes first is the farm's
 * to say, and stays so.
 */
public enum JobOrder {
  /** Highest priority first, then oldest first. */
  URGENCY,
  /** By full name. */
  NAME,
  /** The other way round. */
  NAME_REVERSED,
  /** Oldest first. */
  START,
  /** Youngest first. */
  START_REVERSED;

  private Comparator<JobPlace> comparator() {
    Comparator<JobPlace> comparator =
        switch (this) {
          case URGENCY ->
              Comparator.comparingInt(JobPlace::priority)
                  .reversed()
                  .thenComparing(JobPlace::startTime);
          case NAME -> Comparator.comparing(JobPlace::name);
          case NAME_REVERSED -> Comparator.comparing(JobPlace::name).reversed();
          case START -> Comparator.comparing(JobPlace::startTime);
          case START_REVERSED -> Comparator.comparing(JobPlace::startTime).reversed();
        };
    return comparator.thenComparing(place -> place.id().value());
  }

  /**
   * Cuts a page out of jobs that are all at hand, for farms that cannot read a page by itself. Of
   * two that are alike, the one of the lesser id goes first.
   *
   * @throws io.farmgate.domain.failure.FarmException Invalid for a place that is none
   */
  public Page<Job> cut(Stream<Job> jobs, PageRequest page) {
    Comparator<JobPlace> comparator = comparator();
    Optional<JobPlace> after = page.after().map(JobPlace::of);
    List<Job> found =
        jobs.filter(job ->
                after.stream().allMatch(place -> comparator.compare(JobPlace.of(job), place) > 0))
            .sorted(Comparator.comparing(JobPlace::of, comparator))
            .limit(page.limit() + 1L)
            .toList();
    return JobPlace.page(found, page);
  }
}
