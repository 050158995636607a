package io.farmgate.domain.contract;

import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.port.Filters;
import io.farmgate.domain.spec.NameRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The filters of {@link InMemoryFarm}. */
final class MemoryFilters implements Filters {
  private final MemoryFarmState state;
  private int last;

  MemoryFilters(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<Filter> ofShow(ShowId id) {
    synchronized (state) {
      return state.shows.values().stream()
          .filter(show -> show.id.equals(id))
          .flatMap(show -> show.filters.stream())
          .map(MemoryFilter::snapshot)
          .toList();
    }
  }

  @Override
  public Optional<Filter> byId(FilterId id) {
    synchronized (state) {
      return find(id).map(MemoryFilter::snapshot);
    }
  }

  @Override
  public Filter create(ShowId id, String name) {
    NameRule.FILTER.check("filter name", name);
    synchronized (state) {
      MemoryShow show = state.show(id);
      refuseTaken(show, name);
      MemoryFilter filter = new MemoryFilter(new FilterId("filter-" + ++last), show, name);
      show.filters.add(filter);
      return filter.snapshot();
    }
  }

  @Override
  public void rename(FilterId id, String name) {
    NameRule.FILTER.check("filter name", name);
    change(
        id,
        filter -> {
          if (!filter.name.equals(name)) {
            refuseTaken(filter.show, name);
          }
          filter.name = name;
        });
  }

  @Override
  public void setQuorum(FilterId id, Filter.Quorum quorum) {
    change(id, filter -> filter.quorum = quorum);
  }

  @Override
  public void setEnabled(FilterId id, boolean enabled) {
    change(id, filter -> filter.enabled = enabled);
  }

  @Override
  public void put(FilterId id, int place) {
    change(id, filter -> put(filter, place));
  }

  @Override
  public void move(FilterId id, int places) {
    change(id, filter -> put(filter, (long) filter.snapshot().place() + places));
  }

  private static void put(MemoryFilter filter, long place) {
    List<MemoryFilter> filters = filter.show.filters;
    filters.remove(filter);
    filters.add(Math.clamp(place - 1, 0, filters.size()), filter);
  }

  @Override
  public void delete(FilterId id) {
    change(id, filter -> filter.show.filters.remove(filter));
  }

  @Override
  public void run(FilterId id, Set<JobId> jobs) {
    change(
        id,
        filter -> {
          List<MemoryJob> known = jobs.stream().map(state::known).toList();
          known.forEach(job -> MemoryFilterRun.run(state, job, List.of(filter.whole())));
        });
  }

  private void change(FilterId id, Consumer<MemoryFilter> change) {
    synchronized (state) {
      change.accept(known(id));
    }
  }

  MemoryFilter known(FilterId id) {
    return find(id).orElseThrow(() -> MemoryFarmState.notFound("filter", id.value()));
  }

  Stream<MemoryFilter> everywhere() {
    return state.shows.values().stream().flatMap(show -> show.filters.stream());
  }

  private Optional<MemoryFilter> find(FilterId id) {
    return everywhere().filter(filter -> filter.id.equals(id)).findFirst();
  }

  private static void refuseTaken(MemoryShow show, String name) {
    if (show.filters.stream().anyMatch(filter -> filter.name.equals(name))) {
      throw MemorySites.taken(name);
    }
  }
}
