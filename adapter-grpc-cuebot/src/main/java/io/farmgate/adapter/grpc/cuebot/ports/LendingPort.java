package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Cores;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Lending;
import io.farmgate.domain.LendingId;
import io.farmgate.domain.LentAmounts;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Lendings;
import io.farmgate.domain.spec.LendingRules;
import io.farmgate.opencue.wire.host.HostGetRenderPartitionsRequest;
import io.farmgate.opencue.wire.host.HostGetRenderPartitionsResponse;
import io.farmgate.opencue.wire.job.Frame;
import io.farmgate.opencue.wire.job.FrameAddRenderPartitionRequest;
import io.farmgate.opencue.wire.job.FrameAddRenderPartitionResponse;
import io.farmgate.opencue.wire.job.JobAddRenderPartRequest;
import io.farmgate.opencue.wire.job.JobAddRenderPartResponse;
import io.farmgate.opencue.wire.job.Layer;
import io.farmgate.opencue.wire.job.LayerAddRenderPartitionRequest;
import io.farmgate.opencue.wire.job.LayerAddRenderPartitionResponse;
import io.farmgate.opencue.wire.renderpartition.RenderPartDeleteRequest;
import io.farmgate.opencue.wire.renderpartition.RenderPartDeleteResponse;
import io.farmgate.opencue.wire.renderpartition.RenderPartSetMaxResourcesRequest;
import io.farmgate.opencue.wire.renderpartition.RenderPartSetMaxResourcesResponse;
import io.farmgate.opencue.wire.renderpartition.RenderPartition;
import java.util.List;

/**
 * Render partitions. A Cuebot lends locked hosts only, and only where something of the work can run
 * at once, and kills what runs in a partition that is taken back. Cores are whole where one is
 * made, and hundredths everywhere else.
 */
final class LendingPort implements Lendings {
  private static final String SERVICE = "renderPartition.RenderPartitionInterface/";

  private final FarmCalls calls;
  private final HostPort hosts;

  LendingPort(FarmCalls calls, HostPort hosts) {
    this.calls = calls;
    this.hosts = hosts;
  }

  @Override
  public List<Lending> ofHost(HostId host) {
    return hosts
        .byId(host)
        .map(known ->
            calls
                .call(
                    "host.HostInterface/GetRenderPartitions",
                    HostGetRenderPartitionsRequest.newBuilder()
                        .setHost(
                            io.farmgate.opencue.wire.host.Host.newBuilder()
                                .setId(known.id().value()))
                        .build(),
                    HostGetRenderPartitionsResponse.parser())
                .getRenderPartitions()
                .getRenderPartitionsList()
                .stream()
                .map(LendingPort::lending)
                .toList())
        .orElse(List.of());
  }

  @Override
  public Lending lend(WorkRef work, String host, String owner, int threads, LentAmounts max) {
    LendingRules.check(threads, max);
    Asked asked =
        new Asked(
            host,
            owner,
            threads,
            whole(max.cores()),
            Units.kilobytes(max.memoryBytes()),
            max.gpus(),
            Units.kilobytes(max.gpuMemoryBytes()));
    return lending(
        switch (work) {
          case WorkRef.OfJob job -> ofJob(job, asked);
          case WorkRef.OfLayer layer -> ofLayer(layer, asked);
          case WorkRef.OfFrame frame -> ofFrame(frame, asked);
        });
  }

  private record Asked(
      String host, String user, int threads, int cores, long memory, int gpus, long gpuMemory) {}

  private static int whole(Cores cores) {
    if (cores.hundredths() % 100 != 0) {
      throw new FarmException(
          new FarmFailure.Invalid("max cores: " + cores.asFloat() + " (expected: whole ones)"));
    }
    return cores.hundredths() / 100;
  }

  private RenderPartition ofJob(WorkRef.OfJob job, Asked asked) {
    return calls
        .call(
            "job.JobInterface/AddRenderPartition",
            JobAddRenderPartRequest.newBuilder()
                .setJob(JobControlPort.job(job.id()))
                .setHost(asked.host())
                .setUsername(asked.user())
                .setThreads(asked.threads())
                .setMaxCores(asked.cores())
                .setMaxMemory(asked.memory())
                .setMaxGpus(asked.gpus())
                .setMaxGpuMemory(asked.gpuMemory())
                .build(),
            JobAddRenderPartResponse.parser())
        .getRenderPartition();
  }

  private RenderPartition ofLayer(WorkRef.OfLayer layer, Asked asked) {
    return calls
        .call(
            "job.LayerInterface/AddRenderPartition",
            LayerAddRenderPartitionRequest.newBuilder()
                .setLayer(Layer.newBuilder().setId(layer.id().value()))
                .setHost(asked.host())
                .setUsername(asked.user())
                .setThreads(asked.threads())
                .setMaxCores(asked.cores())
                .setMaxMemory(asked.memory())
                .setMaxGpus(asked.gpus())
                .setMaxGpuMemory(asked.gpuMemory())
                .build(),
            LayerAddRenderPartitionResponse.parser())
        .getRenderPartition();
  }

  private RenderPartition ofFrame(WorkRef.OfFrame frame, Asked asked) {
    return calls
        .call(
            "job.FrameInterface/AddRenderPartition",
            FrameAddRenderPartitionRequest.newBuilder()
                .setFrame(Frame.newBuilder().setId(frame.id().value()))
                .setHost(asked.host())
                .setUsername(asked.user())
                .setThreads(asked.threads())
                .setMaxCores(asked.cores())
                .setMaxMemory(asked.memory())
                .setMaxGpus(asked.gpus())
                .setMaxGpuMemory(asked.gpuMemory())
                .build(),
            FrameAddRenderPartitionResponse.parser())
        .getRenderPartition();
  }

  @Override
  public void change(LendingId id, LentAmounts max) {
    LendingRules.check(max);
    calls.call(
        SERVICE + "SetMaxResources",
        RenderPartSetMaxResourcesRequest.newBuilder()
            .setRenderPartition(wire(id))
            .setCores(max.cores().hundredths())
            .setMemory(Units.kilobytes(max.memoryBytes()))
            .setGpus(max.gpus())
            .setGpuMemory(Units.kilobytes(max.gpuMemoryBytes()))
            .build(),
        RenderPartSetMaxResourcesResponse.parser());
  }

  @Override
  public void end(LendingId id) {
    calls.call(
        SERVICE + "Delete",
        RenderPartDeleteRequest.newBuilder().setRenderPartition(wire(id)).build(),
        RenderPartDeleteResponse.parser());
  }

  private static RenderPartition wire(LendingId id) {
    return RenderPartition.newBuilder().setId(id.value()).build();
  }

  /** The names say what it is lent to; a kind that is newer than this contract is no matter. */
  private static Lending lending(RenderPartition wire) {
    return new Lending(
        new LendingId(wire.getId()),
        wire.getHost(),
        !wire.getFrame().isEmpty()
            ? Lending.Size.FRAME
            : wire.getLayer().isEmpty() ? Lending.Size.JOB : Lending.Size.LAYER,
        wire.getJob(),
        wire.getLayer(),
        wire.getFrame(),
        wire.getThreads(),
        amounts(wire.getMaxCores(), wire.getMaxMemory(), wire.getMaxGpus(), wire.getMaxGpuMemory()),
        amounts(wire.getCores(), wire.getMemory(), wire.getGpus(), wire.getGpuMemory()));
  }

  private static LentAmounts amounts(int hundredths, long memory, int gpus, long gpuMemory) {
    return new LentAmounts(
        new Cores(Math.max(0, hundredths)),
        Units.bytes(memory),
        Math.max(0, gpus),
        Units.bytes(gpuMemory));
  }
}
