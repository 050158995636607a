package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import java.util.Collection;
import java.util.List;

/** A show of {@link InMemoryFarm}. */
final class MemoryShow {
  final ShowId id;
  final String name;
  Cores minCores = Cores.ONE;
  Cores maxCores = Cores.ZERO;

  MemoryShow(ShowId id, String name) {
    this.id = id;
    this.name = name;
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
