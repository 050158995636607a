package io.farmgate.domain.port;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a list of jobs may go by, of the last job of a page. The job itself may have changed or
 * gone since.
 */
public record JobPlace(int priority, Instant startTime, JobId id, String name) {
  private static final Pattern FORM =
      Pattern.compile("(-?\\d{1,10}):(-?\\d{1,14}):(\\d{1,9}):(\\d{1,4}):(.+)", Pattern.DOTALL);

  /** Returns the place of a job. */
  public static JobPlace of(Job job) {
    return new JobPlace(job.priority(), job.startTime(), job.id(), job.name());
  }

  /**
   * Reads a place that {@link #place} has written.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} for any other
   */
  public static JobPlace of(Place place) {
    Matcher parts = FORM.matcher(place.text());
    try {
      if (parts.matches()) {
        int id = Integer.parseInt(parts.group(4));
        String rest = parts.group(5);
        if (id > 0 && id <= rest.length()) {
          return new JobPlace(
              Integer.parseInt(parts.group(1)),
              Instant.ofEpochSecond(
                  Long.parseLong(parts.group(2)), Integer.parseInt(parts.group(3))),
              new JobId(rest.substring(0, id)),
              rest.substring(id));
        }
      }
      throw wrong();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw wrong();
    }
  }

  /** Returns how a farm refuses a place that it has not given out. */
  public static FarmException wrong() {
    return new FarmException(
        new FarmFailure.Invalid(
            "cursor: no place in this list (expected: what came with the page before)"));
  }

  /** Makes a page of one job more than it has, if there are so many. */
  public static Page<Job> page(List<Job> found, PageRequest page) {
    return found.size() <= page.limit()
        ? new Page<>(found, Optional.empty())
        : new Page<>(
            found.subList(0, page.limit()), Optional.of(of(found.get(page.limit() - 1)).place()));
  }

  /** Writes it down. */
  public Place place() {
    return new Place(
        priority
            + ":"
            + startTime.getEpochSecond()
            + ":"
            + startTime.getNano()
            + ":"
            + id.value().length()
            + ":"
            + id.value()
            + name);
  }
}
