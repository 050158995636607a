package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseWork;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.DependId;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.port.Dependencies;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.opencue.wire.depend.DependGetDependRequest;
import io.farmgate.opencue.wire.depend.DependGetDependResponse;
import io.farmgate.opencue.wire.depend.DependSatisfyRequest;
import io.farmgate.opencue.wire.depend.DependSatisfyResponse;
import io.farmgate.opencue.wire.depend.DependSeq;
import io.farmgate.opencue.wire.depend.DependTarget;
import io.farmgate.opencue.wire.depend.DependType;
import io.farmgate.opencue.wire.depend.DependUnsatisfyRequest;
import io.farmgate.opencue.wire.depend.DependUnsatisfyResponse;
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
import java.util.function.Consumer;

/**
 * {@code depend.DependInterface}, and what the interfaces of jobs, layers and frames offer about
 * dependencies.
 */
final class DependMethods {
  private static final String SERVICE = "depend.DependInterface/";
  private static final String JOB = "job.JobInterface/";
  private static final String LAYER = "job.LayerInterface/";
  private static final String FRAME = "job.FrameInterface/";

  private final BrowseWork browse;
  private final ControlWork control;

  DependMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse.work();
    this.control = control.work();
  }

  void addTo(MethodTable table) {
    addSingle(table);
    addReads(table);
    addCreations(table);
    addDrops(table);
  }

  private void addSingle(MethodTable table) {
    table.add(
        SERVICE + "GetDepend",
        DependGetDependRequest.getDefaultInstance(),
        DependGetDependResponse.class,
        (call, request) -> {
          DependId id = Wire.id("id", request.getId(), DependId::new);
          return DependGetDependResponse.newBuilder()
              .setDepend(wire(browse.depend(call.caller(), call.farm(), id)))
              .build();
        });
    table.add(
        SERVICE + "Satisfy",
        DependSatisfyRequest.getDefaultInstance(),
        DependSatisfyResponse.class,
        (call, request) -> {
          DependId id = Wire.id("depend.id", request.getDepend().getId(), DependId::new);
          change(call, "satisfy a dependency", depends -> depends.satisfy(id));
          return DependSatisfyResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Unsatisfy",
        DependUnsatisfyRequest.getDefaultInstance(),
        DependUnsatisfyResponse.class,
        (call, request) -> {
          DependId id = Wire.id("depend.id", request.getDepend().getId(), DependId::new);
          change(call, "unsatisfy a dependency", depends -> depends.unsatisfy(id));
          return DependUnsatisfyResponse.getDefaultInstance();
        });
  }

  private void addReads(MethodTable table) {
    table.add(
        JOB + "GetWhatDependsOnThis",
        JobGetWhatDependsOnThisRequest.getDefaultInstance(),
        JobGetWhatDependsOnThisResponse.class,
        (call, request) ->
            JobGetWhatDependsOnThisResponse.newBuilder()
                .setDepends(wire(waitingFor(call, job(request.getJob()))))
                .build());
    table.add(
        JOB + "GetWhatThisDependsOn",
        JobGetWhatThisDependsOnRequest.getDefaultInstance(),
        JobGetWhatThisDependsOnResponse.class,
        (call, request) ->
            JobGetWhatThisDependsOnResponse.newBuilder()
                .setDepends(wire(holding(call, job(request.getJob()))))
                .build());
    table.add(
        JOB + "GetDepends",
        JobGetDependsRequest.getDefaultInstance(),
        JobGetDependsResponse.class,
        (call, request) ->
            JobGetDependsResponse.newBuilder()
                .setDepends(wire(ofJob(call, request.getJob())))
                .build());
    table.add(
        LAYER + "GetWhatDependsOnThis",
        LayerGetWhatDependsOnThisRequest.getDefaultInstance(),
        LayerGetWhatDependsOnThisResponse.class,
        (call, request) ->
            LayerGetWhatDependsOnThisResponse.newBuilder()
                .setDepends(wire(waitingFor(call, layer(request.getLayer()))))
                .build());
    table.add(
        LAYER + "GetWhatThisDependsOn",
        LayerGetWhatThisDependsOnRequest.getDefaultInstance(),
        LayerGetWhatThisDependsOnResponse.class,
        (call, request) ->
            LayerGetWhatThisDependsOnResponse.newBuilder()
                .setDepends(wire(holding(call, layer(request.getLayer()))))
                .build());
    table.add(
        FRAME + "GetWhatDependsOnThis",
        FrameGetWhatDependsOnThisRequest.getDefaultInstance(),
        FrameGetWhatDependsOnThisResponse.class,
        (call, request) ->
            FrameGetWhatDependsOnThisResponse.newBuilder()
                .setDepends(wire(waitingFor(call, frame(request.getFrame()))))
                .build());
    table.add(
        FRAME + "GetWhatThisDependsOn",
        FrameGetWhatThisDependsOnRequest.getDefaultInstance(),
        FrameGetWhatThisDependsOnResponse.class,
        (call, request) ->
            FrameGetWhatThisDependsOnResponse.newBuilder()
                .setDepends(wire(holding(call, frame(request.getFrame()))))
                .build());
  }

  private void addCreations(MethodTable table) {
    table.add(
        JOB + "CreateDependencyOnJob",
        JobCreateDependencyOnJobRequest.getDefaultInstance(),
        JobCreateDependencyOnJobResponse.class,
        (call, request) ->
            JobCreateDependencyOnJobResponse.newBuilder()
                .setDepend(create(call, job(request.getJob()), job("onJob.id", request.getOnJob())))
                .build());
    table.add(
        JOB + "CreateDependencyOnLayer",
        JobCreateDependencyOnLayerRequest.getDefaultInstance(),
        JobCreateDependencyOnLayerResponse.class,
        (call, request) ->
            JobCreateDependencyOnLayerResponse.newBuilder()
                .setDepend(create(call, job(request.getJob()), layer(request.getLayer())))
                .build());
    table.add(
        JOB + "CreateDependencyOnFrame",
        JobCreateDependencyOnFrameRequest.getDefaultInstance(),
        JobCreateDependencyOnFrameResponse.class,
        (call, request) ->
            JobCreateDependencyOnFrameResponse.newBuilder()
                .setDepend(create(call, job(request.getJob()), frame(request.getFrame())))
                .build());
    table.add(
        LAYER + "CreateDependencyOnJob",
        LayerCreateDependOnJobRequest.getDefaultInstance(),
        LayerCreateDependOnJobResponse.class,
        (call, request) ->
            LayerCreateDependOnJobResponse.newBuilder()
                .setDepend(create(call, layer(request.getLayer()), job(request.getJob())))
                .build());
    table.add(
        LAYER + "CreateDependencyOnLayer",
        LayerCreateDependOnLayerRequest.getDefaultInstance(),
        LayerCreateDependOnLayerResponse.class,
        (call, request) ->
            LayerCreateDependOnLayerResponse.newBuilder()
                .setDepend(
                    create(
                        call,
                        layer(request.getLayer()),
                        layer("dependOnLayer.id", request.getDependOnLayer())))
                .build());
    table.add(
        LAYER + "CreateDependencyOnFrame",
        LayerCreateDependOnFrameRequest.getDefaultInstance(),
        LayerCreateDependOnFrameResponse.class,
        (call, request) ->
            LayerCreateDependOnFrameResponse.newBuilder()
                .setDepend(create(call, layer(request.getLayer()), frame(request.getFrame())))
                .build());
    table.add(
        FRAME + "CreateDependencyOnJob",
        FrameCreateDependencyOnJobRequest.getDefaultInstance(),
        FrameCreateDependencyOnJobResponse.class,
        (call, request) ->
            FrameCreateDependencyOnJobResponse.newBuilder()
                .setDepend(create(call, frame(request.getFrame()), job(request.getJob())))
                .build());
    table.add(
        FRAME + "CreateDependencyOnLayer",
        FrameCreateDependencyOnLayerRequest.getDefaultInstance(),
        FrameCreateDependencyOnLayerResponse.class,
        (call, request) ->
            FrameCreateDependencyOnLayerResponse.newBuilder()
                .setDepend(create(call, frame(request.getFrame()), layer(request.getLayer())))
                .build());
    table.add(
        FRAME + "CreateDependencyOnFrame",
        FrameCreateDependencyOnFrameRequest.getDefaultInstance(),
        FrameCreateDependencyOnFrameResponse.class,
        (call, request) ->
            FrameCreateDependencyOnFrameResponse.newBuilder()
                .setDepend(
                    create(
                        call,
                        frame(request.getFrame()),
                        frame("dependOnFrame.id", request.getDependOnFrame())))
                .build());
    table.add(
        LAYER + "CreateFrameByFrameDependency",
        LayerCreateFrameByFrameDependRequest.getDefaultInstance(),
        LayerCreateFrameByFrameDependResponse.class,
        (call, request) -> {
          LayerId waits = Wire.id("layer.id", request.getLayer().getId(), LayerId::new);
          LayerId awaited =
              Wire.id("dependLayer.id", request.getDependLayer().getId(), LayerId::new);
          Depend made =
              control.make(
                  call.caller(),
                  call.farm(),
                  "create a dependency",
                  work ->
                      work.dependencies()
                          .createFrameByFrame(waits, awaited, request.getAnyFrame()));
          return LayerCreateFrameByFrameDependResponse.newBuilder().setDepend(wire(made)).build();
        });
  }

  private void addDrops(MethodTable table) {
    table.add(
        JOB + "DropDepends",
        JobDropDependsRequest.getDefaultInstance(),
        JobDropDependsResponse.class,
        (call, request) -> {
          drop(call, job(request.getJob()), request.getTarget());
          return JobDropDependsResponse.getDefaultInstance();
        });
    table.add(
        LAYER + "DropDepends",
        LayerDropDependsRequest.getDefaultInstance(),
        LayerDropDependsResponse.class,
        (call, request) -> {
          drop(call, layer(request.getLayer()), request.getTarget());
          return LayerDropDependsResponse.getDefaultInstance();
        });
    table.add(
        FRAME + "DropDepends",
        FrameDropDependsRequest.getDefaultInstance(),
        FrameDropDependsResponse.class,
        (call, request) -> {
          drop(call, frame(request.getFrame()), request.getTarget());
          return FrameDropDependsResponse.getDefaultInstance();
        });
    table.add(
        LAYER + "MarkdoneFrames",
        LayerMarkdoneFramesRequest.getDefaultInstance(),
        LayerMarkdoneFramesResponse.class,
        (call, request) -> {
          WorkRef layer = layer(request.getLayer());
          change(call, "let go of what waits", depends -> depends.dropWaitingFor(layer));
          return LayerMarkdoneFramesResponse.getDefaultInstance();
        });
  }

  private io.farmgate.opencue.wire.depend.Depend create(
      Invocation call, WorkRef dependent, WorkRef target) {
    Depend made =
        control.make(
            call.caller(),
            call.farm(),
            "create a dependency",
            work -> work.dependencies().create(dependent, target));
    return wire(made);
  }

  private List<Depend> waitingFor(Invocation call, WorkRef target) {
    return browse.waitingFor(call.caller(), call.farm(), target);
  }

  private List<Depend> holding(Invocation call, WorkRef dependent) {
    return browse.holding(call.caller(), call.farm(), dependent);
  }

  private List<Depend> ofJob(Invocation call, io.farmgate.opencue.wire.job.Job job) {
    return browse.dependsOfJob(call.caller(), call.farm(), new WorkRef.OfJob(JobMethods.id(job)));
  }

  private void drop(Invocation call, WorkRef dependent, DependTarget target) {
    Depend.Where where =
        switch (target) {
          case INTERNAL -> Depend.Where.INTERNAL;
          case EXTERNAL -> Depend.Where.EXTERNAL;
          case ANY_TARGET -> Depend.Where.ANYWHERE;
          case UNRECOGNIZED ->
              throw Wire.invalid(
                  "target: an unknown number (expected: INTERNAL, EXTERNAL or ANY_TARGET)");
        };
    change(call, "drop dependencies", depends -> depends.drop(dependent, where));
  }

  private void change(Invocation call, String what, Consumer<Dependencies> change) {
    control.change(call.caller(), call.farm(), what, work -> change.accept(work.dependencies()));
  }

  private static WorkRef job(io.farmgate.opencue.wire.job.Job job) {
    return job("job.id", job);
  }

  private static WorkRef job(String field, io.farmgate.opencue.wire.job.Job job) {
    return WorkRef.of(Wire.id(field, job.getId(), JobId::new));
  }

  private static WorkRef layer(io.farmgate.opencue.wire.job.Layer layer) {
    return layer("layer.id", layer);
  }

  private static WorkRef layer(String field, io.farmgate.opencue.wire.job.Layer layer) {
    return WorkRef.of(Wire.id(field, layer.getId(), LayerId::new));
  }

  private static WorkRef frame(io.farmgate.opencue.wire.job.Frame frame) {
    return frame("frame.id", frame);
  }

  private static WorkRef frame(String field, io.farmgate.opencue.wire.job.Frame frame) {
    return WorkRef.of(Wire.id(field, frame.getId(), FrameId::new));
  }

  private static DependSeq wire(List<Depend> depends) {
    return DependSeq.newBuilder()
        .addAllDepends(depends.stream().map(DependMethods::wire).toList())
        .build();
  }

  private static io.farmgate.opencue.wire.depend.Depend wire(Depend depend) {
    return io.farmgate.opencue.wire.depend.Depend.newBuilder()
        .setId(depend.id().value())
        .setType(type(depend.kind()))
        .setTarget(depend.internal() ? DependTarget.INTERNAL : DependTarget.EXTERNAL)
        .setAnyFrame(depend.anyFrame())
        .setActive(depend.active())
        .setDependErJob(depend.dependent().job())
        .setDependErLayer(depend.dependent().layer())
        .setDependErFrame(depend.dependent().frame())
        .setDependOnJob(depend.target().job())
        .setDependOnLayer(depend.target().layer())
        .setDependOnFrame(depend.target().frame())
        .build();
  }

  private static DependType type(DependSpec.Kind kind) {
    return switch (kind) {
      case JOB_ON_JOB -> DependType.JOB_ON_JOB;
      case JOB_ON_LAYER -> DependType.JOB_ON_LAYER;
      case JOB_ON_FRAME -> DependType.JOB_ON_FRAME;
      case LAYER_ON_JOB -> DependType.LAYER_ON_JOB;
      case LAYER_ON_LAYER -> DependType.LAYER_ON_LAYER;
      case LAYER_ON_FRAME -> DependType.LAYER_ON_FRAME;
      case FRAME_ON_JOB -> DependType.FRAME_ON_JOB;
      case FRAME_ON_LAYER -> DependType.FRAME_ON_LAYER;
      case FRAME_ON_FRAME -> DependType.FRAME_ON_FRAME;
      case FRAME_BY_FRAME -> DependType.FRAME_BY_FRAME;
      case PREVIOUS_FRAME -> DependType.PREVIOUS_FRAME;
      case LAYER_ON_SIM_FRAME -> DependType.LAYER_ON_SIM_FRAME;
    };
  }
}
