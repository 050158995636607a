package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.schedule.Reordering;
import io.farmgate.domain.spec.LayerSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** A layer of {@link InMemoryFarm}. */
final class MemoryLayer {
  final LayerId id;
  final MemoryJob job;
  LayerSpec spec;
  final List<FrameChunk> chunks;

  /** In the order of the range. */
  final List<MemoryFrame> frames = new ArrayList<>();

  Cores maxCores = Cores.ZERO;
  final Set<MemoryLimit> limits = new LinkedHashSet<>();
  private final int order;

  MemoryLayer(MemoryJob job, LayerSpec spec, int order) {
    this.id = new LayerId(job.id + ".layer-" + order);
    this.job = job;
    this.spec = spec;
    this.order = order;
    this.chunks = spec.range().chunks(spec.chunk());
    for (int i = 0; i < chunks.size(); i++) {
      frames.add(new MemoryFrame(new FrameId(id + ".frame-" + i), this, chunks.get(i), i));
    }
  }

  /** The frames in the order in which they are run. */
  Stream<MemoryFrame> inOrder() {
    return frames.stream().sorted(Comparator.comparingInt(frame -> frame.order));
  }

  void reorder(Reordering how) {
    List<Integer> order = how.apply(inOrder().map(MemoryFrame::number).toList());
    frames.forEach(frame -> frame.order = order.indexOf(frame.number()));
  }

  Cores cores() {
    return spec.minCores().orElse(Cores.ONE);
  }

  /** Puts the layer under the limits that its specification names. */
  void hold(Function<String, MemoryLimit> known) {
    spec.limits().forEach(name -> limits.add(known.apply(name)));
  }

  Layer snapshot() {
    return new Layer(
        id,
        job.id,
        spec.name(),
        spec.type(),
        spec.range().toString(),
        spec.chunk(),
        spec.command(),
        cores(),
        maxCores,
        spec.threadable().orElse(false),
        spec.memoryBytes().orElse(0L),
        spec.gpus(),
        spec.gpuMemoryBytes(),
        spec.tags(),
        spec.services(),
        limits.stream().map(limit -> limit.name).sorted().toList(),
        spec.timeout(),
        spec.timeoutWithoutLog(),
        order,
        FarmDriver.counts(frames.stream().map(MemoryFrame::snapshot).toList()),
        0,
        Optional.empty());
  }
}
