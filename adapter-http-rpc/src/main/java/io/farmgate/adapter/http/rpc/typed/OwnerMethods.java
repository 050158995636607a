package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.Host;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.OwnerQuota;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.opencue.wire.farmgate.OwnerExtra;
import io.farmgate.opencue.wire.farmgate.OwnerSetMaxCoresRequest;
import io.farmgate.opencue.wire.farmgate.OwnerSetMaxCoresResponse;
import io.farmgate.opencue.wire.host.DeedDeleteRequest;
import io.farmgate.opencue.wire.host.DeedDeleteResponse;
import io.farmgate.opencue.wire.host.DeedGetHostRequest;
import io.farmgate.opencue.wire.host.DeedGetHostResponse;
import io.farmgate.opencue.wire.host.DeedGetOwnerRequest;
import io.farmgate.opencue.wire.host.DeedGetOwnerResponse;
import io.farmgate.opencue.wire.host.DeedSeq;
import io.farmgate.opencue.wire.host.HostSeq;
import io.farmgate.opencue.wire.host.OwnerDeleteRequest;
import io.farmgate.opencue.wire.host.OwnerDeleteResponse;
import io.farmgate.opencue.wire.host.OwnerGetDeedsRequest;
import io.farmgate.opencue.wire.host.OwnerGetDeedsResponse;
import io.farmgate.opencue.wire.host.OwnerGetHostsRequest;
import io.farmgate.opencue.wire.host.OwnerGetHostsResponse;
import io.farmgate.opencue.wire.host.OwnerGetOwnerRequest;
import io.farmgate.opencue.wire.host.OwnerGetOwnerResponse;
import io.farmgate.opencue.wire.host.OwnerSetShowRequest;
import io.farmgate.opencue.wire.host.OwnerSetShowResponse;
import io.farmgate.opencue.wire.host.OwnerTakeOwnershipRequest;
import io.farmgate.opencue.wire.host.OwnerTakeOwnershipResponse;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code host.OwnerInterface} and {@code host.DeedInterface}. */
final class OwnerMethods {
  private static final String SERVICE = "host.OwnerInterface/";
  private static final String DEEDS = "host.DeedInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;

  OwnerMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addChanges(table);
    addDeeds(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "GetOwner",
        OwnerGetOwnerRequest.getDefaultInstance(),
        OwnerGetOwnerResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          Owner owner = namedOrById(call, name);
          return OwnerGetOwnerResponse.newBuilder().setOwner(wire(owner)).build();
        });
    table.add(
        SERVICE + "GetDeeds",
        OwnerGetDeedsRequest.getDefaultInstance(),
        OwnerGetDeedsResponse.class,
        (call, request) -> {
          OwnerId id = browse.owner(call.caller(), call.farm(), id(request.getOwner())).id();
          return OwnerGetDeedsResponse.newBuilder().setDeeds(wire(deedsOf(call, id))).build();
        });
    table.add(
        SERVICE + "GetHosts",
        OwnerGetHostsRequest.getDefaultInstance(),
        OwnerGetHostsResponse.class,
        (call, request) -> {
          OwnerId id = browse.owner(call.caller(), call.farm(), id(request.getOwner())).id();
          HostSeq.Builder hosts = HostSeq.newBuilder();
          deedsOf(call, id)
              .map(deed -> browse.host(call.caller(), call.farm(), deed.hostId()))
              .map(HostMethods::wire)
              .forEach(hosts::addHosts);
          return OwnerGetHostsResponse.newBuilder().setHosts(hosts).build();
        });
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "SetShow",
        OwnerSetShowRequest.getDefaultInstance(),
        OwnerSetShowResponse.class,
        (call, request) -> {
          String show = Wire.text("show", request.getShow());
          control.setOwnerShow(call.caller(), call.farm(), id(request.getOwner()), show);
          return OwnerSetShowResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "TakeOwnership",
        OwnerTakeOwnershipRequest.getDefaultInstance(),
        OwnerTakeOwnershipResponse.class,
        (call, request) -> {
          String host = Wire.text("host", request.getHost());
          control.giveHost(call.caller(), call.farm(), host, id(request.getOwner()));
          return OwnerTakeOwnershipResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        OwnerDeleteRequest.getDefaultInstance(),
        OwnerDeleteResponse.class,
        (call, request) -> {
          control.deleteOwner(call.caller(), call.farm(), id(request.getOwner()));
          return OwnerDeleteResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMaxCores",
        OwnerSetMaxCoresRequest.getDefaultInstance(),
        OwnerSetMaxCoresResponse.class,
        (call, request) -> {
          Cores max = Wire.cores("cores", request.getCores());
          OwnerId id = idOrNamed(call, request.getOwner());
          control.changeQuota(
              call.caller(), call.farm(), id, quota -> quota.withMaxCores(Optional.of(max)));
          return OwnerSetMaxCoresResponse.getDefaultInstance();
        });
  }

  private void addDeeds(MethodTable table) {
    table.add(
        DEEDS + "GetHost",
        DeedGetHostRequest.getDefaultInstance(),
        DeedGetHostResponse.class,
        (call, request) -> {
          Deed deed = browse.deed(call.caller(), call.farm(), id(request.getDeed()));
          Host host = browse.host(call.caller(), call.farm(), deed.hostId());
          return DeedGetHostResponse.newBuilder().setHost(HostMethods.wire(host)).build();
        });
    table.add(
        DEEDS + "GetOwner",
        DeedGetOwnerRequest.getDefaultInstance(),
        DeedGetOwnerResponse.class,
        (call, request) -> {
          Deed deed = browse.deed(call.caller(), call.farm(), id(request.getDeed()));
          Owner owner = browse.owner(call.caller(), call.farm(), deed.ownerId());
          return DeedGetOwnerResponse.newBuilder().setOwner(wire(owner)).build();
        });
    table.add(
        DEEDS + "Delete",
        DeedDeleteRequest.getDefaultInstance(),
        DeedDeleteResponse.class,
        (call, request) -> {
          control.endDeed(call.caller(), call.farm(), id(request.getDeed()));
          return DeedDeleteResponse.getDefaultInstance();
        });
  }

  private Stream<Deed> deedsOf(Invocation call, OwnerId owner) {
    return browse.deeds(call.caller(), call.farm()).stream()
        .filter(deed -> deed.ownerId().equals(owner));
  }

  /** Cuebot takes either for a name. */
  private Owner namedOrById(Invocation call, String name) {
    try {
      return browse.ownerNamed(call.caller(), call.farm(), name);
    } catch (FarmException unknown) {
      if (!(unknown.failure() instanceof FarmFailure.NotFound)) {
        throw unknown;
      }
      return browse.owner(call.caller(), call.farm(), new OwnerId(name));
    }
  }

  /** The documents name an owner; the contract has the id. */
  private OwnerId idOrNamed(Invocation call, io.farmgate.opencue.wire.host.Owner owner) {
    return owner.getId().isBlank() && !owner.getName().isBlank()
        ? browse.ownerNamed(call.caller(), call.farm(), owner.getName()).id()
        : id(owner);
  }

  private static OwnerId id(io.farmgate.opencue.wire.host.Owner owner) {
    return Wire.id("owner.id", owner.getId(), OwnerId::new);
  }

  private static DeedId id(io.farmgate.opencue.wire.host.Deed deed) {
    return Wire.id("deed.id", deed.getId(), DeedId::new);
  }

  static DeedSeq wire(Stream<Deed> deeds) {
    return DeedSeq.newBuilder().addAllDeeds(deeds.map(OwnerMethods::wire).toList()).build();
  }

  static io.farmgate.opencue.wire.host.Deed wire(Deed deed) {
    return io.farmgate.opencue.wire.host.Deed.newBuilder()
        .setId(deed.id().value())
        .setHost(deed.hostName())
        .setOwner(deed.ownerName())
        .build();
  }

  static io.farmgate.opencue.wire.host.Owner wire(Owner owner) {
    OwnerQuota quota = owner.quota();
    OwnerExtra.Builder extra =
        OwnerExtra.newBuilder()
            .setMinCores(quota.minCores().asFloat())
            .setMinGpus(quota.minGpus())
            .setRunningFrames(owner.runningFrames());
    quota.maxCores().ifPresent(max -> extra.setMaxCores(max.asFloat()));
    quota.maxGpus().ifPresent(extra::setMaxGpus);
    return io.farmgate.opencue.wire.host.Owner.newBuilder()
        .setId(owner.id().value())
        .setName(owner.name())
        .setShow(owner.show())
        .setHostCount(owner.hosts())
        .setUnknownFields(Wire.extra(extra.build()))
        .build();
  }
}
