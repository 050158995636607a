package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.Show;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Deeds;
import io.farmgate.opencue.wire.host.DeedDeleteRequest;
import io.farmgate.opencue.wire.host.DeedDeleteResponse;
import io.farmgate.opencue.wire.host.HostGetDeedRequest;
import io.farmgate.opencue.wire.host.HostGetDeedResponse;
import io.farmgate.opencue.wire.host.OwnerTakeOwnershipRequest;
import io.farmgate.opencue.wire.host.OwnerTakeOwnershipResponse;
import io.farmgate.opencue.wire.show.ShowGetDeedsRequest;
import io.farmgate.opencue.wire.show.ShowGetDeedsResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deeds. The contract lists them by show, and names host and owner: a list costs a call for each
 * show, one for the hosts and one for each owner.
 */
final class DeedPort implements Deeds {
  private final FarmCalls calls;
  private final ShowPort shows;
  private final HostPort hosts;
  private final OwnerPort owners;

  DeedPort(FarmCalls calls, ShowPort shows, HostPort hosts, OwnerPort owners) {
    this.calls = calls;
    this.shows = shows;
    this.hosts = hosts;
    this.owners = owners;
  }

  @Override
  public List<Deed> all() {
    List<io.farmgate.opencue.wire.host.Deed> found =
        shows.all().stream().flatMap(this::ofShow).toList();
    if (found.isEmpty()) {
      return List.of();
    }
    List<Host> known = hosts.all();
    return found.stream()
        .flatMap(wire ->
            known.stream()
                .filter(host -> host.name().equals(wire.getHost()))
                .flatMap(
                    host -> owners.byName(wire.getOwner()).map(o -> deed(wire, host, o)).stream()))
        .sorted(Comparator.comparing(Deed::hostName))
        .toList();
  }

  private Stream<io.farmgate.opencue.wire.host.Deed> ofShow(Show show) {
    return calls
        .call(
            "show.ShowInterface/GetDeeds",
            ShowGetDeedsRequest.newBuilder()
                .setShow(io.farmgate.opencue.wire.show.Show.newBuilder().setId(show.id().value()))
                .build(),
            ShowGetDeedsResponse.parser())
        .getDeeds()
        .getDeedsList()
        .stream();
  }

  @Override
  public Deed give(HostId hostId, OwnerId ownerId) {
    Host host = hosts.known(hostId);
    Owner owner = owners.known(ownerId);
    calls.call(
        "host.OwnerInterface/TakeOwnership",
        OwnerTakeOwnershipRequest.newBuilder()
            .setOwner(OwnerPort.wire(ownerId))
            .setHost(host.name())
            .build(),
        OwnerTakeOwnershipResponse.parser());
    return deed(
        calls
            .call(
                "host.HostInterface/GetDeed",
                HostGetDeedRequest.newBuilder().setHost(HostPort.wire(hostId)).build(),
                HostGetDeedResponse.parser())
            .getDeed(),
        host,
        owner);
  }

  @Override
  public void end(DeedId id) {
    Optional<Deed> deed = all().stream().filter(one -> one.id().equals(id)).findFirst();
    if (deed.isEmpty()) {
      throw new FarmException(FarmFailure.NotFound.of("deed", id.value()));
    }
    calls.call(
        "host.DeedInterface/Delete",
        DeedDeleteRequest.newBuilder()
            .setDeed(io.farmgate.opencue.wire.host.Deed.newBuilder().setId(id.value()))
            .build(),
        DeedDeleteResponse.parser());
  }

  private static Deed deed(io.farmgate.opencue.wire.host.Deed wire, Host host, Owner owner) {
    return new Deed(new DeedId(wire.getId()), host.id(), host.name(), owner.id(), owner.name());
  }
}
