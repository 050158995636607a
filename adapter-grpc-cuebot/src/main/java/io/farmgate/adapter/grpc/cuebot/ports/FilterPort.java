package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Filters;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.opencue.wire.filter.FilterDeleteRequest;
import io.farmgate.opencue.wire.filter.FilterDeleteResponse;
import io.farmgate.opencue.wire.filter.FilterRunFilterOnJobsRequest;
import io.farmgate.opencue.wire.filter.FilterRunFilterOnJobsResponse;
import io.farmgate.opencue.wire.filter.FilterSetEnabledRequest;
import io.farmgate.opencue.wire.filter.FilterSetEnabledResponse;
import io.farmgate.opencue.wire.filter.FilterSetNameRequest;
import io.farmgate.opencue.wire.filter.FilterSetNameResponse;
import io.farmgate.opencue.wire.filter.FilterSetOrderRequest;
import io.farmgate.opencue.wire.filter.FilterSetOrderResponse;
import io.farmgate.opencue.wire.filter.FilterSetTypeRequest;
import io.farmgate.opencue.wire.filter.FilterSetTypeResponse;
import io.farmgate.opencue.wire.job.JobSeq;
import io.farmgate.opencue.wire.show.ShowCreateFilterRequest;
import io.farmgate.opencue.wire.show.ShowCreateFilterResponse;
import io.farmgate.opencue.wire.show.ShowGetFiltersRequest;
import io.farmgate.opencue.wire.show.ShowGetFiltersResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Filters. The contract lists them by show only: a look-up by id asks all shows. A Cuebot removes
 * one in the background, a moment later.
 */
final class FilterPort implements Filters {
  private static final String SERVICE = "filter.FilterInterface/";

  private final FarmCalls calls;
  private final ShowPort shows;
  private final JobPort jobs;

  FilterPort(FarmCalls calls, ShowPort shows, JobPort jobs) {
    this.calls = calls;
    this.shows = shows;
    this.jobs = jobs;
  }

  @Override
  public List<Filter> ofShow(ShowId id) {
    return calls
        .find(
            "show.ShowInterface/GetFilters",
            ShowGetFiltersRequest.newBuilder().setShow(show(id)).build(),
            ShowGetFiltersResponse.parser())
        .map(found -> inOrder(found.getFilters().getFiltersList()))
        .orElse(List.of());
  }

  /** The numbers of a Cuebot may have gaps. */
  private static List<Filter> inOrder(List<io.farmgate.opencue.wire.filter.Filter> wire) {
    List<Filter> filters = new ArrayList<>();
    wire.stream()
        .sorted(Comparator.comparingDouble(io.farmgate.opencue.wire.filter.Filter::getOrder))
        .forEach(one -> filters.add(FilterWire.filter(one, filters.size() + 1)));
    return filters;
  }

  @Override
  public Optional<Filter> byId(FilterId id) {
    return withShow(id).map(Placed::filter);
  }

  /** Returns the filters of all shows. */
  Stream<Filter> everywhere() {
    return shows.all().stream().flatMap(show -> ofShow(show.id()).stream());
  }

  private record Placed(Show show, Filter filter) {}

  private Optional<Placed> withShow(FilterId id) {
    return shows.all().stream()
        .flatMap(show -> ofShow(show.id()).stream().map(filter -> new Placed(show, filter)))
        .filter(placed -> placed.filter().id().equals(id))
        .findFirst();
  }

  private Placed known(FilterId id) {
    return withShow(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("filter", id.value())));
  }

  @Override
  public Filter create(ShowId id, String name) {
    NameRule.FILTER.check("filter name", name);
    Show show = shows.known(id);
    // A Cuebot would make a second one and answer that it could not.
    refuseTaken(show, name);
    FilterId made =
        new FilterId(
            calls
                .call(
                    "show.ShowInterface/CreateFilter",
                    ShowCreateFilterRequest.newBuilder().setShow(show(id)).setName(name).build(),
                    ShowCreateFilterResponse.parser())
                .getFilter()
                .getId());
    return ofShow(id).stream().filter(filter -> filter.id().equals(made)).findFirst().orElseThrow();
  }

  @Override
  public void rename(FilterId id, String name) {
    NameRule.FILTER.check("filter name", name);
    Placed known = known(id);
    if (!known.filter().name().equals(name)) {
      refuseTaken(known.show(), name);
    }
    calls.call(
        SERVICE + "SetName",
        FilterSetNameRequest.newBuilder().setFilter(wire(id)).setName(name).build(),
        FilterSetNameResponse.parser());
  }

  @Override
  public void setQuorum(FilterId id, Filter.Quorum quorum) {
    calls.call(
        SERVICE + "SetType",
        FilterSetTypeRequest.newBuilder()
            .setFilter(wire(id))
            .setType(FilterWire.type(quorum))
            .build(),
        FilterSetTypeResponse.parser());
  }

  @Override
  public void setEnabled(FilterId id, boolean enabled) {
    calls.call(
        SERVICE + "SetEnabled",
        FilterSetEnabledRequest.newBuilder().setFilter(wire(id)).setEnabled(enabled).build(),
        FilterSetEnabledResponse.parser());
  }

  @Override
  public void put(FilterId id, int place) {
    put(known(id), place);
  }

  @Override
  public void move(FilterId id, int places) {
    Placed known = known(id);
    put(known, (long) known.filter().place() + places);
  }

  private void put(Placed known, long place) {
    FilterId id = known.filter().id();
    int last = ofShow(known.show().id()).size();
    int wanted = Math.clamp(place, 1, last);
    setOrder(id, wanted);
    boolean down = wanted > known.filter().place();
    if (down
        && ofShow(known.show().id()).stream()
            .anyMatch(filter -> filter.id().equals(id) && filter.place() < wanted)) {
      // A Cuebot puts it in front of the one that has the place, and it was in front of that.
      setOrder(id, wanted + 1);
    }
  }

  private void setOrder(FilterId id, int place) {
    calls.call(
        SERVICE + "SetOrder",
        FilterSetOrderRequest.newBuilder().setFilter(wire(id)).setOrder(place).build(),
        FilterSetOrderResponse.parser());
  }

  @Override
  public void delete(FilterId id) {
    calls.call(
        SERVICE + "Delete",
        FilterDeleteRequest.newBuilder().setFilter(wire(id)).build(),
        FilterDeleteResponse.parser());
  }

  @Override
  public void run(FilterId id, Set<JobId> wanted) {
    JobSeq.Builder list = JobSeq.newBuilder();
    for (JobId job : wanted) {
      if (jobs.byId(job).isEmpty()) {
        throw new FarmException(FarmFailure.NotFound.of("job", job.value()));
      }
      list.addJobs(io.farmgate.opencue.wire.job.Job.newBuilder().setId(job.value()));
    }
    calls.call(
        SERVICE + "RunFilterOnJobs",
        FilterRunFilterOnJobsRequest.newBuilder().setFilter(wire(id)).setJobs(list).build(),
        FilterRunFilterOnJobsResponse.parser());
  }

  private void refuseTaken(Show show, String name) {
    if (ofShow(show.id()).stream().anyMatch(filter -> filter.name().equals(name))) {
      throw new FarmException(
          new FarmFailure.Conflict("the show has a filter '" + name + "' already"));
    }
  }

  static io.farmgate.opencue.wire.filter.Filter wire(FilterId id) {
    return io.farmgate.opencue.wire.filter.Filter.newBuilder().setId(id.value()).build();
  }

  private static io.farmgate.opencue.wire.show.Show show(ShowId id) {
    return io.farmgate.opencue.wire.show.Show.newBuilder().setId(id.value()).build();
  }
}
