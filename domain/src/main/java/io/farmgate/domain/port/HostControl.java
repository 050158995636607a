package io.farmgate.domain.port;

import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.Host.ThreadMode;
import io.farmgate.domain.HostId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.spec.HostRules;
import java.util.Set;

/**
 * What people do to the machines of a farm, beside {@link Hosts#setLock}. What returned is durable,
 * and the scheduler goes by it from then on; what runs goes on. Each method throws {@link
 * FarmException} with {@link FarmFailure.NotFound} for an unknown host, and with {@link
 * FarmFailure.Invalid} for what {@link HostRules} refuse.
 */
public interface HostControl {
  /** Gives a host tags; those that it has it keeps. */
  void addTags(HostId id, Set<String> tags);

  /**
   * Takes tags from a host; those that it does not have do not matter.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} for a tag that it has from its
   *     allocation or its name
   */
  void removeTags(HostId id, Set<String> tags);

  /**
   * Gives a host another tag instead of one that people have given it.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} where it does not have the tag, {@link
   *     FarmFailure.Precondition} where it has it from its allocation or its name, {@link
   *     FarmFailure.Conflict} where it has the other one already
   */
  void renameTag(HostId id, String tag, String renamed);

  /**
   * Sets what is said of a host: only one that is UP takes new work. DOWN lasts until the farm
   * hears of the host, which may be at once. REBOOT_WHEN_IDLE is as {@link #rebootWhenIdle}.
   */
  void setHardwareState(HostId id, HardwareState state);

  /** Sets how many cores procs get that can use several. */
  void setThreadMode(HostId id, ThreadMode mode);

  /** Sets what the host's operating system is called. */
  void setOs(HostId id, String os);

  /**
   * Removes a host that is gone.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} for a host that works
   */
  void delete(HostId id);

  /**
   * Reboots a host now, whatever runs there; the frames are lost and wait anew.
   *
   * @throws FarmException with {@link FarmFailure.Unsupported} where the farm may not
   */
  void reboot(HostId id);

  /** Lets a host take no new work, and reboots it once nothing runs there, where the farm may. */
  void rebootWhenIdle(HostId id);
}
