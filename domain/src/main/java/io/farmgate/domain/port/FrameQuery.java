package io.farmgate.domain.port;

import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.JobId;
import java.util.Optional;
import java.util.Set;

/**
 * Which frames of one job to list or change. An empty part does not narrow; parts narrow together.
 *
 * @param job absent where exactly one frame is named by its id, wherever it is
 * @param layers names of layers
 * @param names full frame names such as {@code 0042-comp}
 * @param numbers frame numbers
 * @param offset how many to pass over; 0 or more
 * @param limit at most so many; 0 means all
 */
public record FrameQuery(
    Optional<JobId> job,
    Set<FrameId> ids,
    Set<String> layers,
    Set<String> names,
    Set<Integer> numbers,
    Set<FrameState> states,
    Optional<Long> minRssBytes,
    int offset,
    int limit) {
  public FrameQuery {
    ids = Set.copyOf(ids);
    layers = Set.copyOf(layers);
    names = Set.copyOf(names);
    numbers = Set.copyOf(numbers);
    states = Set.copyOf(states);
    if (job.isEmpty() && ids.size() != 1) {
      throw new IllegalArgumentException(
          "frames: " + ids.size() + " ids without a job (expected: a job, or one id)");
    }
  }

  /** All frames of a job. */
  public static FrameQuery of(JobId job) {
    return new FrameQuery(
        Optional.of(job), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), 0, 0);
  }

  /** The same, asked of a job. */
  public FrameQuery of(Optional<JobId> known) {
    return new FrameQuery(known, ids, layers, names, numbers, states, minRssBytes, offset, limit);
  }

  /** The same frames, but only those in one of {@code wanted}. */
  public FrameQuery in(Set<FrameState> wanted) {
    return new FrameQuery(job, ids, layers, names, numbers, wanted, minRssBytes, offset, limit);
  }

  /** The same frames, but only those of the layers named. */
  public FrameQuery ofLayers(Set<String> wanted) {
    return new FrameQuery(job, ids, wanted, names, numbers, states, minRssBytes, offset, limit);
  }

  /** The same frames, but only that one page of them. */
  public FrameQuery page(int newOffset, int newLimit) {
    return new FrameQuery(
        job, ids, layers, names, numbers, states, minRssBytes, newOffset, newLimit);
  }

  /** Just one frame, if it is one of that job. */
  public static FrameQuery one(JobId job, FrameId frame) {
    return one(Optional.of(job), frame);
  }

  /** Just one frame, wherever it is. */
  public static FrameQuery one(FrameId frame) {
    return one(Optional.empty(), frame);
  }

  private static FrameQuery one(Optional<JobId> job, FrameId frame) {
    return new FrameQuery(
        job, Set.of(frame), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), 0, 0);
  }
}
