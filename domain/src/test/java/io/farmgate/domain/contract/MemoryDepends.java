package io.farmgate.domain.contract;

import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.DependSpec.Node;
import io.farmgate.domain.spec.FrameLinks;
import io.farmgate.domain.spec.FrameRef;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.Submission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Ties the frames of a submission that has passed the rules to what they wait for. */
final class MemoryDepends {
  private final Submission submission;
  private final Map<String, MemoryJob> fresh = new HashMap<>();
  private final MemoryFarmState farm;

  MemoryDepends(Submission submission, List<MemoryJob> jobs, MemoryFarmState farm) {
    this.submission = submission;
    this.farm = farm;
    for (int i = 0; i < jobs.size(); i++) {
      String name = submission.jobs().get(i).name();
      fresh.put(name, jobs.get(i));
      fresh.put(
          JobNames.full(submission.show(), submission.shot(), submission.user(), name),
          jobs.get(i));
    }
  }

  void tie() {
    submission.depends().forEach(this::tie);
  }

  private void tie(DependSpec depend) {
    Node from = depend.dependent();
    Node to = depend.target();
    switch (depend.kind()) {
      case JOB_ON_JOB, LAYER_ON_JOB, FRAME_ON_JOB -> tie(from, job(to)::isFinished);
      case JOB_ON_LAYER, LAYER_ON_LAYER, FRAME_ON_LAYER ->
          tie(from, depend.anyFrame() ? any(layer(to)) : all(layer(to)));
      case JOB_ON_FRAME, LAYER_ON_FRAME, LAYER_ON_SIM_FRAME, FRAME_ON_FRAME ->
          tie(from, done(frame(to)));
      case FRAME_BY_FRAME ->
          FrameLinks.byFrame(layer(from).chunks, layer(to).chunks, pairs(layer(from), layer(to)));
      case PREVIOUS_FRAME ->
          FrameLinks.previous(
              layer(from).frames.size(), layer(to).frames.size(), pairs(layer(from), layer(to)));
    }
  }

  private void tie(Node from, BooleanSupplier done) {
    Stream<MemoryFrame> frames =
        !from.frame().isEmpty()
            ? Stream.of(frame(from))
            : from.layer().isEmpty() ? job(from).frames() : layer(from).frames.stream();
    frames.forEach(frame -> frame.waitsFor.add(done));
  }

  private static FrameLinks.Sink pairs(MemoryLayer from, MemoryLayer to) {
    return (dependent, target) ->
        from.frames.get(dependent).waitsFor.add(done(to.frames.get(target)));
  }

  private static BooleanSupplier done(MemoryFrame frame) {
    return () -> frame.state.isDone();
  }

  private static BooleanSupplier all(MemoryLayer layer) {
    return () -> layer.frames.stream().allMatch(frame -> frame.state.isDone());
  }

  private static BooleanSupplier any(MemoryLayer layer) {
    return () -> layer.frames.stream().anyMatch(frame -> frame.state.isDone());
  }

  private MemoryJob job(Node node) {
    MemoryJob job = fresh.get(node.job());
    return job != null
        ? job
        : farm.byName(node.job()).orElseThrow(() -> MemoryFarmState.notFound("job", node.job()));
  }

  private MemoryLayer layer(Node node) {
    String name = FrameRef.of(node).map(FrameRef::layer).orElse(node.layer());
    return job(node).layers.stream()
        .filter(layer -> layer.spec.name().equals(name))
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("layer", name));
  }

  private MemoryFrame frame(Node node) {
    return layer(node).frames.stream()
        .filter(
            frame -> FrameRef.of(node).filter(ref -> ref.number() == frame.number()).isPresent())
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("frame", node.frame()));
  }
}
