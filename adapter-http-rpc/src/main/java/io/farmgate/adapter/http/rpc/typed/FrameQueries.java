package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.opencue.wire.job.FrameSearchCriteria;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * OpenCue's criteria for frames as a query.
 *
 * <p>Pages count from 1, and a page of 0 is the first. A limit of 0 means all frames: Cuebot
 * answers with an empty list, which nobody who asks can want.
 */
final class FrameQueries {
  /** A range may name this many frames, which is more than a job may have. */
  private static final int MOST_NUMBERS = 100_000;

  private FrameQueries() {}

  static FrameQuery of(Invocation call, JobId job, FrameSearchCriteria criteria) {
    refuseWhatNoPortOffers(call, criteria);
    return new FrameQuery(
        Optional.of(job),
        criteria.getIdsList().stream()
            .map(id -> Wire.id("ids", id, FrameId::new))
            .collect(Collectors.toSet()),
        Set.copyOf(criteria.getLayersList()),
        Set.copyOf(criteria.getFramesList()),
        numbers(criteria.getFrameRange()),
        criteria.getStates().getFrameStatesList().stream()
            .map(FrameQueries::state)
            .collect(Collectors.toSet()),
        Optional.empty(),
        offset(criteria),
        limit(criteria));
  }

  private static void refuseWhatNoPortOffers(Invocation call, FrameSearchCriteria criteria) {
    if (!criteria.getMemoryRange().isEmpty()) {
      throw Wire.unsupported(call, "narrow frames by memory_range");
    }
    if (!criteria.getDurationRange().isEmpty()) {
      throw Wire.unsupported(call, "narrow frames by duration_range");
    }
    if (criteria.getChangeDate() != 0) {
      throw Wire.unsupported(call, "narrow frames by change_date");
    }
  }

  private static Set<Integer> numbers(String range) {
    if (range.isBlank()) {
      return Set.of();
    }
    FrameRange frames = FrameRange.parse(range);
    if (frames.size() > MOST_NUMBERS) {
      throw Wire.invalid(
          "frame_range: " + frames.size() + " frames (expected: at most " + MOST_NUMBERS + ")");
    }
    return frames.frames().boxed().collect(Collectors.toSet());
  }

  private static int limit(FrameSearchCriteria criteria) {
    if (criteria.getLimit() < 0) {
      throw Wire.invalid("limit: " + criteria.getLimit() + " (expected: 0 or more)");
    }
    return criteria.getLimit();
  }

  private static int offset(FrameSearchCriteria criteria) {
    if (criteria.getPage() < 0 || criteria.getOffset() < 0) {
      throw Wire.invalid("page, offset: negative (expected: 0 or more)");
    }
    long paged = Math.max(0L, criteria.getPage() - 1L) * limit(criteria);
    return (int) Math.min(Integer.MAX_VALUE, paged + criteria.getOffset());
  }

  private static FrameState state(io.farmgate.opencue.wire.job.FrameState state) {
    return switch (state) {
      case WAITING -> FrameState.WAITING;
      case SETUP -> FrameState.SETUP;
      case RUNNING -> FrameState.RUNNING;
      case SUCCEEDED -> FrameState.SUCCEEDED;
      case DEPEND -> FrameState.DEPEND;
      case DEAD -> FrameState.DEAD;
      case EATEN -> FrameState.EATEN;
      case CHECKPOINT -> FrameState.CHECKPOINT;
      case UNRECOGNIZED ->
          throw Wire.invalid("states: an unknown number (expected: a state of a frame)");
    };
  }
}
