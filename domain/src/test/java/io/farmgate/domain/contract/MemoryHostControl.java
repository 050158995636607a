package io.farmgate.domain.contract;

import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.Host.ThreadMode;
import io.farmgate.domain.HostId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.HostControl;
import io.farmgate.domain.spec.HostRules;
import io.farmgate.domain.spec.NameRule;
import java.util.Set;

/** What is done to the one host of {@link InMemoryFarm}, which is rebooted in no time. */
final class MemoryHostControl implements HostControl {
  private final MemoryFarmState state;

  MemoryHostControl(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public void addTags(HostId id, Set<String> tags) {
    HostRules.checkTags(tags);
    on(id, () -> state.hostTags.addAll(tags));
  }

  @Override
  public void removeTags(HostId id, Set<String> tags) {
    HostRules.checkTags(tags);
    on(
        id,
        () -> {
          tags.forEach(this::refuseFixed);
          state.hostTags.removeAll(tags);
        });
  }

  @Override
  public void renameTag(HostId id, String tag, String renamed) {
    NameRule.TAG.check("new tag", renamed);
    on(
        id,
        () -> {
          refuseFixed(tag);
          if (!state.hostTags.contains(tag)) {
            throw MemoryFarmState.notFound("tag of the host", tag);
          }
          if (state.host().tags().contains(renamed)) {
            throw new FarmException(new FarmFailure.Conflict("the host has that tag already"));
          }
          state.hostTags.remove(tag);
          state.hostTags.add(renamed);
        });
  }

  private void refuseFixed(String tag) {
    if (tag.equals(MemoryFarmState.HOST_NAME) || tag.equals(state.sites.ofHost.tag)) {
      throw MemorySites.precondition("the host has the tag from its allocation or its name");
    }
  }

  @Override
  public void setHardwareState(HostId id, HardwareState wanted) {
    HostRules.checkState(wanted);
    on(id, () -> state.hardwareState = wanted == HardwareState.DOWN ? HardwareState.UP : wanted);
  }

  @Override
  public void setThreadMode(HostId id, ThreadMode mode) {
    on(id, () -> state.threadMode = mode);
  }

  @Override
  public void setOs(HostId id, String os) {
    HostRules.checkOs(os);
    on(id, () -> state.os = os);
  }

  @Override
  public void delete(HostId id) {
    on(
        id,
        () -> {
          throw MemorySites.precondition("the farm has no other host");
        });
  }

  @Override
  public void reboot(HostId id) {
    on(
        id,
        () -> {
          state.running().toList().forEach(frame -> frame.kill(state.now()));
          state.hardwareState = HardwareState.UP;
        });
  }

  @Override
  public void rebootWhenIdle(HostId id) {
    on(id, () -> state.hardwareState = HardwareState.REBOOT_WHEN_IDLE);
  }

  private void on(HostId id, Runnable change) {
    synchronized (state) {
      if (!id.equals(MemoryFarmState.HOST)) {
        throw MemoryFarmState.notFound("host", id.value());
      }
      change.run();
    }
  }
}
