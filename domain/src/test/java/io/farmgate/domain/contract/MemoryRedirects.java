package io.farmgate.domain.contract;

import io.farmgate.domain.GroupId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.port.Redirects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The redirects of {@link InMemoryFarm}. */
final class MemoryRedirects implements Redirects {
  private final MemoryFarmState state;
  private final Map<ProcId, Turn> turns = new HashMap<>();

  MemoryRedirects(MemoryFarmState state) {
    this.state = state;
  }

  private record Turn(String name, Predicate<MemoryJob> whose) {}

  @Override
  public void toJob(ProcId proc, JobId id) {
    synchronized (state) {
      refuseUnknown(proc);
      MemoryJob job = state.known(id);
      turns.put(proc, new Turn(job.name, one -> one == job));
    }
  }

  @Override
  public void toGroup(ProcId proc, GroupId id) {
    synchronized (state) {
      refuseUnknown(proc);
      MemoryGroup group =
          state.group(id).orElseThrow(() -> MemoryFarmState.notFound("group", id.value()));
      turns.put(proc, new Turn(group.name, job -> job.group == group));
    }
  }

  @Override
  public boolean clear(ProcId proc) {
    synchronized (state) {
      refuseUnknown(proc);
      return turns.remove(proc) != null;
    }
  }

  private void refuseUnknown(ProcId proc) {
    if (state.running().noneMatch(frame -> proc.equals(frame.proc))) {
      throw MemoryFarmState.notFound("proc", proc.value());
    }
  }

  /** Returns the name of whose turn it is after the proc. */
  Optional<String> target(ProcId proc) {
    return Optional.ofNullable(turns.get(proc)).map(Turn::name);
  }

  /** Returns whose turn it is now: those of procs that run no longer, which are forgotten. */
  List<Predicate<MemoryJob>> due(Set<ProcId> running) {
    List<ProcId> over = turns.keySet().stream().filter(proc -> !running.contains(proc)).toList();
    return over.stream()
        .flatMap(proc -> Optional.ofNullable(turns.remove(proc)).stream())
        .map(Turn::whose)
        .toList();
  }
}
