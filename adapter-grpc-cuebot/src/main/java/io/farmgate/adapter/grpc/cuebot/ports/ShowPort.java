package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.ShowTotals;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Shows;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.opencue.wire.show.ShowCreateShowRequest;
import io.farmgate.opencue.wire.show.ShowCreateShowResponse;
import io.farmgate.opencue.wire.show.ShowFindShowRequest;
import io.farmgate.opencue.wire.show.ShowFindShowResponse;
import io.farmgate.opencue.wire.show.ShowGetShowsRequest;
import io.farmgate.opencue.wire.show.ShowGetShowsResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxCoresRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxCoresResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinCoresRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinCoresResponse;
import io.farmgate.opencue.wire.show.ShowStats;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shows. The contract cannot look one up by its id: that reads all of them. */
final class ShowPort implements Shows {
  private static final String SERVICE = "show.ShowInterface/";

  private final FarmCalls calls;

  ShowPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Show> all() {
    return calls
        .call(
            SERVICE + "GetShows",
            ShowGetShowsRequest.getDefaultInstance(),
            ShowGetShowsResponse.parser())
        .getShows()
        .getShowsList()
        .stream()
        .map(ShowPort::show)
        .sorted(Comparator.comparing(Show::name))
        .toList();
  }

  @Override
  public Optional<Show> byId(ShowId id) {
    return all().stream().filter(show -> show.id().equals(id)).findFirst();
  }

  /** Returns the show of that id, which must be there. */
  Show known(ShowId id) {
    return byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("show", id.value())));
  }

  @Override
  public Optional<Show> byName(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : calls
            .find(
                SERVICE + "FindShow",
                ShowFindShowRequest.newBuilder().setName(name).build(),
                ShowFindShowResponse.parser())
            .map(found -> show(found.getShow()));
  }

  @Override
  public Show create(String name) {
    NameRule.SHOW.check("show name", name);
    if (byName(name).isPresent()) {
      // Cuebot would make a second one and then find neither.
      throw new FarmException(new FarmFailure.Conflict("there is a show '" + name + "' already"));
    }
    return show(
        calls
            .call(
                SERVICE + "CreateShow",
                ShowCreateShowRequest.newBuilder().setName(name).build(),
                ShowCreateShowResponse.parser())
            .getShow());
  }

  @Override
  public void setDefaultCores(ShowId id, Cores min, Cores max) {
    CoreBounds.check("default min cores", min, Optional.of(max));
    CoreBounds.set(
        min,
        Optional.of(known(id).defaultMaxCores()),
        () -> setDefaultMinCores(id, min),
        () -> setDefaultMaxCores(id, max));
  }

  private void setDefaultMinCores(ShowId id, Cores min) {
    calls.call(
        SERVICE + "SetDefaultMinCores",
        ShowSetDefaultMinCoresRequest.newBuilder()
            .setShow(wire(id))
            .setMinCores(min.asFloat())
            .build(),
        ShowSetDefaultMinCoresResponse.parser());
  }

  private void setDefaultMaxCores(ShowId id, Cores max) {
    calls.call(
        SERVICE + "SetDefaultMaxCores",
        ShowSetDefaultMaxCoresRequest.newBuilder()
            .setShow(wire(id))
            .setMaxCores(max.asFloat())
            .build(),
        ShowSetDefaultMaxCoresResponse.parser());
  }

  private static io.farmgate.opencue.wire.show.Show wire(ShowId id) {
    return io.farmgate.opencue.wire.show.Show.newBuilder().setId(id.value()).build();
  }

  private static Show show(io.farmgate.opencue.wire.show.Show wire) {
    ShowStats stats = wire.getShowStats();
    return new Show(
        new ShowId(wire.getId()),
        wire.getName(),
        wire.getActive(),
        Units.cores(wire.getDefaultMinCores()),
        Units.cores(wire.getDefaultMaxCores()),
        Math.round(wire.getDefaultMinGpus()),
        Math.round(wire.getDefaultMaxGpus()),
        wire.getBookingEnabled(),
        wire.getDispatchEnabled(),
        wire.getCommentEmail(),
        new FrameCounts(
            stats.getPendingFrames(), 0, stats.getRunningFrames(), 0, stats.getDeadFrames(), 0, 0),
        stats.getPendingJobs(),
        new ShowTotals(
            stats.getCreatedJobCount(),
            stats.getCreatedFrameCount(),
            RunFigures.of(stats),
            Units.cores(stats.getReservedCores()),
            Math.round(stats.getReservedGpus())));
  }
}
