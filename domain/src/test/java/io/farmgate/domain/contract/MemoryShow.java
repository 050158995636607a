package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A show of {@link InMemoryFarm}. */
final class MemoryShow {
  final ShowId id;
  final String name;
  Cores minCores = Cores.ONE;
  Cores maxCores = Cores.ZERO;
  final MemoryGroup root;
  final Map<String, MemoryGroup> groups = new TreeMap<>();

  MemoryShow(ShowId id, String name) {
    this.id = id;
    this.name = name;
    this.root = new MemoryGroup(this, null, name);
    groups.put(name, root);
  }

  Show snapshot(Collection<MemoryJob> jobs) {
    List<MemoryJob> pending =
        jobs.stream().filter(job -> job.show == this && !job.isFinished()).toList();
    List<Frame> frames =
        pending.stream().flatMap(MemoryJob::frames).map(MemoryFrame::snapshot).toList();
    return new Show(
        id,
        name,
        true,
        minCores,
        maxCores,
        0,
        0,
        true,
        true,
        "",
        FarmDriver.counts(frames),
        pending.size());
  }
}
