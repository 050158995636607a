package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.OwnerQuota;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Owners;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.opencue.wire.host.OwnerDeleteRequest;
import io.farmgate.opencue.wire.host.OwnerDeleteResponse;
import io.farmgate.opencue.wire.host.OwnerGetOwnerRequest;
import io.farmgate.opencue.wire.host.OwnerGetOwnerResponse;
import io.farmgate.opencue.wire.host.OwnerSetShowRequest;
import io.farmgate.opencue.wire.host.OwnerSetShowResponse;
import io.farmgate.opencue.wire.show.ShowCreateOwnerRequest;
import io.farmgate.opencue.wire.show.ShowCreateOwnerResponse;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Owners. A Cuebot knows no quotas, and does not tell how many frames of an owner run. */
final class OwnerPort implements Owners {
  private static final String SERVICE = "host.OwnerInterface/";

  private final FarmCalls calls;
  private final ShowPort shows;

  OwnerPort(FarmCalls calls, ShowPort shows) {
    this.calls = calls;
    this.shows = shows;
  }

  @Override
  public Optional<Owner> byId(OwnerId id) {
    return find(id.value()).filter(owner -> owner.id().equals(id));
  }

  @Override
  public Optional<Owner> byName(String name) {
    return find(name).filter(owner -> owner.name().equals(name));
  }

  /** A Cuebot looks for either. */
  private Optional<Owner> find(String nameOrId) {
    return nameOrId.isEmpty()
        ? Optional.empty()
        : calls
            .find(
                SERVICE + "GetOwner",
                OwnerGetOwnerRequest.newBuilder().setName(nameOrId).build(),
                OwnerGetOwnerResponse.parser())
            .map(found -> owner(found.getOwner()));
  }

  /** Returns the owner of that id, who must be there. */
  Owner known(OwnerId id) {
    return byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("owner", id.value())));
  }

  @Override
  public Owner create(ShowId id, String name) {
    NameRule.USER.check("owner name", name);
    Show show = shows.known(id);
    if (byName(name).isPresent()) {
      throw new FarmException(new FarmFailure.Conflict("there is an owner '" + name + "' already"));
    }
    return owner(
        calls
            .call(
                "show.ShowInterface/CreateOwner",
                ShowCreateOwnerRequest.newBuilder()
                    .setShow(
                        io.farmgate.opencue.wire.show.Show.newBuilder().setId(show.id().value()))
                    .setName(name)
                    .build(),
                ShowCreateOwnerResponse.parser())
            .getOwner());
  }

  @Override
  public void setShow(OwnerId id, ShowId show) {
    calls.call(
        SERVICE + "SetShow",
        OwnerSetShowRequest.newBuilder()
            .setOwner(wire(known(id).id()))
            .setShow(shows.known(show).name())
            .build(),
        OwnerSetShowResponse.parser());
  }

  @Override
  public void changeQuota(OwnerId id, UnaryOperator<OwnerQuota> change) {
    throw new FarmException(
        new FarmFailure.Unsupported("an OpenCue farm knows no quotas of owners"));
  }

  @Override
  public void delete(OwnerId id) {
    calls.call(
        SERVICE + "Delete",
        OwnerDeleteRequest.newBuilder().setOwner(wire(known(id).id())).build(),
        OwnerDeleteResponse.parser());
  }

  static io.farmgate.opencue.wire.host.Owner wire(OwnerId id) {
    return io.farmgate.opencue.wire.host.Owner.newBuilder().setId(id.value()).build();
  }

  private static Owner owner(io.farmgate.opencue.wire.host.Owner wire) {
    return new Owner(
        new OwnerId(wire.getId()),
        wire.getName(),
        wire.getShow(),
        OwnerQuota.NONE,
        wire.getHostCount(),
        0);
  }
}
