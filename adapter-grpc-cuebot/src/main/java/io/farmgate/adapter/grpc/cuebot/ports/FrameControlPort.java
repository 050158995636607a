package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.FrameControl;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.KillReason;
import io.farmgate.opencue.wire.job.FrameEatRequest;
import io.farmgate.opencue.wire.job.FrameEatResponse;
import io.farmgate.opencue.wire.job.FrameKillRequest;
import io.farmgate.opencue.wire.job.FrameKillResponse;
import io.farmgate.opencue.wire.job.FrameRetryRequest;
import io.farmgate.opencue.wire.job.FrameRetryResponse;
import io.farmgate.opencue.wire.job.FrameSearchCriteria;
import io.farmgate.opencue.wire.job.JobEatFramesRequest;
import io.farmgate.opencue.wire.job.JobEatFramesResponse;
import io.farmgate.opencue.wire.job.JobKillFramesRequest;
import io.farmgate.opencue.wire.job.JobKillFramesResponse;
import io.farmgate.opencue.wire.job.JobRetryFramesRequest;
import io.farmgate.opencue.wire.job.JobRetryFramesResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Changes frames. They are listed first: the farm passes over a query's page, and does not say how
 * many frames it changed. So a frame whose state changes between the two calls may be counted and
 * not reached, or the other way round.
 */
final class FrameControlPort implements FrameControl {
  private static final String JOB = "job.JobInterface/";
  private static final String FRAME = "job.FrameInterface/";

  /** The farm makes a condition of each id. */
  private static final int MOST_IDS = 500;

  private static final Set<FrameState> RETRIABLE =
      EnumSet.of(
          FrameState.SUCCEEDED,
          FrameState.DEAD,
          FrameState.EATEN,
          FrameState.CHECKPOINT,
          FrameState.RUNNING);

  private static final Set<FrameState> NOT_DONE =
      EnumSet.complementOf(EnumSet.of(FrameState.SUCCEEDED, FrameState.EATEN));

  private final FarmCalls calls;
  private final FramePort frames;

  FrameControlPort(FarmCalls calls, FramePort frames) {
    this.calls = calls;
    this.frames = frames;
  }

  /** One kind of change, of one frame and of several of a job. */
  private interface Change {
    void one(io.farmgate.opencue.wire.job.Frame frame);

    void several(JobId job, FrameSearchCriteria frames);
  }

  @Override
  public int retry(FrameQuery query, KillReason reason) {
    return change(query, RETRIABLE, new Retry());
  }

  @Override
  public int kill(FrameQuery query, KillReason reason) {
    return change(query, Set.of(FrameState.RUNNING), new Kill(Units.complete(reason)));
  }

  @Override
  public int eat(FrameQuery query, KillReason reason) {
    return change(query, NOT_DONE, new Eat());
  }

  private int change(FrameQuery query, Set<FrameState> reached, Change change) {
    List<FrameId> ids =
        frames.list(query).stream()
            .filter(frame -> reached.contains(frame.state()))
            .map(Frame::id)
            .toList();
    if (query.job().isEmpty()) {
      ids.forEach(id ->
          change.one(io.farmgate.opencue.wire.job.Frame.newBuilder().setId(id.value()).build()));
      return ids.size();
    }
    JobId job = query.job().get();
    named(ids).forEach(some -> change.several(job, some));
    return ids.size();
  }

  /** Returns criteria that name frames, as many at a time as the farm takes. */
  static List<FrameSearchCriteria> named(List<FrameId> ids) {
    List<FrameSearchCriteria> parts = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += MOST_IDS) {
      List<FrameId> some = ids.subList(from, Math.min(ids.size(), from + MOST_IDS));
      parts.add(
          FrameSearchCriteria.newBuilder()
              .addAllIds(some.stream().map(FrameId::value).toList())
              .setPage(1)
              .setLimit(MOST_IDS)
              .build());
    }
    return parts;
  }

  private final class Retry implements Change {
    @Override
    public void one(io.farmgate.opencue.wire.job.Frame frame) {
      calls.call(
          FRAME + "Retry",
          FrameRetryRequest.newBuilder().setFrame(frame).build(),
          FrameRetryResponse.parser());
    }

    @Override
    public void several(JobId job, FrameSearchCriteria some) {
      calls.call(
          JOB + "RetryFrames",
          JobRetryFramesRequest.newBuilder().setJob(JobControlPort.job(job)).setReq(some).build(),
          JobRetryFramesResponse.parser());
    }
  }

  private final class Eat implements Change {
    @Override
    public void one(io.farmgate.opencue.wire.job.Frame frame) {
      calls.call(
          FRAME + "Eat",
          FrameEatRequest.newBuilder().setFrame(frame).build(),
          FrameEatResponse.parser());
    }

    @Override
    public void several(JobId job, FrameSearchCriteria some) {
      calls.call(
          JOB + "EatFrames",
          JobEatFramesRequest.newBuilder().setJob(JobControlPort.job(job)).setReq(some).build(),
          JobEatFramesResponse.parser());
    }
  }

  private final class Kill implements Change {
    private final KillReason reason;

    Kill(KillReason reason) {
      this.reason = reason;
    }

    @Override
    public void one(io.farmgate.opencue.wire.job.Frame frame) {
      calls.call(
          FRAME + "Kill",
          FrameKillRequest.newBuilder()
              .setFrame(frame)
              .setUsername(reason.user())
              .setHostKill(reason.host())
              .setPid(Long.toString(reason.pid()))
              .setReason(reason.text())
              .build(),
          FrameKillResponse.parser());
    }

    @Override
    public void several(JobId job, FrameSearchCriteria some) {
      calls.call(
          JOB + "KillFrames",
          JobKillFramesRequest.newBuilder()
              .setJob(JobControlPort.job(job))
              .setReq(some)
              .setUsername(reason.user())
              .setHostKill(reason.host())
              .setPid(Long.toString(reason.pid()))
              .setReason(reason.text())
              .build(),
          JobKillFramesResponse.parser());
    }
  }
}
