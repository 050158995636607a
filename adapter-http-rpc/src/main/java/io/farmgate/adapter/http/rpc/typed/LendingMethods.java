package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseWork;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.HostId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Lending;
import io.farmgate.domain.LendingId;
import io.farmgate.domain.LentAmounts;
import io.farmgate.domain.WorkRef;
import io.farmgate.opencue.wire.host.HostGetRenderPartitionsRequest;
import io.farmgate.opencue.wire.host.HostGetRenderPartitionsResponse;
import io.farmgate.opencue.wire.job.FrameAddRenderPartitionRequest;
import io.farmgate.opencue.wire.job.FrameAddRenderPartitionResponse;
import io.farmgate.opencue.wire.job.JobAddRenderPartRequest;
import io.farmgate.opencue.wire.job.JobAddRenderPartResponse;
import io.farmgate.opencue.wire.job.LayerAddRenderPartitionRequest;
import io.farmgate.opencue.wire.job.LayerAddRenderPartitionResponse;
import io.farmgate.opencue.wire.renderpartition.RenderPartDeleteRequest;
import io.farmgate.opencue.wire.renderpartition.RenderPartDeleteResponse;
import io.farmgate.opencue.wire.renderpartition.RenderPartSetMaxResourcesRequest;
import io.farmgate.opencue.wire.renderpartition.RenderPartSetMaxResourcesResponse;
import io.farmgate.opencue.wire.renderpartition.RenderPartition;
import io.farmgate.opencue.wire.renderpartition.RenderPartitionSeq;
import io.farmgate.opencue.wire.renderpartition.RenderPartitionType;

/**
 * Render partitions: what owners lend of their hosts. As in OpenCue, cores are whole where a
 * partition is made, and hundredths everywhere else. Who names no user lends as themselves.
 */
final class LendingMethods {
  private static final String SERVICE = "renderPartition.RenderPartitionInterface/";

  private final BrowseWork browse;
  private final ControlWork control;

  LendingMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse.work();
    this.control = control.work();
  }

  void addTo(MethodTable table) {
    addMaking(table);
    table.add(
        "host.HostInterface/GetRenderPartitions",
        HostGetRenderPartitionsRequest.getDefaultInstance(),
        HostGetRenderPartitionsResponse.class,
        (call, request) -> {
          HostId host = Wire.id("host.id", request.getHost().getId(), HostId::new);
          RenderPartitionSeq.Builder partitions = RenderPartitionSeq.newBuilder();
          browse.lendings(call.caller(), call.farm(), host).stream()
              .map(LendingMethods::wire)
              .forEach(partitions::addRenderPartitions);
          return HostGetRenderPartitionsResponse.newBuilder()
              .setRenderPartitions(partitions)
              .build();
        });
    addChanges(table);
  }

  private void addMaking(MethodTable table) {
    table.add(
        "job.JobInterface/AddRenderPartition",
        JobAddRenderPartRequest.getDefaultInstance(),
        JobAddRenderPartResponse.class,
        (call, r) ->
            JobAddRenderPartResponse.newBuilder()
                .setRenderPartition(
                    lend(
                        call,
                        WorkRef.of(JobMethods.id(r.getJob())),
                        new Asked(r.getHost(), r.getUsername(), r.getThreads()),
                        max(
                            r.getMaxCores(),
                            r.getMaxMemory(),
                            r.getMaxGpus(),
                            r.getMaxGpuMemory())))
                .build());
    table.add(
        "job.LayerInterface/AddRenderPartition",
        LayerAddRenderPartitionRequest.getDefaultInstance(),
        LayerAddRenderPartitionResponse.class,
        (call, r) ->
            LayerAddRenderPartitionResponse.newBuilder()
                .setRenderPartition(
                    lend(
                        call,
                        WorkRef.of(Wire.id("layer.id", r.getLayer().getId(), LayerId::new)),
                        new Asked(r.getHost(), r.getUsername(), r.getThreads()),
                        max(
                            r.getMaxCores(),
                            r.getMaxMemory(),
                            r.getMaxGpus(),
                            r.getMaxGpuMemory())))
                .build());
    table.add(
        "job.FrameInterface/AddRenderPartition",
        FrameAddRenderPartitionRequest.getDefaultInstance(),
        FrameAddRenderPartitionResponse.class,
        (call, r) ->
            FrameAddRenderPartitionResponse.newBuilder()
                .setRenderPartition(
                    lend(
                        call,
                        WorkRef.of(Wire.id("frame.id", r.getFrame().getId(), FrameId::new)),
                        new Asked(r.getHost(), r.getUsername(), r.getThreads()),
                        max(
                            r.getMaxCores(),
                            r.getMaxMemory(),
                            r.getMaxGpus(),
                            r.getMaxGpuMemory())))
                .build());
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "SetMaxResources",
        RenderPartSetMaxResourcesRequest.getDefaultInstance(),
        RenderPartSetMaxResourcesResponse.class,
        (call, request) -> {
          LendingId id = id(request.getRenderPartition());
          LentAmounts max =
              new LentAmounts(
                  Wire.cores("cores", request.getCores() / 100f),
                  ServiceFields.bytes("memory", request.getMemory()),
                  request.getGpus(),
                  ServiceFields.bytes("gpuMemory", request.getGpuMemory()));
          control.change(
              call.caller(),
              call.farm(),
              "change a render partition",
              on -> on.lendings().change(id, max));
          return RenderPartSetMaxResourcesResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        RenderPartDeleteRequest.getDefaultInstance(),
        RenderPartDeleteResponse.class,
        (call, request) -> {
          LendingId id = id(request.getRenderPartition());
          control.change(
              call.caller(), call.farm(), "delete a render partition", on -> on.lendings().end(id));
          return RenderPartDeleteResponse.getDefaultInstance();
        });
  }

  private record Asked(String host, String user, int threads) {}

  private static LentAmounts max(int cores, long memory, int gpus, long gpuMemory) {
    return new LentAmounts(
        Wire.cores("maxCores", cores),
        ServiceFields.bytes("maxMemory", memory),
        gpus,
        ServiceFields.bytes("maxGpuMemory", gpuMemory));
  }

  private RenderPartition lend(Invocation call, WorkRef work, Asked asked, LentAmounts max) {
    String host = Wire.text("host", asked.host());
    String owner = asked.user().isBlank() ? call.caller().subject() : asked.user();
    return wire(
        control.make(
            call.caller(),
            call.farm(),
            "add a render partition",
            on -> on.lendings().lend(work, host, owner, asked.threads(), max)));
  }

  private static LendingId id(RenderPartition partition) {
    return Wire.id("renderPartition.id", partition.getId(), LendingId::new);
  }

  private static RenderPartition wire(Lending lending) {
    return RenderPartition.newBuilder()
        .setId(lending.id().value())
        .setJob(lending.job())
        .setLayer(lending.layer())
        .setFrame(lending.frame())
        .setRenderPartType(
            switch (lending.size()) {
              case JOB -> RenderPartitionType.JOB_PARTITION;
              case LAYER -> RenderPartitionType.LAYER_PARTITION;
              case FRAME -> RenderPartitionType.FRAME_PARTITION;
            })
        .setHost(lending.host())
        .setThreads(lending.threads())
        .setCores(lending.inUse().cores().hundredths())
        .setMaxCores(lending.max().cores().hundredths())
        .setMemory(Wire.kilobytes(lending.inUse().memoryBytes()))
        .setMaxMemory(Wire.kilobytes(lending.max().memoryBytes()))
        .setGpus(lending.inUse().gpus())
        .setMaxGpus(lending.max().gpus())
        .setGpuMemory(Wire.kilobytes(lending.inUse().gpuMemoryBytes()))
        .setMaxGpuMemory(Wire.kilobytes(lending.max().gpuMemoryBytes()))
        .build();
  }
}
