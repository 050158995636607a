package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameMarks;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.opencue.wire.job.FrameMarkAsDependRequest;
import io.farmgate.opencue.wire.job.FrameMarkAsDependResponse;
import io.farmgate.opencue.wire.job.FrameMarkAsWaitingRequest;
import io.farmgate.opencue.wire.job.FrameMarkAsWaitingResponse;
import io.farmgate.opencue.wire.job.JobMarkAsWaitingRequest;
import io.farmgate.opencue.wire.job.JobMarkAsWaitingResponse;
import io.farmgate.opencue.wire.job.JobMarkDoneFramesRequest;
import io.farmgate.opencue.wire.job.JobMarkDoneFramesResponse;
import java.util.List;

/**
 * Overrules what waits for what, frame by frame. As in {@link FrameControlPort}, frames are listed
 * first. The farm answers OK where there is nothing to hold a frame back, so that its state is
 * looked at afterwards.
 */
final class FrameMarkPort implements FrameMarks {
  private static final String JOB = "job.JobInterface/";
  private static final String FRAME = "job.FrameInterface/";

  private final FarmCalls calls;
  private final FramePort frames;
  private final DependencyPort dependencies;

  FrameMarkPort(FarmCalls calls, FramePort frames, DependencyPort dependencies) {
    this.calls = calls;
    this.frames = frames;
    this.dependencies = dependencies;
  }

  @Override
  public int markWaiting(FrameQuery query) {
    List<FrameId> held =
        frames.list(query).stream()
            .filter(frame -> frame.state() == FrameState.DEPEND)
            .map(Frame::id)
            .toList();
    query
        .job()
        .ifPresentOrElse(
            job ->
                FrameControlPort.named(held)
                    .forEach(some ->
                        calls.call(
                            JOB + "MarkAsWaiting",
                            JobMarkAsWaitingRequest.newBuilder()
                                .setJob(JobControlPort.job(job))
                                .setReq(some)
                                .build(),
                            JobMarkAsWaitingResponse.parser())),
            () ->
                held.forEach(id ->
                    calls.call(
                        FRAME + "MarkAsWaiting",
                        FrameMarkAsWaitingRequest.newBuilder()
                            .setFrame(DependencyPort.wire(id))
                            .build(),
                        FrameMarkAsWaitingResponse.parser())));
    return held.size();
  }

  @Override
  public void markDepend(FrameId id) {
    if (state(id) == FrameState.DEPEND) {
      return;
    }
    calls.call(
        FRAME + "MarkAsDepend",
        FrameMarkAsDependRequest.newBuilder().setFrame(DependencyPort.wire(id)).build(),
        FrameMarkAsDependResponse.parser());
    FrameState now = state(id);
    if (now != FrameState.DEPEND) {
      throw new FarmException(
          new FarmFailure.Conflict(
              "frame state: " + now + " (expected: WAITING, and a dependency that holds)"));
    }
  }

  private FrameState state(FrameId id) {
    return frames
        .byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("frame", id.value())))
        .state();
  }

  @Override
  public void markDone(FrameQuery query) {
    List<FrameId> done = frames.list(query).stream().map(Frame::id).toList();
    query
        .job()
        .ifPresentOrElse(
            job ->
                FrameControlPort.named(done)
                    .forEach(some ->
                        calls.call(
                            JOB + "MarkDoneFrames",
                            JobMarkDoneFramesRequest.newBuilder()
                                .setJob(JobControlPort.job(job))
                                .setReq(some)
                                .build(),
                            JobMarkDoneFramesResponse.parser())),
            // The contract has no such call for one frame.
            () -> done.forEach(id -> dependencies.dropWaitingFor(WorkRef.of(id))));
  }
}
