package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Hosts;
import io.farmgate.opencue.wire.host.HardwareState;
import io.farmgate.opencue.wire.host.HostFindHostRequest;
import io.farmgate.opencue.wire.host.HostFindHostResponse;
import io.farmgate.opencue.wire.host.HostGetHostRequest;
import io.farmgate.opencue.wire.host.HostGetHostResponse;
import io.farmgate.opencue.wire.host.HostGetHostsRequest;
import io.farmgate.opencue.wire.host.HostGetHostsResponse;
import io.farmgate.opencue.wire.host.HostLockRequest;
import io.farmgate.opencue.wire.host.HostLockResponse;
import io.farmgate.opencue.wire.host.HostUnlockRequest;
import io.farmgate.opencue.wire.host.HostUnlockResponse;
import io.farmgate.opencue.wire.host.LockState;
import io.farmgate.opencue.wire.host.ThreadMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Hosts. */
final class HostPort implements Hosts {
  private static final String SERVICE = "host.HostInterface/";

  private final FarmCalls calls;

  HostPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Host> all() {
    return calls
        .call(
            SERVICE + "GetHosts",
            HostGetHostsRequest.getDefaultInstance(),
            HostGetHostsResponse.parser())
        .getHosts()
        .getHostsList()
        .stream()
        .map(HostPort::host)
        .sorted(Comparator.comparing(Host::name))
        .toList();
  }

  @Override
  public Optional<Host> byId(HostId id) {
    return calls
        .find(
            SERVICE + "GetHost",
            HostGetHostRequest.newBuilder().setId(id.value()).build(),
            HostGetHostResponse.parser())
        .map(found -> host(found.getHost()));
  }

  /** Returns the host of that id, which must be there. */
  Host known(HostId id) {
    return byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("host", id.value())));
  }

  @Override
  public Optional<Host> byName(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : calls
            .find(
                SERVICE + "FindHost",
                HostFindHostRequest.newBuilder().setName(name).build(),
                HostFindHostResponse.parser())
            .map(found -> host(found.getHost()));
  }

  @Override
  public void setLock(HostId id, Host.LockState lock) {
    io.farmgate.opencue.wire.host.Host host = wire(known(id).id());
    switch (lock) {
      case LOCKED ->
          calls.call(
              SERVICE + "Lock",
              HostLockRequest.newBuilder().setHost(host).build(),
              HostLockResponse.parser());
      case OPEN ->
          calls.call(
              SERVICE + "Unlock",
              HostUnlockRequest.newBuilder().setHost(host).build(),
              HostUnlockResponse.parser());
      case NIMBY_LOCKED ->
          throw new FarmException(
              new FarmFailure.Unsupported(
                  "only a host itself locks itself for its user (expected: LOCKED or OPEN)"));
    }
  }

  static io.farmgate.opencue.wire.host.Host wire(HostId id) {
    return io.farmgate.opencue.wire.host.Host.newBuilder().setId(id.value()).build();
  }

  private static Host host(io.farmgate.opencue.wire.host.Host wire) {
    return new Host(
        new HostId(wire.getId()),
        wire.getName(),
        state(wire.getState()),
        lock(wire.getLockState()),
        wire.getHasComment(),
        threads(wire.getThreadMode()),
        wire.getAllocName(),
        wire.getOs(),
        wire.getTagsList().stream().distinct().toList(),
        Units.cores(wire.getCores()),
        Units.cores(wire.getIdleCores()),
        Units.bytes(wire.getMemory()),
        Units.bytes(wire.getIdleMemory()),
        Units.bytes(wire.getFreeMemory()),
        Units.bytes(wire.getTotalSwap()),
        Units.bytes(wire.getFreeSwap()),
        Units.bytes(wire.getTotalMcp()),
        Units.bytes(wire.getFreeMcp()),
        Math.round(wire.getGpus()),
        Math.round(wire.getIdleGpus()),
        Units.bytes(wire.getTotalGpuMemory()),
        Units.bytes(wire.getFreeGpuMemory()),
        wire.getLoad(),
        OptionalInt.empty(),
        Units.instant(wire.getBootTime()),
        Units.instant(wire.getPingTime()));
  }

  private static Host.HardwareState state(HardwareState state) {
    return switch (state) {
      case UP -> Host.HardwareState.UP;
      case DOWN -> Host.HardwareState.DOWN;
      case REBOOTING -> Host.HardwareState.REBOOTING;
      case REBOOT_WHEN_IDLE -> Host.HardwareState.REBOOT_WHEN_IDLE;
      case REPAIR -> Host.HardwareState.REPAIR;
      case UNRECOGNIZED ->
          throw new FarmException(
              new FarmFailure.Fault("the farm has a host in a state that is not known here"));
    };
  }

  private static Host.ThreadMode threads(ThreadMode mode) {
    return switch (mode) {
      case AUTO -> Host.ThreadMode.AUTO;
      case ALL -> Host.ThreadMode.ALL;
      case VARIABLE -> Host.ThreadMode.VARIABLE;
      case UNRECOGNIZED ->
          throw new FarmException(
              new FarmFailure.Fault("the farm has a host of a thread mode that is not known here"));
    };
  }

  private static Host.LockState lock(LockState lock) {
    return switch (lock) {
      case OPEN -> Host.LockState.OPEN;
      case LOCKED -> Host.LockState.LOCKED;
      case NIMBY_LOCKED -> Host.LockState.NIMBY_LOCKED;
      case UNRECOGNIZED ->
          throw new FarmException(
              new FarmFailure.Fault("the farm has a host with a lock that is not known here"));
    };
  }
}
