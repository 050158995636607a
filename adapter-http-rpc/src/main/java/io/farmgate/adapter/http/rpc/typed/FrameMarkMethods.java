package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.opencue.wire.job.FrameMarkAsDependRequest;
import io.farmgate.opencue.wire.job.FrameMarkAsDependResponse;
import io.farmgate.opencue.wire.job.FrameMarkAsWaitingRequest;
import io.farmgate.opencue.wire.job.FrameMarkAsWaitingResponse;
import io.farmgate.opencue.wire.job.JobMarkAsWaitingRequest;
import io.farmgate.opencue.wire.job.JobMarkAsWaitingResponse;
import io.farmgate.opencue.wire.job.JobMarkDoneFramesRequest;
import io.farmgate.opencue.wire.job.JobMarkDoneFramesResponse;

/** What the interfaces of jobs and frames offer to overrule what waits for what. */
final class FrameMarkMethods {
  private static final String JOB = "job.JobInterface/";
  private static final String FRAME = "job.FrameInterface/";
  private static final String WAITING = "let frames start whatever holds them";

  private final BrowseFarm browse;
  private final ControlWork control;

  FrameMarkMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control.work();
  }

  void addTo(MethodTable table) {
    addToFrames(table);
    addToJobs(table);
  }

  private void addToFrames(MethodTable table) {
    table.add(
        FRAME + "MarkAsWaiting",
        FrameMarkAsWaitingRequest.getDefaultInstance(),
        FrameMarkAsWaitingResponse.class,
        (call, request) -> {
          FrameQuery one = FrameQuery.one(known(call, request.getFrame()));
          control.change(
              call.caller(), call.farm(), WAITING, work -> work.frameMarks().markWaiting(one));
          return FrameMarkAsWaitingResponse.getDefaultInstance();
        });
    table.add(
        FRAME + "MarkAsDepend",
        FrameMarkAsDependRequest.getDefaultInstance(),
        FrameMarkAsDependResponse.class,
        (call, request) -> {
          FrameId frame = Wire.id("frame.id", request.getFrame().getId(), FrameId::new);
          control.change(
              call.caller(),
              call.farm(),
              "hold a frame back",
              work -> work.frameMarks().markDepend(frame));
          return FrameMarkAsDependResponse.getDefaultInstance();
        });
  }

  private void addToJobs(MethodTable table) {
    table.add(
        JOB + "MarkAsWaiting",
        JobMarkAsWaitingRequest.getDefaultInstance(),
        JobMarkAsWaitingResponse.class,
        (call, request) -> {
          FrameQuery frames =
              FrameQueries.of(call, known(call, request.getJob()), request.getReq());
          control.change(
              call.caller(), call.farm(), WAITING, work -> work.frameMarks().markWaiting(frames));
          return JobMarkAsWaitingResponse.getDefaultInstance();
        });
    table.add(
        JOB + "MarkDoneFrames",
        JobMarkDoneFramesRequest.getDefaultInstance(),
        JobMarkDoneFramesResponse.class,
        (call, request) -> {
          FrameQuery frames =
              FrameQueries.of(call, known(call, request.getJob()), request.getReq());
          control.change(
              call.caller(),
              call.farm(),
              "let go of what waits",
              work -> work.frameMarks().markDone(frames));
          return JobMarkDoneFramesResponse.getDefaultInstance();
        });
  }

  private JobId known(Invocation call, io.farmgate.opencue.wire.job.Job job) {
    return browse.job(call.caller(), call.farm(), JobMethods.id(job)).id();
  }

  private FrameId known(Invocation call, io.farmgate.opencue.wire.job.Frame frame) {
    FrameId id = Wire.id("frame.id", frame.getId(), FrameId::new);
    return browse.frame(call.caller(), call.farm(), id).id();
  }
}
