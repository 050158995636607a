package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.RunStats;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.ShowTotals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A show of {@link InMemoryFarm}. */
final class MemoryShow {
  final ShowId id;
  String name;

  /** What else it goes by. */
  final Set<String> aliases = new TreeSet<>();

  int lastGroup;
  Cores minCores = Cores.ONE;
  Cores maxCores = Cores.of(200);
  final MemoryGroup root;
  final Map<String, MemoryGroup> groups = new TreeMap<>();
  final Map<String, MemoryDepartment> departments = new TreeMap<>();
  final Map<String, ServiceOverride> overrides = new TreeMap<>();
  final List<MemoryFilter> filters = new ArrayList<>();
  boolean active = true;
  boolean booking = true;
  boolean dispatching = true;
  String commentEmail = "";
  int minGpus;
  int maxGpus;

  MemoryShow(ShowId id, String name) {
    this.id = id;
    this.name = name;
    this.root = new MemoryGroup(this, null, name);
    groups.put(name, root);
  }

  boolean isBooked() {
    return active && booking && dispatching;
  }

  private static ShowTotals totals(List<MemoryJob> jobs) {
    List<FrameCounts> counts = jobs.stream().map(MemoryJob::counts).toList();
    return new ShowTotals(
        jobs.size(),
        counts.stream().mapToInt(FrameCounts::total).sum(),
        jobs.stream().map(MemoryJob::runs).reduce(RunStats.NONE, RunStats::plus),
        new Cores(jobs.stream().mapToInt(MemoryJob::coresInUse).sum()),
        0);
  }

  Show snapshot(Collection<MemoryJob> jobs) {
    List<MemoryJob> pending =
        jobs.stream().filter(job -> job.show == this && !job.isFinished()).toList();
    List<Frame> frames =
        pending.stream().flatMap(MemoryJob::frames).map(MemoryFrame::snapshot).toList();
    return new Show(
        id,
        name,
        active,
        minCores,
        maxCores,
        minGpus,
        maxGpus,
        booking,
        dispatching,
        commentEmail,
        FarmDriver.counts(frames),
        pending.size(),
        totals(jobs.stream().filter(job -> job.show == this).toList()));
  }
}
