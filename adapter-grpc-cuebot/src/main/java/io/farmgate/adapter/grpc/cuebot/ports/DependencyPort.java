package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.DependId;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Depend.End;
import io.farmgate.domain.port.Depend.Where;
import io.farmgate.domain.port.Dependencies;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.opencue.wire.depend.Depend;
import io.farmgate.opencue.wire.depend.DependGetDependRequest;
import io.farmgate.opencue.wire.depend.DependGetDependResponse;
import io.farmgate.opencue.wire.depend.DependSatisfyRequest;
import io.farmgate.opencue.wire.depend.DependSatisfyResponse;
import io.farmgate.opencue.wire.depend.DependSeq;
import io.farmgate.opencue.wire.depend.DependTarget;
import io.farmgate.opencue.wire.depend.DependType;
import io.farmgate.opencue.wire.depend.DependUnsatisfyRequest;
import io.farmgate.opencue.wire.depend.DependUnsatisfyResponse;
import io.farmgate.opencue.wire.job.Frame;
import io.farmgate.opencue.wire.job.FrameCreateDependencyOnFrameRequest;
import io.farmgate.opencue.wire.job.FrameCreateDependencyOnFrameResponse;
import io.farmgate.opencue.wire.job.FrameCreateDependencyOnJobRequest;
import io.farmgate.opencue.wire.job.FrameCreateDependencyOnJobResponse;
import io.farmgate.opencue.wire.job.FrameCreateDependencyOnLayerRequest;
import io.farmgate.opencue.wire.job.FrameCreateDependencyOnLayerResponse;
import io.farmgate.opencue.wire.job.FrameDropDependsRequest;
import io.farmgate.opencue.wire.job.FrameDropDependsResponse;
import io.farmgate.opencue.wire.job.FrameGetWhatDependsOnThisRequest;
import io.farmgate.opencue.wire.job.FrameGetWhatDependsOnThisResponse;
import io.farmgate.opencue.wire.job.FrameGetWhatThisDependsOnRequest;
import io.farmgate.opencue.wire.job.FrameGetWhatThisDependsOnResponse;
import io.farmgate.opencue.wire.job.JobCreateDependencyOnFrameRequest;
import io.farmgate.opencue.wire.job.JobCreateDependencyOnFrameResponse;
import io.farmgate.opencue.wire.job.JobCreateDependencyOnJobRequest;
import io.farmgate.opencue.wire.job.JobCreateDependencyOnJobResponse;
import io.farmgate.opencue.wire.job.JobCreateDependencyOnLayerRequest;
import io.farmgate.opencue.wire.job.JobCreateDependencyOnLayerResponse;
import io.farmgate.opencue.wire.job.JobDropDependsRequest;
import io.farmgate.opencue.wire.job.JobDropDependsResponse;
import io.farmgate.opencue.wire.job.JobGetDependsRequest;
import io.farmgate.opencue.wire.job.JobGetDependsResponse;
import io.farmgate.opencue.wire.job.JobGetWhatDependsOnThisRequest;
import io.farmgate.opencue.wire.job.JobGetWhatDependsOnThisResponse;
import io.farmgate.opencue.wire.job.JobGetWhatThisDependsOnRequest;
import io.farmgate.opencue.wire.job.JobGetWhatThisDependsOnResponse;
import io.farmgate.opencue.wire.job.Layer;
import io.farmgate.opencue.wire.job.LayerCreateDependOnFrameRequest;
import io.farmgate.opencue.wire.job.LayerCreateDependOnFrameResponse;
import io.farmgate.opencue.wire.job.LayerCreateDependOnJobRequest;
import io.farmgate.opencue.wire.job.LayerCreateDependOnJobResponse;
import io.farmgate.opencue.wire.job.LayerCreateDependOnLayerRequest;
import io.farmgate.opencue.wire.job.LayerCreateDependOnLayerResponse;
import io.farmgate.opencue.wire.job.LayerCreateFrameByFrameDependRequest;
import io.farmgate.opencue.wire.job.LayerCreateFrameByFrameDependResponse;
import io.farmgate.opencue.wire.job.LayerDropDependsRequest;
import io.farmgate.opencue.wire.job.LayerDropDependsResponse;
import io.farmgate.opencue.wire.job.LayerGetWhatDependsOnThisRequest;
import io.farmgate.opencue.wire.job.LayerGetWhatDependsOnThisResponse;
import io.farmgate.opencue.wire.job.LayerGetWhatThisDependsOnRequest;
import io.farmgate.opencue.wire.job.LayerGetWhatThisDependsOnResponse;
import io.farmgate.opencue.wire.job.LayerMarkdoneFramesRequest;
import io.farmgate.opencue.wire.job.LayerMarkdoneFramesResponse;
import java.util.List;
import java.util.Optional;

/**
 * Dependencies. The farm refuses what waits already and what would wait for itself by one step; a
 * longer way round it lets pass. What waits for a job or a frame is satisfied one by one. Taking
 * that back it answers well and does for layers on layers and frames on frames only.
 */
final class DependencyPort implements Dependencies {
  private static final String SERVICE = "depend.DependInterface/";
  private static final String JOB = "job.JobInterface/";
  private static final String LAYER = "job.LayerInterface/";
  private static final String FRAME = "job.FrameInterface/";

  private final FarmCalls calls;

  DependencyPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public Optional<io.farmgate.domain.port.Depend> byId(DependId id) {
    return calls
        .find(
            SERVICE + "GetDepend",
            DependGetDependRequest.newBuilder().setId(id.value()).build(),
            DependGetDependResponse.parser())
        .map(found -> depend(found.getDepend()));
  }

  @Override
  public List<io.farmgate.domain.port.Depend> ofJob(WorkRef.OfJob job) {
    return calls
        .find(
            JOB + "GetDepends",
            JobGetDependsRequest.newBuilder().setJob(JobControlPort.job(job.id())).build(),
            JobGetDependsResponse.parser())
        .map(found -> list(found.getDepends()))
        .orElse(List.of());
  }

  @Override
  public List<io.farmgate.domain.port.Depend> waitingFor(WorkRef ref) {
    return (switch (ref) {
          case WorkRef.OfJob job ->
              calls
                  .find(
                      JOB + "GetWhatDependsOnThis",
                      JobGetWhatDependsOnThisRequest.newBuilder()
                          .setJob(JobControlPort.job(job.id()))
                          .build(),
                      JobGetWhatDependsOnThisResponse.parser())
                  .map(JobGetWhatDependsOnThisResponse::getDepends);
          case WorkRef.OfLayer layer ->
              calls
                  .find(
                      LAYER + "GetWhatDependsOnThis",
                      LayerGetWhatDependsOnThisRequest.newBuilder()
                          .setLayer(wire(layer.id()))
                          .build(),
                      LayerGetWhatDependsOnThisResponse.parser())
                  .map(LayerGetWhatDependsOnThisResponse::getDepends);
          case WorkRef.OfFrame frame ->
              calls
                  .find(
                      FRAME + "GetWhatDependsOnThis",
                      FrameGetWhatDependsOnThisRequest.newBuilder()
                          .setFrame(wire(frame.id()))
                          .build(),
                      FrameGetWhatDependsOnThisResponse.parser())
                  .map(FrameGetWhatDependsOnThisResponse::getDepends);
        })
        .map(DependencyPort::list)
        .orElse(List.of());
  }

  @Override
  public List<io.farmgate.domain.port.Depend> holding(WorkRef ref) {
    return (switch (ref) {
          case WorkRef.OfJob job ->
              calls
                  .find(
                      JOB + "GetWhatThisDependsOn",
                      JobGetWhatThisDependsOnRequest.newBuilder()
                          .setJob(JobControlPort.job(job.id()))
                          .build(),
                      JobGetWhatThisDependsOnResponse.parser())
                  .map(JobGetWhatThisDependsOnResponse::getDepends);
          case WorkRef.OfLayer layer ->
              calls
                  .find(
                      LAYER + "GetWhatThisDependsOn",
                      LayerGetWhatThisDependsOnRequest.newBuilder()
                          .setLayer(wire(layer.id()))
                          .build(),
                      LayerGetWhatThisDependsOnResponse.parser())
                  .map(LayerGetWhatThisDependsOnResponse::getDepends);
          case WorkRef.OfFrame frame ->
              calls
                  .find(
                      FRAME + "GetWhatThisDependsOn",
                      FrameGetWhatThisDependsOnRequest.newBuilder()
                          .setFrame(wire(frame.id()))
                          .build(),
                      FrameGetWhatThisDependsOnResponse.parser())
                  .map(FrameGetWhatThisDependsOnResponse::getDepends);
        })
        .map(DependencyPort::list)
        .orElse(List.of());
  }

  @Override
  public io.farmgate.domain.port.Depend create(WorkRef dependent, WorkRef target) {
    return depend(
        switch (dependent) {
          case WorkRef.OfJob job -> jobOn(job, target);
          case WorkRef.OfLayer layer -> layerOn(layer, target);
          case WorkRef.OfFrame frame -> frameOn(frame, target);
        });
  }

  private Depend jobOn(WorkRef.OfJob job, WorkRef target) {
    return switch (target) {
      case WorkRef.OfJob on ->
          calls
              .call(
                  JOB + "CreateDependencyOnJob",
                  JobCreateDependencyOnJobRequest.newBuilder()
                      .setJob(JobControlPort.job(job.id()))
                      .setOnJob(JobControlPort.job(on.id()))
                      .build(),
                  JobCreateDependencyOnJobResponse.parser())
              .getDepend();
      case WorkRef.OfLayer on ->
          calls
              .call(
                  JOB + "CreateDependencyOnLayer",
                  JobCreateDependencyOnLayerRequest.newBuilder()
                      .setJob(JobControlPort.job(job.id()))
                      .setLayer(wire(on.id()))
                      .build(),
                  JobCreateDependencyOnLayerResponse.parser())
              .getDepend();
      case WorkRef.OfFrame on ->
          calls
              .call(
                  JOB + "CreateDependencyOnFrame",
                  JobCreateDependencyOnFrameRequest.newBuilder()
                      .setJob(JobControlPort.job(job.id()))
                      .setFrame(wire(on.id()))
                      .build(),
                  JobCreateDependencyOnFrameResponse.parser())
              .getDepend();
    };
  }

  private Depend layerOn(WorkRef.OfLayer layer, WorkRef target) {
    return switch (target) {
      case WorkRef.OfJob on ->
          calls
              .call(
                  LAYER + "CreateDependencyOnJob",
                  LayerCreateDependOnJobRequest.newBuilder()
                      .setLayer(wire(layer.id()))
                      .setJob(JobControlPort.job(on.id()))
                      .build(),
                  LayerCreateDependOnJobResponse.parser())
              .getDepend();
      case WorkRef.OfLayer on ->
          calls
              .call(
                  LAYER + "CreateDependencyOnLayer",
                  LayerCreateDependOnLayerRequest.newBuilder()
                      .setLayer(wire(layer.id()))
                      .setDependOnLayer(wire(on.id()))
                      .build(),
                  LayerCreateDependOnLayerResponse.parser())
              .getDepend();
      case WorkRef.OfFrame on ->
          calls
              .call(
                  LAYER + "CreateDependencyOnFrame",
                  LayerCreateDependOnFrameRequest.newBuilder()
                      .setLayer(wire(layer.id()))
                      .setFrame(wire(on.id()))
                      .build(),
                  LayerCreateDependOnFrameResponse.parser())
              .getDepend();
    };
  }

  private Depend frameOn(WorkRef.OfFrame frame, WorkRef target) {
    return switch (target) {
      case WorkRef.OfJob on ->
          calls
              .call(
                  FRAME + "CreateDependencyOnJob",
                  FrameCreateDependencyOnJobRequest.newBuilder()
                      .setFrame(wire(frame.id()))
                      .setJob(JobControlPort.job(on.id()))
                      .build(),
                  FrameCreateDependencyOnJobResponse.parser())
              .getDepend();
      case WorkRef.OfLayer on ->
          calls
              .call(
                  FRAME + "CreateDependencyOnLayer",
                  FrameCreateDependencyOnLayerRequest.newBuilder()
                      .setFrame(wire(frame.id()))
                      .setLayer(wire(on.id()))
                      .build(),
                  FrameCreateDependencyOnLayerResponse.parser())
              .getDepend();
      case WorkRef.OfFrame on ->
          calls
              .call(
                  FRAME + "CreateDependencyOnFrame",
                  FrameCreateDependencyOnFrameRequest.newBuilder()
                      .setFrame(wire(frame.id()))
                      .setDependOnFrame(wire(on.id()))
                      .build(),
                  FrameCreateDependencyOnFrameResponse.parser())
              .getDepend();
    };
  }

  @Override
  public io.farmgate.domain.port.Depend createFrameByFrame(
      LayerId dependent, LayerId target, boolean anyFrame) {
    return depend(
        calls
            .call(
                LAYER + "CreateFrameByFrameDependency",
                LayerCreateFrameByFrameDependRequest.newBuilder()
                    .setLayer(wire(dependent))
                    .setDependLayer(wire(target))
                    .setAnyFrame(anyFrame)
                    .build(),
                LayerCreateFrameByFrameDependResponse.parser())
            .getDepend());
  }

  @Override
  public void satisfy(DependId id) {
    calls.call(
        SERVICE + "Satisfy",
        DependSatisfyRequest.newBuilder().setDepend(wire(id)).build(),
        DependSatisfyResponse.parser());
  }

  @Override
  public void unsatisfy(DependId id) {
    calls.call(
        SERVICE + "Unsatisfy",
        DependUnsatisfyRequest.newBuilder().setDepend(wire(id)).build(),
        DependUnsatisfyResponse.parser());
    byId(id)
        .filter(depend -> !depend.active())
        .ifPresent(depend -> {
          throw new FarmException(
              new FarmFailure.Unsupported(
                  "the farm does not take back that a dependency of the kind "
                      + depend.kind()
                      + " is satisfied"));
        });
  }

  @Override
  public void drop(WorkRef dependent, Where where) {
    switch (dependent) {
      case WorkRef.OfJob job ->
          calls.call(
              JOB + "DropDepends",
              JobDropDependsRequest.newBuilder()
                  .setJob(JobControlPort.job(job.id()))
                  .setTarget(target(where))
                  .build(),
              JobDropDependsResponse.parser());
      case WorkRef.OfLayer layer ->
          calls.call(
              LAYER + "DropDepends",
              LayerDropDependsRequest.newBuilder()
                  .setLayer(wire(layer.id()))
                  .setTarget(target(where))
                  .build(),
              LayerDropDependsResponse.parser());
      case WorkRef.OfFrame frame ->
          calls.call(
              FRAME + "DropDepends",
              FrameDropDependsRequest.newBuilder()
                  .setFrame(wire(frame.id()))
                  .setTarget(target(where))
                  .build(),
              FrameDropDependsResponse.parser());
    }
  }

  @Override
  public void dropWaitingFor(WorkRef target) {
    switch (target) {
      case WorkRef.OfLayer layer ->
          calls.call(
              LAYER + "MarkdoneFrames",
              LayerMarkdoneFramesRequest.newBuilder().setLayer(wire(layer.id())).build(),
              LayerMarkdoneFramesResponse.parser());
      case WorkRef.OfJob _, WorkRef.OfFrame _ ->
          waitingFor(target).stream()
              .filter(io.farmgate.domain.port.Depend::active)
              .forEach(depend -> satisfy(depend.id()));
    }
  }

  private static DependTarget target(Where where) {
    return switch (where) {
      case INTERNAL -> DependTarget.INTERNAL;
      case EXTERNAL -> DependTarget.EXTERNAL;
      case ANYWHERE -> DependTarget.ANY_TARGET;
    };
  }

  static Layer wire(LayerId id) {
    return Layer.newBuilder().setId(id.value()).build();
  }

  static Frame wire(FrameId id) {
    return Frame.newBuilder().setId(id.value()).build();
  }

  private static Depend wire(DependId id) {
    return Depend.newBuilder().setId(id.value()).build();
  }

  private static List<io.farmgate.domain.port.Depend> list(DependSeq depends) {
    return depends.getDependsList().stream().map(DependencyPort::depend).toList();
  }

  private static io.farmgate.domain.port.Depend depend(Depend wire) {
    return new io.farmgate.domain.port.Depend(
        new DependId(wire.getId()),
        kind(wire.getType()),
        wire.getAnyFrame(),
        wire.getActive(),
        wire.getTarget() == DependTarget.INTERNAL,
        new End(wire.getDependErJob(), wire.getDependErLayer(), wire.getDependErFrame()),
        new End(wire.getDependOnJob(), wire.getDependOnLayer(), wire.getDependOnFrame()));
  }

  private static Kind kind(DependType type) {
    return switch (type) {
      case JOB_ON_JOB -> Kind.JOB_ON_JOB;
      case JOB_ON_LAYER -> Kind.JOB_ON_LAYER;
      case JOB_ON_FRAME -> Kind.JOB_ON_FRAME;
      case LAYER_ON_JOB -> Kind.LAYER_ON_JOB;
      case LAYER_ON_LAYER -> Kind.LAYER_ON_LAYER;
      case LAYER_ON_FRAME -> Kind.LAYER_ON_FRAME;
      case FRAME_ON_JOB -> Kind.FRAME_ON_JOB;
      case FRAME_ON_LAYER -> Kind.FRAME_ON_LAYER;
      case FRAME_ON_FRAME -> Kind.FRAME_ON_FRAME;
      case FRAME_BY_FRAME -> Kind.FRAME_BY_FRAME;
      case PREVIOUS_FRAME -> Kind.PREVIOUS_FRAME;
      case LAYER_ON_SIM_FRAME -> Kind.LAYER_ON_SIM_FRAME;
      case UNRECOGNIZED ->
          throw new FarmException(
              new FarmFailure.Fault("the farm has a dependency of a kind that is not known here"));
    };
  }
}
