package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.domain.Host;
import io.farmgate.domain.Proc;
import io.farmgate.opencue.wire.criterion.InRangeIntegerSearchCriterion;
import io.farmgate.opencue.wire.host.ProcSearchCriteria;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds procs by the contract's criteria. Memory is what a proc has reserved, in kilobytes; how
 * long it runs is in seconds. What has several values passes with any one of them.
 */
final class ProcQueries {
  private final BrowseFarm browse;

  ProcQueries(BrowseFarm browse) {
    this.browse = browse;
  }

  /** As {@link #select}, for who changes them: without a criterion it would be all of the farm. */
  Stream<Proc> selectSome(Invocation call, ProcSearchCriteria r) {
    if (r.equals(ProcSearchCriteria.getDefaultInstance())) {
      throw Wire.invalid("r: empty (expected: criteria that say which procs)");
    }
    return select(call, r);
  }

  Stream<Proc> select(Invocation call, ProcSearchCriteria r) {
    Instant now = Instant.now();
    Set<String> hosts = hostsOf(call, r.getAllocsList());
    Stream<Proc> procs =
        browse.procs(call.caller(), call.farm()).stream()
            .filter(proc -> within(r.getHostsList(), proc.hostName()))
            .filter(proc -> within(r.getJobsList(), proc.jobName()))
            .filter(proc -> within(r.getLayersList(), proc.layerName()))
            .filter(proc -> within(r.getShowsList(), proc.show()))
            .filter(proc -> r.getAllocsCount() == 0 || hosts.contains(proc.hostId().value()))
            .filter(proc -> remembers(r, Wire.kilobytes(proc.reservedMemoryBytes())))
            .filter(proc ->
                inRange(
                    r.getDurationRangeList(), Duration.between(proc.startTime(), now).toSeconds()))
            .skip(Math.max(0, r.getFirstResult()));
    // The contract makes a list of this number; only its first one means anything.
    return r.getMaxResultsCount() == 0 || r.getMaxResults(0) <= 0
        ? procs
        : procs.limit(r.getMaxResults(0));
  }

  private Set<String> hostsOf(Invocation call, List<String> allocations) {
    return allocations.isEmpty()
        ? Set.of()
        : browse.hosts(call.caller(), call.farm()).stream()
            .filter(host -> allocations.contains(host.allocation()))
            .map(Host::id)
            .map(id -> id.value())
            .collect(Collectors.toSet());
  }

  private static boolean remembers(ProcSearchCriteria r, long kilobytes) {
    return inRange(r.getMemoryRangeList(), kilobytes)
        && (r.getMemoryGreaterThanCount() == 0
            || r.getMemoryGreaterThanList().stream().anyMatch(one -> kilobytes > one.getValue()))
        && (r.getMemoryLessThanCount() == 0
            || r.getMemoryLessThanList().stream().anyMatch(one -> kilobytes < one.getValue()));
  }

  private static boolean inRange(List<InRangeIntegerSearchCriterion> ranges, long value) {
    return ranges.isEmpty()
        || ranges.stream().anyMatch(one -> one.getMin() <= value && value <= one.getMax());
  }

  private static boolean within(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
