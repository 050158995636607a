package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Proc;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which procs are meant: the same words for a list of them and for what is done to them. */
final class ProcFilters {
  private static final Parameter<Set<String>> SHOWS = Parameter.texts("show");
  private static final Parameter<Set<String>> HOSTS = Parameter.texts("host");
  private static final Parameter<Set<String>> JOBS = Parameter.texts("job");
  private static final Parameter<Set<String>> LAYERS = Parameter.texts("layer");
  private static final Parameter<Set<String>> ALLOCATIONS = Parameter.texts("allocation");
  private static final Parameter<Integer> LEAST_MEMORY =
      Parameter.number("minMemory", 0, Integer.MAX_VALUE);
  private static final Parameter<Integer> MOST_MEMORY =
      Parameter.number("maxMemory", 0, Integer.MAX_VALUE);
  private static final Parameter<Integer> LEAST_TIME =
      Parameter.number("minTime", 0, Integer.MAX_VALUE);
  private static final Parameter<Integer> MOST_TIME =
      Parameter.number("maxTime", 0, Integer.MAX_VALUE);

  /** All of them. */
  static final Parameter<?>[] ALL = {
    SHOWS, HOSTS, JOBS, LAYERS, ALLOCATIONS, LEAST_MEMORY, MOST_MEMORY, LEAST_TIME, MOST_TIME
  };

  private final BrowseFarm browse;

  ProcFilters(BrowseFarm browse) {
    this.browse = browse;
  }

  /**
   * As {@link #select}, for who changes them: without a filter it would be all of the farm.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where no filter is sent
   */
  List<Proc> selectSome(Call call) {
    if (Stream.of(ALL).noneMatch(filter -> narrows(call.query(), filter))) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "query: no filter (expected: one of "
                  + Stream.of(ALL).map(Parameter::name).collect(Collectors.joining(", "))
                  + ", or several)"));
    }
    return select(call);
  }

  /** From 0 on is everything: whose variable is empty or 0 has named no proc. */
  private static boolean narrows(Query query, Parameter<?> filter) {
    boolean least = filter.equals(LEAST_MEMORY) || filter.equals(LEAST_TIME);
    return query.get(filter).filter(value -> !least || !value.equals(0)).isPresent();
  }

  /** Returns the procs that all filters let through, the oldest first. */
  List<Proc> select(Call call) {
    Query query = call.query();
    Optional<Set<String>> allocations = query.get(ALLOCATIONS);
    Set<HostId> hosts = allocations.map(names -> hostsOf(call, names)).orElse(Set.of());
    Instant now = Instant.now();
    return browse.procs(call.caller(), call.farm()).stream()
        .filter(proc -> FarmReads.passes(query.get(SHOWS), proc.show()))
        .filter(proc -> passes(query.get(HOSTS), proc.hostId().value(), proc.hostName()))
        .filter(proc -> passes(query.get(JOBS), proc.jobId().value(), proc.jobName()))
        .filter(proc -> FarmReads.passes(query.get(LAYERS), proc.layerName()))
        .filter(proc -> allocations.isEmpty() || hosts.contains(proc.hostId()))
        .filter(proc -> within(query, LEAST_MEMORY, MOST_MEMORY, proc.reservedMemoryBytes() >> 20))
        .filter(proc ->
            within(
                query, LEAST_TIME, MOST_TIME, Duration.between(proc.startTime(), now).toSeconds()))
        .toList();
  }

  private static boolean passes(Optional<Set<String>> wanted, String id, String name) {
    return FarmReads.passes(wanted, id) || FarmReads.passes(wanted, name);
  }

  private Set<HostId> hostsOf(Call call, Set<String> allocations) {
    return browse.hosts(call.caller(), call.farm()).stream()
        .filter(host -> allocations.contains(host.allocation()))
        .map(Host::id)
        .collect(Collectors.toSet());
  }

  private static boolean within(
      Query query, Parameter<Integer> least, Parameter<Integer> most, long value) {
    return query.get(least).map(bound -> value >= bound).orElse(true)
        && query.get(most).map(bound -> value <= bound).orElse(true);
  }
}
