package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Deed;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Owner;
import io.farmgate.opencue.wire.farmgate.HostExtra;
import io.farmgate.opencue.wire.host.HardwareState;
import io.farmgate.opencue.wire.host.HostFindHostRequest;
import io.farmgate.opencue.wire.host.HostFindHostResponse;
import io.farmgate.opencue.wire.host.HostGetDeedRequest;
import io.farmgate.opencue.wire.host.HostGetDeedResponse;
import io.farmgate.opencue.wire.host.HostGetHostRequest;
import io.farmgate.opencue.wire.host.HostGetHostResponse;
import io.farmgate.opencue.wire.host.HostGetHostWhiteboardRequest;
import io.farmgate.opencue.wire.host.HostGetHostWhiteboardResponse;
import io.farmgate.opencue.wire.host.HostGetHostsRequest;
import io.farmgate.opencue.wire.host.HostGetHostsResponse;
import io.farmgate.opencue.wire.host.HostGetOwnerRequest;
import io.farmgate.opencue.wire.host.HostGetOwnerResponse;
import io.farmgate.opencue.wire.host.HostGetProcsRequest;
import io.farmgate.opencue.wire.host.HostGetProcsResponse;
import io.farmgate.opencue.wire.host.HostLockRequest;
import io.farmgate.opencue.wire.host.HostLockResponse;
import io.farmgate.opencue.wire.host.HostSearchCriteria;
import io.farmgate.opencue.wire.host.HostSeq;
import io.farmgate.opencue.wire.host.HostUnlockRequest;
import io.farmgate.opencue.wire.host.HostUnlockResponse;
import io.farmgate.opencue.wire.host.LockState;
import io.farmgate.opencue.wire.host.ThreadMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code host.HostInterface}. */
final class HostMethods {
  private static final String SERVICE = "host.HostInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;

  HostMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addOwnership(table);
    addChanges(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "GetHosts",
        HostGetHostsRequest.getDefaultInstance(),
        HostGetHostsResponse.class,
        (call, request) -> {
          List<Host> hosts = browse.hosts(call.caller(), call.farm());
          Predicate<Host> wanted = matching(request.getR());
          return HostGetHostsResponse.newBuilder()
              .setHosts(
                  HostSeq.newBuilder()
                      .addAllHosts(hosts.stream().filter(wanted).map(HostMethods::wire).toList()))
              .build();
        });
    table.add(
        SERVICE + "FindHost",
        HostFindHostRequest.getDefaultInstance(),
        HostFindHostResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          Host host = browse.hostNamed(call.caller(), call.farm(), name);
          return HostFindHostResponse.newBuilder().setHost(wire(host)).build();
        });
    table.add(
        SERVICE + "GetHost",
        HostGetHostRequest.getDefaultInstance(),
        HostGetHostResponse.class,
        (call, request) ->
            HostGetHostResponse.newBuilder()
                .setHost(wire(byId(call, "id", request.getId())))
                .build());
    table.add(
        SERVICE + "GetHostWhiteboard",
        HostGetHostWhiteboardRequest.getDefaultInstance(),
        HostGetHostWhiteboardResponse.class,
        (call, request) ->
            HostGetHostWhiteboardResponse.newBuilder()
                .setNestedHosts(
                    HostWhiteboard.of(
                        browse.hosts(call.caller(), call.farm()),
                        browse.procs(call.caller(), call.farm())))
                .build());
    table.add(
        SERVICE + "GetProcs",
        HostGetProcsRequest.getDefaultInstance(),
        HostGetProcsResponse.class,
        (call, request) -> {
          Host host = byId(call, "host.id", request.getHost().getId());
          return HostGetProcsResponse.newBuilder()
              .setProcs(
                  ProcMethods.wire(
                      browse.procs(call.caller(), call.farm()).stream()
                          .filter(proc -> proc.hostId().equals(host.id()))))
              .build();
        });
  }

  private void addOwnership(MethodTable table) {
    table.add(
        SERVICE + "GetDeed",
        HostGetDeedRequest.getDefaultInstance(),
        HostGetDeedResponse.class,
        (call, request) ->
            HostGetDeedResponse.newBuilder()
                .setDeed(OwnerMethods.wire(deed(call, request.getHost())))
                .build());
    table.add(
        SERVICE + "GetOwner",
        HostGetOwnerRequest.getDefaultInstance(),
        HostGetOwnerResponse.class,
        (call, request) -> {
          Deed deed = deed(call, request.getHost());
          Owner owner = browse.owner(call.caller(), call.farm(), deed.ownerId());
          return HostGetOwnerResponse.newBuilder().setOwner(OwnerMethods.wire(owner)).build();
        });
  }

  private Deed deed(Invocation call, io.farmgate.opencue.wire.host.Host host) {
    HostId id = Wire.id("host.id", host.getId(), HostId::new);
    return browse.deedOfHost(call.caller(), call.farm(), id);
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "Lock",
        HostLockRequest.getDefaultInstance(),
        HostLockResponse.class,
        (call, request) -> {
          lock(call, request.getHost().getId(), Host.LockState.LOCKED);
          return HostLockResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Unlock",
        HostUnlockRequest.getDefaultInstance(),
        HostUnlockResponse.class,
        (call, request) -> {
          lock(call, request.getHost().getId(), Host.LockState.OPEN);
          return HostUnlockResponse.getDefaultInstance();
        });
  }

  private void lock(Invocation call, String id, Host.LockState lock) {
    control.lockHost(call.caller(), call.farm(), Wire.id("host.id", id, HostId::new), lock);
  }

  private Host byId(Invocation call, String field, String id) {
    return browse.host(call.caller(), call.farm(), Wire.id(field, id, HostId::new));
  }

  static Predicate<Host> matching(HostSearchCriteria r) {
    List<Pattern> patterns =
        r.getRegexList().stream().map(text -> Wire.pattern("r.regex", text)).toList();
    List<HardwareState> states = r.getStates().getStateList();
    List<LockState> locks = r.getLockStates().getStateList();
    return host ->
        (r.getHostsCount() == 0 || r.getHostsList().contains(host.name()))
            && (r.getIdsCount() == 0 || r.getIdsList().contains(host.id().value()))
            && (r.getAllocsCount() == 0 || r.getAllocsList().contains(host.allocation()))
            && (r.getSubstrCount() == 0
                || r.getSubstrList().stream().anyMatch(host.name()::contains))
            && (patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(host.name()).find()))
            && (states.isEmpty() || states.contains(state(host.hardwareState())))
            && (locks.isEmpty() || locks.contains(lock(host.lockState())));
  }

  static io.farmgate.opencue.wire.host.Host wire(Host host) {
    return io.farmgate.opencue.wire.host.Host.newBuilder()
        .setId(host.id().value())
        .setName(host.name())
        .setAllocName(host.allocation())
        .setHasComment(host.hasComment())
        .setNimbyEnabled(host.lockState() == Host.LockState.NIMBY_LOCKED)
        .setCores(host.totalCores().asFloat())
        .setIdleCores(host.idleCores().asFloat())
        .setMemory(Wire.kilobytes(host.totalMemoryBytes()))
        .setIdleMemory(Wire.kilobytes(host.idleMemoryBytes()))
        .setTotalSwap(Wire.kilobytes(host.totalSwapBytes()))
        .setTotalMemory(Wire.kilobytes(host.totalMemoryBytes()))
        .setTotalMcp(Wire.kilobytes(host.scratchTotalBytes()))
        .setFreeSwap(Wire.kilobytes(host.freeSwapBytes()))
        .setFreeMemory(Wire.kilobytes(host.freeMemoryBytes()))
        .setFreeMcp(Wire.kilobytes(host.scratchFreeBytes()))
        .setLoad(host.load())
        .setBootTime(Wire.seconds(host.bootTime()))
        .setPingTime(Wire.seconds(host.pingTime()))
        .setOs(host.os())
        .addAllTags(host.tags())
        .setState(state(host.hardwareState()))
        .setLockState(lock(host.lockState()))
        .setThreadMode(threads(host.threadMode()))
        .setGpus(host.totalGpus())
        .setIdleGpus(host.idleGpus())
        // Nothing books it.
        .setGpuMemory(Wire.kilobytes(host.gpuMemoryBytes()))
        .setIdleGpuMemory(Wire.kilobytes(host.gpuMemoryBytes()))
        .setTotalGpuMemory(Wire.kilobytes(host.gpuMemoryBytes()))
        .setFreeGpuMemory(Wire.kilobytes(host.freeGpuMemoryBytes()))
        .setUnknownFields(Wire.extra(extra(host)))
        .build();
  }

  private static HostExtra extra(Host host) {
    HostExtra.Builder extra = HostExtra.newBuilder();
    host.runningProcs().ifPresent(procs -> extra.setTotalFrames(procs).setRunningFrames(procs));
    return extra.build();
  }

  private static HardwareState state(Host.HardwareState state) {
    return switch (state) {
      case UP -> HardwareState.UP;
      case DOWN -> HardwareState.DOWN;
      case REBOOTING -> HardwareState.REBOOTING;
      case REBOOT_WHEN_IDLE -> HardwareState.REBOOT_WHEN_IDLE;
      case REPAIR -> HardwareState.REPAIR;
    };
  }

  private static ThreadMode threads(Host.ThreadMode mode) {
    return switch (mode) {
      case AUTO -> ThreadMode.AUTO;
      case ALL -> ThreadMode.ALL;
      case VARIABLE -> ThreadMode.VARIABLE;
    };
  }

  private static LockState lock(Host.LockState lock) {
    return switch (lock) {
      case OPEN -> LockState.OPEN;
      case LOCKED -> LockState.LOCKED;
      case NIMBY_LOCKED -> LockState.NIMBY_LOCKED;
    };
  }
}
