package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseSetup;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.HostTotals;
import io.farmgate.domain.port.Allocations;
import io.farmgate.opencue.wire.facility.AllocCreateRequest;
import io.farmgate.opencue.wire.facility.AllocCreateResponse;
import io.farmgate.opencue.wire.facility.AllocDeleteRequest;
import io.farmgate.opencue.wire.facility.AllocDeleteResponse;
import io.farmgate.opencue.wire.facility.AllocFindHostsRequest;
import io.farmgate.opencue.wire.facility.AllocFindHostsResponse;
import io.farmgate.opencue.wire.facility.AllocFindRequest;
import io.farmgate.opencue.wire.facility.AllocFindResponse;
import io.farmgate.opencue.wire.facility.AllocGetAllRequest;
import io.farmgate.opencue.wire.facility.AllocGetAllResponse;
import io.farmgate.opencue.wire.facility.AllocGetDefaultRequest;
import io.farmgate.opencue.wire.facility.AllocGetDefaultResponse;
import io.farmgate.opencue.wire.facility.AllocGetHostsRequest;
import io.farmgate.opencue.wire.facility.AllocGetHostsResponse;
import io.farmgate.opencue.wire.facility.AllocGetRequest;
import io.farmgate.opencue.wire.facility.AllocGetResponse;
import io.farmgate.opencue.wire.facility.AllocGetSubscriptionsRequest;
import io.farmgate.opencue.wire.facility.AllocGetSubscriptionsResponse;
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
import io.farmgate.opencue.wire.facility.AllocationSeq;
import io.farmgate.opencue.wire.facility.AllocationStats;
import io.farmgate.opencue.wire.host.HostSeq;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code facility.AllocationInterface}. An allocation is given by its id, or without one by its
 * name, with the facility in front or beside it.
 */
final class AllocationMethods {
  private static final String SERVICE = "facility.AllocationInterface/";

  private final BrowseSetup browse;
  private final SetUpFarm setup;

  AllocationMethods(BrowseSetup browse, SetUpFarm setup) {
    this.browse = browse;
    this.setup = setup;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addParts(table);
    addSettings(table);
    addChanges(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "Get",
        AllocGetRequest.getDefaultInstance(),
        AllocGetResponse.class,
        (call, request) ->
            AllocGetResponse.newBuilder()
                .setAllocation(wire(knownAs(call, "id", request.getId())))
                .build());
    table.add(
        SERVICE + "Find",
        AllocFindRequest.getDefaultInstance(),
        AllocFindResponse.class,
        (call, request) ->
            AllocFindResponse.newBuilder()
                .setAllocation(
                    wire(
                        browse.allocationNamed(
                            call.caller(), call.farm(), Wire.text("name", request.getName()))))
                .build());
    table.add(
        SERVICE + "GetAll",
        AllocGetAllRequest.getDefaultInstance(),
        AllocGetAllResponse.class,
        (call, request) ->
            AllocGetAllResponse.newBuilder()
                .setAllocations(wire(browse.allocations(call.caller(), call.farm())))
                .build());
    table.add(
        SERVICE + "GetDefault",
        AllocGetDefaultRequest.getDefaultInstance(),
        AllocGetDefaultResponse.class,
        (call, request) ->
            AllocGetDefaultResponse.newBuilder()
                .setAllocation(wire(browse.standardAllocation(call.caller(), call.farm())))
                .build());
  }

  private void addParts(MethodTable table) {
    table.add(
        SERVICE + "GetHosts",
        AllocGetHostsRequest.getDefaultInstance(),
        AllocGetHostsResponse.class,
        (call, request) ->
            AllocGetHostsResponse.newBuilder()
                .setHosts(hosts(hostsOf(call, request.getAllocation())))
                .build());
    table.add(
        SERVICE + "FindHosts",
        AllocFindHostsRequest.getDefaultInstance(),
        AllocFindHostsResponse.class,
        (call, request) ->
            AllocFindHostsResponse.newBuilder()
                .setHosts(
                    hosts(
                        hostsOf(call, request.getAllocation())
                            .filter(HostMethods.matching(request.getR()))))
                .build());
    table.add(
        SERVICE + "GetSubscriptions",
        AllocGetSubscriptionsRequest.getDefaultInstance(),
        AllocGetSubscriptionsResponse.class,
        (call, request) -> {
          AllocationId id = id(call, request.getAllocation());
          return AllocGetSubscriptionsResponse.newBuilder()
              .setSubscriptions(
                  SubscriptionMethods.wire(browse.subscriptionsTo(call.caller(), call.farm(), id)))
              .build();
        });
  }

  private void addSettings(MethodTable table) {
    table.add(
        SERVICE + "SetName",
        AllocSetNameRequest.getDefaultInstance(),
        AllocSetNameResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          change(call, request.getAllocation(), (port, id) -> port.rename(id, name));
          return AllocSetNameResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetTag",
        AllocSetTagRequest.getDefaultInstance(),
        AllocSetTagResponse.class,
        (call, request) -> {
          String tag = Wire.text("tag", request.getTag());
          change(call, request.getAllocation(), (port, id) -> port.setTag(id, tag));
          return AllocSetTagResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetBillable",
        AllocSetBillableRequest.getDefaultInstance(),
        AllocSetBillableResponse.class,
        (call, request) -> {
          boolean billable = request.getValue();
          change(call, request.getAllocation(), (port, id) -> port.setBillable(id, billable));
          return AllocSetBillableResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetDefault",
        AllocSetDefaultRequest.getDefaultInstance(),
        AllocSetDefaultResponse.class,
        (call, request) -> {
          change(call, request.getAllocation(), Allocations::setStandard);
          return AllocSetDefaultResponse.getDefaultInstance();
        });
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "Create",
        AllocCreateRequest.getDefaultInstance(),
        AllocCreateResponse.class,
        (call, request) -> {
          String facility = Wire.text("facility.name", request.getFacility().getName());
          String name = withoutFacility(facility, Wire.text("name", request.getName()));
          String tag = Wire.text("tag", request.getTag());
          Allocation made =
              setup.make(
                  call.caller(),
                  call.farm(),
                  "create an allocation",
                  ports -> ports.allocations().create(facility, name, tag));
          return AllocCreateResponse.newBuilder().setAllocation(wire(made)).build();
        });
    table.add(
        SERVICE + "ReparentHosts",
        AllocReparentHostsRequest.getDefaultInstance(),
        AllocReparentHostsResponse.class,
        (call, request) -> {
          Set<HostId> hosts =
              request.getHosts().getHostsList().stream()
                  .map(host -> Wire.id("hosts.hosts.id", host.getId(), HostId::new))
                  .collect(Collectors.toSet());
          change(call, request.getAllocation(), (port, id) -> port.moveHosts(id, hosts));
          return AllocReparentHostsResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        AllocDeleteRequest.getDefaultInstance(),
        AllocDeleteResponse.class,
        (call, request) -> {
          change(call, request.getAllocation(), Allocations::delete);
          return AllocDeleteResponse.getDefaultInstance();
        });
  }

  private void change(
      Invocation call,
      io.farmgate.opencue.wire.facility.Allocation allocation,
      BiConsumer<Allocations, AllocationId> change) {
    AllocationId id = id(call, allocation);
    setup.change(
        call.caller(),
        call.farm(),
        "change an allocation",
        ports -> change.accept(ports.allocations(), id));
  }

  private Stream<Host> hostsOf(
      Invocation call, io.farmgate.opencue.wire.facility.Allocation allocation) {
    return browse.hostsOf(call.caller(), call.farm(), id(call, allocation)).stream();
  }

  private Allocation knownAs(Invocation call, String field, String key) {
    return browse.allocationKnownAs(
        call.caller(), call.farm(), Wire.id(field, key, AllocationId::new).value());
  }

  /** Cuebot goes by facility and name in half of its methods, and by the id in the others. */
  private AllocationId id(
      Invocation call, io.farmgate.opencue.wire.facility.Allocation allocation) {
    String name = allocation.getName();
    if (!allocation.getId().isBlank() || name.isBlank()) {
      return Wire.id("allocation.id", allocation.getId(), AllocationId::new);
    }
    String full = name.contains(".") ? name : allocation.getFacility() + '.' + name;
    return browse.allocationNamed(call.caller(), call.farm(), full).id();
  }

  /** Cuebot takes the name with a facility too. */
  private static String withoutFacility(String facility, String name) {
    return name.startsWith(facility + '.') ? name.substring(facility.length() + 1) : name;
  }

  private static HostSeq hosts(Stream<Host> hosts) {
    return HostSeq.newBuilder().addAllHosts(hosts.map(HostMethods::wire).toList()).build();
  }

  static AllocationSeq wire(List<Allocation> allocations) {
    return AllocationSeq.newBuilder()
        .addAllAllocations(allocations.stream().map(AllocationMethods::wire).toList())
        .build();
  }

  private static io.farmgate.opencue.wire.facility.Allocation wire(Allocation allocation) {
    HostTotals hosts = allocation.hosts();
    return io.farmgate.opencue.wire.facility.Allocation.newBuilder()
        .setId(allocation.id().value())
        .setName(allocation.name())
        .setTag(allocation.tag())
        .setFacility(allocation.facility())
        .setBillable(allocation.billable())
        .setStats(
            AllocationStats.newBuilder()
                .setCores(hosts.cores().asFloat())
                .setAvailableCores(hosts.availableCores().asFloat())
                .setIdleCores(hosts.idleCores().asFloat())
                .setRunningCores(hosts.runningCores().asFloat())
                .setLockedCores(hosts.lockedCores().asFloat())
                .setHosts(hosts.hosts())
                .setLockedHosts(hosts.lockedHosts())
                .setDownHosts(hosts.downHosts())
                .setGpus(hosts.gpus())
                .setAvailableGpus(hosts.availableGpus())
                .setIdleGpus(hosts.idleGpus())
                .setRunningGpus(hosts.runningGpus())
                .setLockedGpus(hosts.lockedGpus()))
        .build();
  }
}
