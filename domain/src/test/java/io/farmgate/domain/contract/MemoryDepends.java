package io.farmgate.domain.contract;

import io.farmgate.domain.contract.MemoryDepend.Part;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.DependSpec.Node;
import io.farmgate.domain.spec.FrameRef;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.Submission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    for (DependSpec depend : submission.depends()) {
      farm.tie(depend.kind(), depend.anyFrame(), part(depend.dependent()), part(depend.target()));
    }
  }

  private Part part(Node node) {
    if (!node.frame().isEmpty()) {
      return new Part(job(node), layer(node), frame(node));
    }
    return new Part(job(node), node.layer().isEmpty() ? null : layer(node), null);
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
