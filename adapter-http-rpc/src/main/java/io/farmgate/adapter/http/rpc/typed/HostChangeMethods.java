package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.Host.ThreadMode;
import io.farmgate.domain.HostId;
import io.farmgate.domain.port.HostControl;
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
import io.farmgate.opencue.wire.host.HostSetAllocationRequest;
import io.farmgate.opencue.wire.host.HostSetAllocationResponse;
import io.farmgate.opencue.wire.host.HostSetHardwareStateRequest;
import io.farmgate.opencue.wire.host.HostSetHardwareStateResponse;
import io.farmgate.opencue.wire.host.HostSetOsRequest;
import io.farmgate.opencue.wire.host.HostSetOsResponse;
import io.farmgate.opencue.wire.host.HostSetThreadModeRequest;
import io.farmgate.opencue.wire.host.HostSetThreadModeResponse;
import java.util.Set;
import java.util.function.BiConsumer;

/** What {@code host.HostInterface} changes of hosts, beside their locks. */
final class HostChangeMethods {
  private static final String SERVICE = "host.HostInterface/";

  private final ControlFarm control;

  HostChangeMethods(ControlFarm control) {
    this.control = control;
  }

  void addTo(MethodTable table) {
    addTags(table);
    addStates(table);
    addReboots(table);
    addStructure(table);
  }

  private void addTags(MethodTable table) {
    table.add(
        SERVICE + "AddTags",
        HostAddTagsRequest.getDefaultInstance(),
        HostAddTagsResponse.class,
        (call, request) -> {
          Set<String> tags = Set.copyOf(request.getTagsList());
          change(call, "tag a host", request.getHost(), (on, host) -> on.addTags(host, tags));
          return HostAddTagsResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "RemoveTags",
        HostRemoveTagsRequest.getDefaultInstance(),
        HostRemoveTagsResponse.class,
        (call, request) -> {
          Set<String> tags = Set.copyOf(request.getTagsList());
          change(
              call,
              "take tags from a host",
              request.getHost(),
              (on, host) -> on.removeTags(host, tags));
          return HostRemoveTagsResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "RenameTag",
        HostRenameTagRequest.getDefaultInstance(),
        HostRenameTagResponse.class,
        (call, request) -> {
          String tag = Wire.text("oldTag", request.getOldTag());
          String renamed = Wire.text("newTag", request.getNewTag());
          change(
              call,
              "rename a tag of a host",
              request.getHost(),
              (on, host) -> on.renameTag(host, tag, renamed));
          return HostRenameTagResponse.getDefaultInstance();
        });
  }

  private void addStates(MethodTable table) {
    table.add(
        SERVICE + "SetHardwareState",
        HostSetHardwareStateRequest.getDefaultInstance(),
        HostSetHardwareStateResponse.class,
        (call, request) -> {
          HardwareState state = state(request.getState(), request.getStateValue());
          change(
              call,
              "set the state of a host",
              request.getHost(),
              (on, host) -> on.setHardwareState(host, state));
          return HostSetHardwareStateResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetThreadMode",
        HostSetThreadModeRequest.getDefaultInstance(),
        HostSetThreadModeResponse.class,
        (call, request) -> {
          ThreadMode mode = mode(request.getMode(), request.getModeValue());
          change(
              call,
              "set the thread mode of a host",
              request.getHost(),
              (on, host) -> on.setThreadMode(host, mode));
          return HostSetThreadModeResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetOs",
        HostSetOsRequest.getDefaultInstance(),
        HostSetOsResponse.class,
        (call, request) -> {
          String os = Wire.text("os", request.getOs());
          change(
              call, "name the OS of a host", request.getHost(), (on, host) -> on.setOs(host, os));
          return HostSetOsResponse.getDefaultInstance();
        });
  }

  private void addReboots(MethodTable table) {
    table.add(
        SERVICE + "Reboot",
        HostRebootRequest.getDefaultInstance(),
        HostRebootResponse.class,
        (call, request) -> {
          change(call, "reboot a host", request.getHost(), HostControl::reboot);
          return HostRebootResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "RebootWhenIdle",
        HostRebootWhenIdleRequest.getDefaultInstance(),
        HostRebootWhenIdleResponse.class,
        (call, request) -> {
          change(call, "reboot a host", request.getHost(), HostControl::rebootWhenIdle);
          return HostRebootWhenIdleResponse.getDefaultInstance();
        });
  }

  private void addStructure(MethodTable table) {
    table.add(
        SERVICE + "SetAllocation",
        HostSetAllocationRequest.getDefaultInstance(),
        HostSetAllocationResponse.class,
        (call, request) -> {
          HostId host = id(request.getHost());
          AllocationId allocation =
              Wire.id("allocationId", request.getAllocationId(), AllocationId::new);
          control
              .setup()
              .change(
                  call.caller(),
                  call.farm(),
                  "move hosts to an allocation",
                  on -> on.allocations().moveHosts(allocation, Set.of(host)));
          return HostSetAllocationResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        HostDeleteRequest.getDefaultInstance(),
        HostDeleteResponse.class,
        (call, request) -> {
          control.deleteHost(call.caller(), call.farm(), id(request.getHost()));
          return HostDeleteResponse.getDefaultInstance();
        });
  }

  private void change(
      Invocation call, String what, Host host, BiConsumer<HostControl, HostId> change) {
    HostId id = id(host);
    control.work().change(call.caller(), call.farm(), what, on -> change.accept(on.hosts(), id));
  }

  private static HostId id(Host host) {
    return Wire.id("host.id", host.getId(), HostId::new);
  }

  private static HardwareState state(
      io.farmgate.opencue.wire.host.HardwareState state, int number) {
    return switch (state) {
      case UP -> HardwareState.UP;
      case DOWN -> HardwareState.DOWN;
      case REBOOTING -> HardwareState.REBOOTING;
      case REBOOT_WHEN_IDLE -> HardwareState.REBOOT_WHEN_IDLE;
      case REPAIR -> HardwareState.REPAIR;
      case UNRECOGNIZED ->
          throw Wire.invalid("state: " + number + " (expected: a state of the contract, 0 to 4)");
    };
  }

  private static ThreadMode mode(io.farmgate.opencue.wire.host.ThreadMode mode, int number) {
    return switch (mode) {
      case AUTO -> ThreadMode.AUTO;
      case ALL -> ThreadMode.ALL;
      case VARIABLE -> ThreadMode.VARIABLE;
      case UNRECOGNIZED ->
          throw Wire.invalid("mode: " + number + " (expected: AUTO, ALL or VARIABLE, 0 to 2)");
    };
  }
}
