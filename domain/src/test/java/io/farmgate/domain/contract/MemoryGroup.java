package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A group of {@link InMemoryFarm}. */
final class MemoryGroup {
  final GroupId id;
  String name;
  final MemoryShow show;
  @Nullable MemoryGroup parent;
  GroupSettings settings = GroupSettings.NONE;

  MemoryGroup(MemoryShow show, @Nullable MemoryGroup parent, String name) {
    this.id = new GroupId("group-" + show.name + "-" + ++show.lastGroup);
    this.show = show;
    this.parent = parent;
    this.name = name;
  }

  int level() {
    return parent == null ? 0 : parent.level() + 1;
  }

  boolean hasRoomFor(Cores cores, Collection<MemoryJob> jobs) {
    return settings
        .maxCores()
        .map(max -> ofFarm(jobs) + cores.hundredths() <= max.hundredths())
        .orElse(true);
  }

  private int ofFarm(Collection<MemoryJob> jobs) {
    return jobs.stream().filter(job -> job.group == this).mapToInt(MemoryJob::coresOfFarm).sum();
  }

  private int inUse(Collection<MemoryJob> jobs) {
    return jobs.stream().filter(job -> job.group == this).mapToInt(MemoryJob::coresInUse).sum();
  }

  Group snapshot(Collection<MemoryJob> jobs) {
    List<MemoryJob> pending =
        jobs.stream().filter(job -> job.group == this && !job.isFinished()).toList();
    List<Frame> frames =
        pending.stream().flatMap(MemoryJob::frames).map(MemoryFrame::snapshot).toList();
    return new Group(
        id,
        name,
        show.name,
        Optional.ofNullable(parent).map(one -> one.id),
        level(),
        settings,
        FarmDriver.counts(frames),
        pending.size(),
        new Cores(inUse(jobs)));
  }
}
