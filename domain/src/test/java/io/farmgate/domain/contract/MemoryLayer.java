package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.RunStats;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.schedule.Reordering;
import io.farmgate.domain.spec.LayerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
  final LayerSpec spec;
  final List<FrameChunk> chunks;

  /** In the order of the range. */
  final List<MemoryFrame> frames = new ArrayList<>();

  LayerSettings settings;

  /** What its frames have used. */
  RunStats runs = RunStats.NONE;

  final Set<MemoryLimit> limits = new LinkedHashSet<>();
  final Set<String> outputs = new LinkedHashSet<>();
  int order;

  MemoryLayer(MemoryJob job, LayerSpec spec, int order) {
    this.id = new LayerId(job.id + ".layer-" + order);
    this.job = job;
    this.spec = spec;
    this.order = order;
    this.settings = settings(spec);
    this.chunks = spec.range().chunks(spec.chunk());
    for (int i = 0; i < chunks.size(); i++) {
      frames.add(new MemoryFrame(new FrameId(id + ".frame-" + i), this, chunks.get(i), i));
    }
  }

  private static LayerSettings settings(LayerSpec spec) {
    return new LayerSettings(
        spec.minCores().orElse(Cores.ONE),
        Cores.ZERO,
        spec.threadable().orElse(false),
        spec.memoryBytes().orElse(0L),
        spec.gpus(),
        0,
        spec.gpuMemoryBytes(),
        spec.tags(),
        spec.timeout(),
        spec.timeoutWithoutLog(),
        Optional.empty(),
        false);
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
    return settings.minCores();
  }

  /** Takes over from a service what a specification cannot say. */
  void bound(ServiceDefaults service) {
    settings = settings.withMaxCores(service.maxCores()).withMaxGpus(service.maxGpus());
  }

  /** Tells whether a host of those tags may start a frame now. */
  boolean mayStart(Collection<String> tags, Instant now) {
    return (settings.tags().isEmpty() || !Collections.disjoint(settings.tags(), tags))
        && isDue(now);
  }

  /** Tells whether its time to start has come. */
  boolean isDue(Instant now) {
    return settings.startAfter().filter(hold -> hold.time().isAfter(now)).isEmpty();
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
        settings.minCores(),
        settings.maxCores(),
        settings.threadable(),
        settings.memoryBytes(),
        settings.gpus(),
        settings.gpuMemoryBytes(),
        settings.tags(),
        spec.services(),
        limits.stream().map(limit -> limit.name).sorted().toList(),
        settings.timeout(),
        settings.timeoutWithoutLog(),
        order,
        FarmDriver.counts(frames.stream().map(MemoryFrame::snapshot).toList()),
        settings.maxGpus(),
        settings.startAfter(),
        settings.memoryOptimizer(),
        runs);
  }
}
