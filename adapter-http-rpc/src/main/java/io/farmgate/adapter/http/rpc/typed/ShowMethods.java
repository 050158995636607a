package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Deed;
import io.farmgate.domain.Group;
import io.farmgate.domain.Owner;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.opencue.wire.show.ShowCreateOwnerRequest;
import io.farmgate.opencue.wire.show.ShowCreateOwnerResponse;
import io.farmgate.opencue.wire.show.ShowCreateShowRequest;
import io.farmgate.opencue.wire.show.ShowCreateShowResponse;
import io.farmgate.opencue.wire.show.ShowFindShowRequest;
import io.farmgate.opencue.wire.show.ShowFindShowResponse;
import io.farmgate.opencue.wire.show.ShowGetActiveShowsRequest;
import io.farmgate.opencue.wire.show.ShowGetActiveShowsResponse;
import io.farmgate.opencue.wire.show.ShowGetDeedsRequest;
import io.farmgate.opencue.wire.show.ShowGetDeedsResponse;
import io.farmgate.opencue.wire.show.ShowGetGroupsRequest;
import io.farmgate.opencue.wire.show.ShowGetGroupsResponse;
import io.farmgate.opencue.wire.show.ShowGetJobsRequest;
import io.farmgate.opencue.wire.show.ShowGetJobsResponse;
import io.farmgate.opencue.wire.show.ShowGetRootGroupRequest;
import io.farmgate.opencue.wire.show.ShowGetRootGroupResponse;
import io.farmgate.opencue.wire.show.ShowGetShowsRequest;
import io.farmgate.opencue.wire.show.ShowGetShowsResponse;
import io.farmgate.opencue.wire.show.ShowSeq;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxCoresRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxCoresResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinCoresRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinCoresResponse;
import io.farmgate.opencue.wire.show.ShowStats;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code show.ShowInterface}. */
final class ShowMethods {
  private static final String SERVICE = "show.ShowInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;

  ShowMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  void addTo(MethodTable table) {
    addShows(table);
    addParts(table);
  }

  private void addShows(MethodTable table) {
    table.add(
        SERVICE + "GetShows",
        ShowGetShowsRequest.getDefaultInstance(),
        ShowGetShowsResponse.class,
        (call, request) ->
            ShowGetShowsResponse.newBuilder().setShows(wire(shows(call).stream())).build());
    table.add(
        SERVICE + "GetActiveShows",
        ShowGetActiveShowsRequest.getDefaultInstance(),
        ShowGetActiveShowsResponse.class,
        (call, request) ->
            ShowGetActiveShowsResponse.newBuilder()
                .setShows(wire(shows(call).stream().filter(Show::active)))
                .build());
    table.add(
        SERVICE + "FindShow",
        ShowFindShowRequest.getDefaultInstance(),
        ShowFindShowResponse.class,
        (call, request) ->
            ShowFindShowResponse.newBuilder()
                .setShow(wire(named(call, request.getName())))
                .build());
    table.add(
        SERVICE + "CreateShow",
        ShowCreateShowRequest.getDefaultInstance(),
        ShowCreateShowResponse.class,
        (call, request) ->
            ShowCreateShowResponse.newBuilder()
                .setShow(
                    wire(
                        control.createShow(
                            call.caller(), call.farm(), Wire.text("name", request.getName()))))
                .build());
    table.add(
        SERVICE + "SetDefaultMinCores",
        ShowSetDefaultMinCoresRequest.getDefaultInstance(),
        ShowSetDefaultMinCoresResponse.class,
        (call, request) -> {
          Show show = byId(call, request.getShow());
          Cores min = Wire.cores("minCores", request.getMinCores());
          control.setDefaultCores(
              call.caller(), call.farm(), show.id(), min, show.defaultMaxCores());
          return ShowSetDefaultMinCoresResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetDefaultMaxCores",
        ShowSetDefaultMaxCoresRequest.getDefaultInstance(),
        ShowSetDefaultMaxCoresResponse.class,
        (call, request) -> {
          Show show = byId(call, request.getShow());
          Cores max = Wire.cores("maxCores", request.getMaxCores());
          control.setDefaultCores(
              call.caller(), call.farm(), show.id(), show.defaultMinCores(), max);
          return ShowSetDefaultMaxCoresResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "GetJobs",
        ShowGetJobsRequest.getDefaultInstance(),
        ShowGetJobsResponse.class,
        (call, request) -> {
          Show show = byId(call, request.getShow());
          JobQuery query = JobQueries.ofShows(Set.of(show.name()));
          return ShowGetJobsResponse.newBuilder()
              .setJobs(JobMethods.wire(browse.jobs(call.caller(), call.farm(), query)))
              .build();
        });
  }

  private void addParts(MethodTable table) {
    table.add(
        SERVICE + "GetRootGroup",
        ShowGetRootGroupRequest.getDefaultInstance(),
        ShowGetRootGroupResponse.class,
        (call, request) -> {
          Group root =
              browse.groups(call.caller(), call.farm(), id(request.getShow())).stream()
                  .filter(group -> group.parent().isEmpty())
                  .findFirst()
                  .orElseThrow(() -> Wire.unsupported(call, "put jobs into groups"));
          return ShowGetRootGroupResponse.newBuilder().setGroup(GroupMethods.wire(root)).build();
        });
    table.add(
        SERVICE + "GetGroups",
        ShowGetGroupsRequest.getDefaultInstance(),
        ShowGetGroupsResponse.class,
        (call, request) ->
            ShowGetGroupsResponse.newBuilder()
                .setGroups(
                    GroupMethods.wire(
                        browse.groups(call.caller(), call.farm(), id(request.getShow())).stream()))
                .build());
    table.add(
        SERVICE + "GetDeeds",
        ShowGetDeedsRequest.getDefaultInstance(),
        ShowGetDeedsResponse.class,
        (call, request) -> {
          Show show = byId(call, request.getShow());
          return ShowGetDeedsResponse.newBuilder()
              .setDeeds(
                  OwnerMethods.wire(
                      browse.deeds(call.caller(), call.farm()).stream()
                          .filter(deed -> worksFor(call, deed, show))))
              .build();
        });
    table.add(
        SERVICE + "CreateOwner",
        ShowCreateOwnerRequest.getDefaultInstance(),
        ShowCreateOwnerResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          Owner owner =
              control.createOwner(call.caller(), call.farm(), id(request.getShow()), name);
          return ShowCreateOwnerResponse.newBuilder().setOwner(OwnerMethods.wire(owner)).build();
        });
  }

  private boolean worksFor(Invocation call, Deed deed, Show show) {
    return browse.owner(call.caller(), call.farm(), deed.ownerId()).show().equals(show.name());
  }

  private List<Show> shows(Invocation call) {
    return browse.shows(call.caller(), call.farm());
  }

  private Show named(Invocation call, String name) {
    return browse.showNamed(call.caller(), call.farm(), Wire.text("name", name));
  }

  private Show byId(Invocation call, io.farmgate.opencue.wire.show.Show show) {
    return browse.show(call.caller(), call.farm(), id(show));
  }

  static ShowId id(io.farmgate.opencue.wire.show.Show show) {
    return Wire.id("show.id", show.getId(), ShowId::new);
  }

  private static ShowSeq wire(Stream<Show> shows) {
    return ShowSeq.newBuilder().addAllShows(shows.map(ShowMethods::wire).toList()).build();
  }

  static io.farmgate.opencue.wire.show.Show wire(Show show) {
    return io.farmgate.opencue.wire.show.Show.newBuilder()
        .setId(show.id().value())
        .setName(show.name())
        .setDefaultMinCores(show.defaultMinCores().asFloat())
        .setDefaultMaxCores(show.defaultMaxCores().asFloat())
        .setCommentEmail(show.commentEmail())
        .setBookingEnabled(show.bookingEnabled())
        .setDispatchEnabled(show.dispatchEnabled())
        .setActive(show.active())
        .setDefaultMinGpus(show.defaultMinGpus())
        .setDefaultMaxGpus(show.defaultMaxGpus())
        .setShowStats(
            ShowStats.newBuilder()
                .setRunningFrames(show.frames().running())
                .setDeadFrames(show.frames().dead())
                .setPendingFrames(show.frames().pending())
                .setPendingJobs(show.pendingJobs())
                .setCreatedJobCount(show.totals().createdJobs())
                .setCreatedFrameCount(show.totals().createdFrames())
                .setRenderedFrameCount(show.totals().runs().succeeded())
                .setFailedFrameCount(show.totals().runs().failed())
                .setReservedCores(show.totals().reservedCores().asFloat())
                .setReservedGpus(show.totals().reservedGpus()))
        .build();
  }
}
