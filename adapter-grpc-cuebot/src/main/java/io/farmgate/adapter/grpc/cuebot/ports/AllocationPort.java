package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.HostId;
import io.farmgate.domain.HostTotals;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Allocations;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.opencue.wire.facility.AllocCreateRequest;
import io.farmgate.opencue.wire.facility.AllocCreateResponse;
import io.farmgate.opencue.wire.facility.AllocDeleteRequest;
import io.farmgate.opencue.wire.facility.AllocDeleteResponse;
import io.farmgate.opencue.wire.facility.AllocFindRequest;
import io.farmgate.opencue.wire.facility.AllocFindResponse;
import io.farmgate.opencue.wire.facility.AllocGetAllRequest;
import io.farmgate.opencue.wire.facility.AllocGetAllResponse;
import io.farmgate.opencue.wire.facility.AllocGetDefaultRequest;
import io.farmgate.opencue.wire.facility.AllocGetDefaultResponse;
import io.farmgate.opencue.wire.facility.AllocReparentHostsRequest;
import io.farmgate.opencue.wire.facility.AllocReparentHostsResponse;
import io.farmgate.opencue.wire.facility.AllocSetBillableRequest;
import io.farmgate.opencue.wire.facility.AllocSetBillableResponse;
import io.farmgate.opencue.wire.facility.AllocSetDefaultRequest;
import io.farmgate.opencue.wire.facility.AllocSetDefaultResponse;
import io.farmgate.opencue.wire.facility.AllocSetNameRequest;
import io.farmgate.opencue.wire.facility.AllocSetNameResponse;
import io.farmgate.opencue.wire.facility.AllocSetTagRequest;
import io.farmgate.opencue.wire.facility.AllocSetTagResponse;
import io.farmgate.opencue.wire.facility.AllocationStats;
import io.farmgate.opencue.wire.host.HostGetProcsRequest;
import io.farmgate.opencue.wire.host.HostGetProcsResponse;
import io.farmgate.opencue.wire.host.HostSeq;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Allocations. A Cuebot finds one by its name only: a look-up by id reads all of them. It moves
 * hosts in the background and tells nobody what it could not move, so that is asked for before.
 */
final class AllocationPort implements Allocations {
  private static final String SERVICE = "facility.AllocationInterface/";

  private final FarmCalls calls;
  private final FacilityPort facilities;
  private final HostPort hosts;

  AllocationPort(FarmCalls calls, FacilityPort facilities, HostPort hosts) {
    this.calls = calls;
    this.facilities = facilities;
    this.hosts = hosts;
  }

  @Override
  public List<Allocation> all() {
    return all(calls);
  }

  static List<Allocation> all(FarmCalls calls) {
    return calls
        .call(
            SERVICE + "GetAll",
            AllocGetAllRequest.getDefaultInstance(),
            AllocGetAllResponse.parser())
        .getAllocations()
        .getAllocationsList()
        .stream()
        .map(AllocationPort::allocation)
        .sorted(Comparator.comparing(Allocation::name))
        .toList();
  }

  @Override
  public Optional<Allocation> byId(AllocationId id) {
    return all().stream().filter(allocation -> allocation.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Allocation> byName(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : calls
            .find(
                SERVICE + "Find",
                AllocFindRequest.newBuilder().setName(name).build(),
                AllocFindResponse.parser())
            .map(found -> allocation(found.getAllocation()));
  }

  @Override
  public Allocation standard() {
    return allocation(
        calls
            .call(
                SERVICE + "GetDefault",
                AllocGetDefaultRequest.getDefaultInstance(),
                AllocGetDefaultResponse.parser())
            .getAllocation());
  }

  @Override
  public Allocation create(String facility, String name, String tag) {
    NameRule.ALLOCATION.check("allocation name", name);
    NameRule.TAG.check("tag", tag);
    facilities.known(facility);
    // Cuebot would bring a removed one back, or answer with the one that is there.
    refuseTaken(facility + '.' + name);
    return allocation(
        calls
            .call(
                SERVICE + "Create",
                AllocCreateRequest.newBuilder()
                    .setFacility(FacilityPort.wire(facility))
                    .setName(name)
                    .setTag(tag)
                    .build(),
                AllocCreateResponse.parser())
            .getAllocation());
  }

  @Override
  public void rename(AllocationId id, String name) {
    NameRule.ALLOCATION.check("allocation name", name);
    Allocation known = known(id);
    String full = known.facility() + '.' + name;
    if (!known.name().equals(full)) {
      refuseTaken(full);
    }
    change(
        "SetName",
        AllocSetNameRequest.newBuilder().setAllocation(wire(known)).setName(name).build(),
        AllocSetNameResponse.parser());
  }

  @Override
  public void setTag(AllocationId id, String tag) {
    NameRule.TAG.check("tag", tag);
    change(
        "SetTag",
        AllocSetTagRequest.newBuilder().setAllocation(wire(known(id))).setTag(tag).build(),
        AllocSetTagResponse.parser());
  }

  @Override
  public void setBillable(AllocationId id, boolean billable) {
    change(
        "SetBillable",
        AllocSetBillableRequest.newBuilder()
            .setAllocation(wire(known(id)))
            .setValue(billable)
            .build(),
        AllocSetBillableResponse.parser());
  }

  @Override
  public void setStandard(AllocationId id) {
    change(
        "SetDefault",
        AllocSetDefaultRequest.newBuilder().setAllocation(wire(known(id))).build(),
        AllocSetDefaultResponse.parser());
  }

  @Override
  public void moveHosts(AllocationId id, Set<HostId> moved) {
    Allocation known = known(id);
    HostSeq.Builder list = HostSeq.newBuilder();
    for (HostId host : moved) {
      hosts.known(host);
      refuseBusy(host);
      list.addHosts(HostPort.wire(host));
    }
    change(
        "ReparentHosts",
        AllocReparentHostsRequest.newBuilder().setAllocation(wire(known)).setHosts(list).build(),
        AllocReparentHostsResponse.parser());
  }

  @Override
  public void delete(AllocationId id) {
    change(
        "Delete",
        AllocDeleteRequest.newBuilder().setAllocation(wire(known(id))).build(),
        AllocDeleteResponse.parser());
  }

  /** Returns the allocation of that id, which must be there. */
  Allocation known(AllocationId id) {
    return byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("allocation", id.value())));
  }

  private <R extends Message> void change(String method, Message request, Parser<R> parser) {
    calls.call(SERVICE + method, request, parser);
  }

  private void refuseTaken(String name) {
    if (byName(name).isPresent()) {
      throw new FarmException(
          new FarmFailure.Conflict("there is an allocation '" + name + "' already"));
    }
  }

  private void refuseBusy(HostId host) {
    int procs =
        calls
            .call(
                "host.HostInterface/GetProcs",
                HostGetProcsRequest.newBuilder().setHost(HostPort.wire(host)).build(),
                HostGetProcsResponse.parser())
            .getProcs()
            .getProcsCount();
    if (procs > 0) {
      throw new FarmException(
          new FarmFailure.Precondition(
              "the host '" + host + "' runs frames (expected: lock it and wait until it is idle)"));
    }
  }

  /** What sets something goes by facility and name; what reads goes by the id. */
  static io.farmgate.opencue.wire.facility.Allocation wire(Allocation allocation) {
    return io.farmgate.opencue.wire.facility.Allocation.newBuilder()
        .setId(allocation.id().value())
        .setName(allocation.name())
        .setFacility(allocation.facility())
        .build();
  }

  private static Allocation allocation(io.farmgate.opencue.wire.facility.Allocation wire) {
    AllocationStats stats = wire.getStats();
    return new Allocation(
        new AllocationId(wire.getId()),
        wire.getName(),
        wire.getFacility(),
        wire.getTag(),
        wire.getBillable(),
        new HostTotals(
            Units.cores(stats.getCores()),
            Units.cores(stats.getAvailableCores()),
            Units.cores(stats.getIdleCores()),
            Units.cores(stats.getRunningCores()),
            Units.cores(stats.getLockedCores()),
            Math.round(stats.getGpus()),
            Math.round(stats.getAvailableGpus()),
            Math.round(stats.getIdleGpus()),
            Math.round(stats.getRunningGpus()),
            Math.round(stats.getLockedGpus()),
            stats.getHosts(),
            stats.getLockedHosts(),
            stats.getDownHosts()));
  }
}
