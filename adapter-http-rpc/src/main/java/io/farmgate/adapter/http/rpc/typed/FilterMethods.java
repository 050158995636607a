package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.port.Filters;
import io.farmgate.opencue.wire.filter.FilterDeleteRequest;
import io.farmgate.opencue.wire.filter.FilterDeleteResponse;
import io.farmgate.opencue.wire.filter.FilterFindFilterRequest;
import io.farmgate.opencue.wire.filter.FilterFindFilterResponse;
import io.farmgate.opencue.wire.filter.FilterLowerOrderRequest;
import io.farmgate.opencue.wire.filter.FilterLowerOrderResponse;
import io.farmgate.opencue.wire.filter.FilterOrderFirstRequest;
import io.farmgate.opencue.wire.filter.FilterOrderFirstResponse;
import io.farmgate.opencue.wire.filter.FilterOrderLastRequest;
import io.farmgate.opencue.wire.filter.FilterOrderLastResponse;
import io.farmgate.opencue.wire.filter.FilterRaiseOrderRequest;
import io.farmgate.opencue.wire.filter.FilterRaiseOrderResponse;
import io.farmgate.opencue.wire.filter.FilterRunFilterOnGroupRequest;
import io.farmgate.opencue.wire.filter.FilterRunFilterOnGroupResponse;
import io.farmgate.opencue.wire.filter.FilterRunFilterOnJobsRequest;
import io.farmgate.opencue.wire.filter.FilterRunFilterOnJobsResponse;
import io.farmgate.opencue.wire.filter.FilterSeq;
import io.farmgate.opencue.wire.filter.FilterSetEnabledRequest;
import io.farmgate.opencue.wire.filter.FilterSetEnabledResponse;
import io.farmgate.opencue.wire.filter.FilterSetNameRequest;
import io.farmgate.opencue.wire.filter.FilterSetNameResponse;
import io.farmgate.opencue.wire.filter.FilterSetOrderRequest;
import io.farmgate.opencue.wire.filter.FilterSetOrderResponse;
import io.farmgate.opencue.wire.filter.FilterSetTypeRequest;
import io.farmgate.opencue.wire.filter.FilterSetTypeResponse;
import io.farmgate.opencue.wire.show.ShowCreateFilterRequest;
import io.farmgate.opencue.wire.show.ShowCreateFilterResponse;
import io.farmgate.opencue.wire.show.ShowFindFilterRequest;
import io.farmgate.opencue.wire.show.ShowFindFilterResponse;
import io.farmgate.opencue.wire.show.ShowGetFiltersRequest;
import io.farmgate.opencue.wire.show.ShowGetFiltersResponse;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** {@code filter.FilterInterface} but for its parts, and what {@code show.ShowInterface} has. */
final class FilterMethods {
  private static final String SERVICE = "filter.FilterInterface/";
  private static final String SHOWS = "show.ShowInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;

  FilterMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addChanges(table);
    addOrder(table);
    addRuns(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "FindFilter",
        FilterFindFilterRequest.getDefaultInstance(),
        FilterFindFilterResponse.class,
        (call, request) -> {
          String show = Wire.text("show", request.getShow());
          ShowId id = browse.showNamed(call.caller(), call.farm(), show).id();
          return FilterFindFilterResponse.newBuilder()
              .setFilter(FilterFields.wire(named(call, id, request.getName())))
              .build();
        });
    table.add(
        SHOWS + "FindFilter",
        ShowFindFilterRequest.getDefaultInstance(),
        ShowFindFilterResponse.class,
        (call, request) -> {
          ShowId id = ShowMethods.id(request.getShow());
          return ShowFindFilterResponse.newBuilder()
              .setFilter(FilterFields.wire(named(call, id, request.getName())))
              .build();
        });
    table.add(
        SHOWS + "GetFilters",
        ShowGetFiltersRequest.getDefaultInstance(),
        ShowGetFiltersResponse.class,
        (call, request) -> {
          ShowId id = ShowMethods.id(request.getShow());
          FilterSeq.Builder filters = FilterSeq.newBuilder();
          browse.setup().filters(call.caller(), call.farm(), id).stream()
              .map(FilterFields::wire)
              .forEach(filters::addFilters);
          return ShowGetFiltersResponse.newBuilder().setFilters(filters).build();
        });
  }

  private void addChanges(MethodTable table) {
    table.add(
        SHOWS + "CreateFilter",
        ShowCreateFilterRequest.getDefaultInstance(),
        ShowCreateFilterResponse.class,
        (call, request) -> {
          ShowId show = ShowMethods.id(request.getShow());
          String name = Wire.text("name", request.getName());
          Filter made =
              control
                  .setup()
                  .make(
                      call.caller(),
                      call.farm(),
                      "create a filter",
                      ports -> ports.filters().create(show, name));
          return ShowCreateFilterResponse.newBuilder().setFilter(FilterFields.wire(made)).build();
        });
    table.add(
        SERVICE + "SetName",
        FilterSetNameRequest.getDefaultInstance(),
        FilterSetNameResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          change(call, request.getFilter(), (port, id) -> port.rename(id, name));
          return FilterSetNameResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetType",
        FilterSetTypeRequest.getDefaultInstance(),
        FilterSetTypeResponse.class,
        (call, request) -> {
          Filter.Quorum quorum = FilterFields.quorum("type", request.getType());
          change(call, request.getFilter(), (port, id) -> port.setQuorum(id, quorum));
          return FilterSetTypeResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetEnabled",
        FilterSetEnabledRequest.getDefaultInstance(),
        FilterSetEnabledResponse.class,
        (call, request) -> {
          boolean enabled = request.getEnabled();
          change(call, request.getFilter(), (port, id) -> port.setEnabled(id, enabled));
          return FilterSetEnabledResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        FilterDeleteRequest.getDefaultInstance(),
        FilterDeleteResponse.class,
        (call, request) -> {
          change(call, request.getFilter(), Filters::delete);
          return FilterDeleteResponse.getDefaultInstance();
        });
  }

  private void addOrder(MethodTable table) {
    table.add(
        SERVICE + "SetOrder",
        FilterSetOrderRequest.getDefaultInstance(),
        FilterSetOrderResponse.class,
        (call, request) -> {
          int place = request.getOrder();
          change(call, request.getFilter(), (port, id) -> port.put(id, place));
          return FilterSetOrderResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "RaiseOrder",
        FilterRaiseOrderRequest.getDefaultInstance(),
        FilterRaiseOrderResponse.class,
        (call, request) -> {
          change(call, request.getFilter(), (port, id) -> port.move(id, -1));
          return FilterRaiseOrderResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "LowerOrder",
        FilterLowerOrderRequest.getDefaultInstance(),
        FilterLowerOrderResponse.class,
        (call, request) -> {
          change(call, request.getFilter(), (port, id) -> port.move(id, 1));
          return FilterLowerOrderResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "OrderFirst",
        FilterOrderFirstRequest.getDefaultInstance(),
        FilterOrderFirstResponse.class,
        (call, request) -> {
          change(call, request.getFilter(), (port, id) -> port.put(id, 1));
          return FilterOrderFirstResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "OrderLast",
        FilterOrderLastRequest.getDefaultInstance(),
        FilterOrderLastResponse.class,
        (call, request) -> {
          change(call, request.getFilter(), (port, id) -> port.put(id, Integer.MAX_VALUE));
          return FilterOrderLastResponse.getDefaultInstance();
        });
  }

  private void addRuns(MethodTable table) {
    table.add(
        SERVICE + "RunFilterOnJobs",
        FilterRunFilterOnJobsRequest.getDefaultInstance(),
        FilterRunFilterOnJobsResponse.class,
        (call, request) -> {
          Set<JobId> jobs =
              request.getJobs().getJobsList().stream()
                  .map(job -> Wire.id("jobs.jobs.id", job.getId(), JobId::new))
                  .collect(Collectors.toSet());
          control.runFilter(call.caller(), call.farm(), id(request.getFilter()), jobs);
          return FilterRunFilterOnJobsResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "RunFilterOnGroup",
        FilterRunFilterOnGroupRequest.getDefaultInstance(),
        FilterRunFilterOnGroupResponse.class,
        (call, request) -> {
          GroupId group = Wire.id("group.id", request.getGroup().getId(), GroupId::new);
          Set<JobId> jobs =
              browse.jobsOfGroup(call.caller(), call.farm(), group).stream()
                  .map(Job::id)
                  .collect(Collectors.toSet());
          control.runFilter(call.caller(), call.farm(), id(request.getFilter()), jobs);
          return FilterRunFilterOnGroupResponse.getDefaultInstance();
        });
  }

  private Filter named(Invocation call, ShowId show, String name) {
    return browse.setup().filterNamed(call.caller(), call.farm(), show, Wire.text("name", name));
  }

  private void change(
      Invocation call,
      io.farmgate.opencue.wire.filter.Filter filter,
      BiConsumer<Filters, FilterId> change) {
    FilterId id = id(filter);
    control
        .setup()
        .change(
            call.caller(),
            call.farm(),
            "change a filter",
            ports -> change.accept(ports.filters(), id));
  }

  static FilterId id(io.farmgate.opencue.wire.filter.Filter filter) {
    return Wire.id("filter.id", filter.getId(), FilterId::new);
  }
}
