package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.Host.ThreadMode;
import io.farmgate.domain.HostId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.HostControl;
import io.farmgate.domain.spec.HostRules;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.opencue.wire.host.Host;
import io.farmgate.opencue.wire.host.HostAddTagsRequest;
import io.farmgate.opencue.wire.host.HostAddTagsResponse;
import io.farmgate.opencue.wire.host.HostDeleteRequest;
import io.farmgate.opencue.wire.host.HostDeleteResponse;
import io.farmgate.opencue.wire.host.HostRebootRequest;
import io.farmgate.opencue.wire.host.HostRebootResponse;
import io.farmgate.opencue.wire.host.HostRebootWhenIdleRequest;
import io.farmgate.opencue.wire.host.HostRebootWhenIdleResponse;
import io.farmgate.opencue.wire.host.HostRemoveTagsRequest;
import io.farmgate.opencue.wire.host.HostRemoveTagsResponse;
import io.farmgate.opencue.wire.host.HostRenameTagRequest;
import io.farmgate.opencue.wire.host.HostRenameTagResponse;
import io.farmgate.opencue.wire.host.HostSetHardwareStateRequest;
import io.farmgate.opencue.wire.host.HostSetHardwareStateResponse;
import io.farmgate.opencue.wire.host.HostSetOsRequest;
import io.farmgate.opencue.wire.host.HostSetOsResponse;
import io.farmgate.opencue.wire.host.HostSetThreadModeRequest;
import io.farmgate.opencue.wire.host.HostSetThreadModeResponse;
import java.util.List;
import java.util.Set;

/**
 * Changes of hosts. The host is read first: to most of these calls a Cuebot says nothing of one
 * that is not there, nor of a tag that it keeps.
 */
final class HostControlPort implements HostControl {
  private static final String SERVICE = "host.HostInterface/";

  private final FarmCalls calls;
  private final HostPort hosts;
  private final ProcPort procs;

  HostControlPort(FarmCalls calls, HostPort hosts, ProcPort procs) {
    this.calls = calls;
    this.hosts = hosts;
    this.procs = procs;
  }

  private Host known(HostId id) {
    return HostPort.wire(hosts.known(id).id());
  }

  @Override
  public void addTags(HostId id, Set<String> tags) {
    HostRules.checkTags(tags);
    List<String> had = hosts.known(id).tags();
    List<String> fresh = tags.stream().filter(tag -> !had.contains(tag)).sorted().toList();
    if (!fresh.isEmpty()) {
      calls.call(
          SERVICE + "AddTags",
          HostAddTagsRequest.newBuilder().setHost(HostPort.wire(id)).addAllTags(fresh).build(),
          HostAddTagsResponse.parser());
    }
  }

  @Override
  public void removeTags(HostId id, Set<String> tags) {
    HostRules.checkTags(tags);
    io.farmgate.domain.Host host = hosts.known(id);
    if (tags.contains(host.name())) {
      // A Cuebot would take it away.
      throw kept(host.name());
    }
    calls.call(
        SERVICE + "RemoveTags",
        HostRemoveTagsRequest.newBuilder().setHost(HostPort.wire(id)).addAllTags(tags).build(),
        HostRemoveTagsResponse.parser());
    List<String> left = hosts.known(id).tags();
    tags.stream()
        .filter(left::contains)
        .findFirst()
        .ifPresent(tag -> {
          throw kept(tag);
        });
  }

  private static FarmException kept(String tag) {
    return new FarmException(
        new FarmFailure.Precondition(
            "the farm keeps the host's tag '" + tag + "' (expected: one that people gave it)"));
  }

  @Override
  public void renameTag(HostId id, String tag, String renamed) {
    NameRule.TAG.check("new tag", renamed);
    io.farmgate.domain.Host host = hosts.known(id);
    if (!host.tags().contains(tag)) {
      throw new FarmException(FarmFailure.NotFound.of("tag of the host", tag));
    }
    if (host.tags().contains(renamed)) {
      throw new FarmException(
          new FarmFailure.Conflict("the host has the tag '" + renamed + "' already"));
    }
    if (tag.equals(host.name())) {
      throw kept(tag);
    }
    calls.call(
        SERVICE + "RenameTag",
        HostRenameTagRequest.newBuilder()
            .setHost(HostPort.wire(id))
            .setOldTag(tag)
            .setNewTag(renamed)
            .build(),
        HostRenameTagResponse.parser());
  }

  @Override
  public void setHardwareState(HostId id, HardwareState state) {
    HostRules.checkState(state);
    calls.call(
        SERVICE + "SetHardwareState",
        HostSetHardwareStateRequest.newBuilder().setHost(known(id)).setState(wire(state)).build(),
        HostSetHardwareStateResponse.parser());
  }

  @Override
  public void setThreadMode(HostId id, ThreadMode mode) {
    calls.call(
        SERVICE + "SetThreadMode",
        HostSetThreadModeRequest.newBuilder().setHost(known(id)).setMode(wire(mode)).build(),
        HostSetThreadModeResponse.parser());
  }

  @Override
  public void setOs(HostId id, String os) {
    HostRules.checkOs(os);
    calls.call(
        SERVICE + "SetOs",
        HostSetOsRequest.newBuilder().setHost(known(id)).setOs(os).build(),
        HostSetOsResponse.parser());
  }

  @Override
  public void delete(HostId id) {
    Host host = known(id);
    if (procs.all().stream().anyMatch(proc -> proc.hostId().equals(id))) {
      throw new FarmException(
          new FarmFailure.Precondition(
              "the host '" + id + "' runs frames (expected: lock it and wait until it is idle)"));
    }
    calls.call(
        SERVICE + "Delete",
        HostDeleteRequest.newBuilder().setHost(host).build(),
        HostDeleteResponse.parser());
  }

  @Override
  public void reboot(HostId id) {
    calls.call(
        SERVICE + "Reboot",
        HostRebootRequest.newBuilder().setHost(known(id)).build(),
        HostRebootResponse.parser());
  }

  @Override
  public void rebootWhenIdle(HostId id) {
    calls.call(
        SERVICE + "RebootWhenIdle",
        HostRebootWhenIdleRequest.newBuilder().setHost(known(id)).build(),
        HostRebootWhenIdleResponse.parser());
  }

  private static io.farmgate.opencue.wire.host.HardwareState wire(HardwareState state) {
    return switch (state) {
      case UP -> io.farmgate.opencue.wire.host.HardwareState.UP;
      case DOWN -> io.farmgate.opencue.wire.host.HardwareState.DOWN;
      case REBOOTING -> io.farmgate.opencue.wire.host.HardwareState.REBOOTING;
      case REBOOT_WHEN_IDLE -> io.farmgate.opencue.wire.host.HardwareState.REBOOT_WHEN_IDLE;
      case REPAIR -> io.farmgate.opencue.wire.host.HardwareState.REPAIR;
    };
  }

  private static io.farmgate.opencue.wire.host.ThreadMode wire(ThreadMode mode) {
    return switch (mode) {
      case AUTO -> io.farmgate.opencue.wire.host.ThreadMode.AUTO;
      case ALL -> io.farmgate.opencue.wire.host.ThreadMode.ALL;
      case VARIABLE -> io.farmgate.opencue.wire.host.ThreadMode.VARIABLE;
    };
  }
}
