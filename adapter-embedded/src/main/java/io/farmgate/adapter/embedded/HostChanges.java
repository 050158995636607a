package io.farmgate.adapter.embedded;

import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.Host.ThreadMode;
import io.farmgate.domain.HostId;
import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.HostControl;
import io.farmgate.domain.spec.HostRules;
import io.farmgate.domain.spec.NameRule;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes what is said of this machine, on behalf of people. */
final class HostChanges implements HostControl {
  private static final Logger log = LoggerFactory.getLogger(HostChanges.class);

  private final FarmDatabase database;
  private final HostStore hosts;
  private final Reboots reboots;
  private final WakeUp wakeUp;

  /** Whether the machine may be waiting to be rebooted; the database knows. */
  private volatile boolean draining = true;

  /** Wakes the scheduler where a change may let it book more. */
  HostChanges(FarmDatabase database, HostStore hosts, Reboots reboots, WakeUp wakeUp) {
    this.database = database;
    this.hosts = hosts;
    this.reboots = reboots;
    this.wakeUp = wakeUp;
  }

  @Override
  public void addTags(HostId id, Set<String> tags) {
    HostRules.checkTags(tags);
    database.write(h -> {
      long row = row(h, id);
      Set<String> fixed = HostStore.fixedTags(h, row);
      tags.stream()
          .filter(tag -> !fixed.contains(tag))
          .forEach(tag -> h.execute("INSERT OR IGNORE INTO host_tag VALUES (?, ?)", row, tag));
      return row;
    });
    wakeUp.call();
  }

  @Override
  public void removeTags(HostId id, Set<String> tags) {
    HostRules.checkTags(tags);
    database.write(h -> {
      long row = row(h, id);
      for (String tag : tags) {
        refuseFixed(h, row, tag);
        h.execute("DELETE FROM host_tag WHERE host = ? AND tag = ?", row, tag);
      }
      return row;
    });
  }

  @Override
  public void renameTag(HostId id, String tag, String renamed) {
    NameRule.TAG.check("new tag", renamed);
    database.write(h -> {
      long row = row(h, id);
      refuseFixed(h, row, tag);
      if (!has(h, row, tag)) {
        throw new FarmException(FarmFailure.NotFound.of("tag of the host", tag));
      }
      if (HostStore.fixedTags(h, row).contains(renamed) || has(h, row, renamed)) {
        throw new FarmException(
            new FarmFailure.Conflict("the host has the tag " + Echo.quoted(renamed) + " already"));
      }
      return h.execute("UPDATE host_tag SET tag = ? WHERE host = ? AND tag = ?", renamed, row, tag);
    });
    wakeUp.call();
  }

  @Override
  public void setHardwareState(HostId id, HardwareState state) {
    HostRules.checkState(state);
    // This machine answers: whoever says that it is down hears of it at once.
    set(id, state == HardwareState.DOWN ? HardwareState.UP : state);
  }

  @Override
  public void setThreadMode(HostId id, ThreadMode mode) {
    database.write(
        h -> h.execute("UPDATE host SET thread_mode = ? WHERE id = ?", mode.name(), row(h, id)));
    wakeUp.call();
  }

  @Override
  public void setOs(HostId id, String os) {
    HostRules.checkOs(os);
    database.write(h -> h.execute("UPDATE host SET os = ? WHERE id = ?", os, row(h, id)));
  }

  @Override
  public void delete(HostId id) {
    database.read(h -> row(h, id));
    throw Lookup.precondition(
        "the gateway runs on this host, which is the farm's for as long (expected: lock it)");
  }

  @Override
  public void reboot(HostId id) {
    HardwareState before = database.read(h -> state(h, row(h, id)));
    if (reboots.areAllowed()) {
      set(id, HardwareState.REBOOTING);
    }
    boolean done = false;
    try {
      reboots.run();
      done = true;
    } finally {
      if (!done && reboots.areAllowed()) {
        set(id, before);
      }
    }
  }

  @Override
  public void rebootWhenIdle(HostId id) {
    set(id, HardwareState.REBOOT_WHEN_IDLE);
  }

  /** Reboots the machine where somebody waits for that, nothing runs, and the farm may. */
  void rebootIfIdle() {
    if (!draining || !reboots.areAllowed()) {
      return;
    }
    boolean due =
        database.write(h -> {
          draining = state(h, hosts.row()) == HardwareState.REBOOT_WHEN_IDLE;
          return draining
              && h.execute(
                      "UPDATE host SET hardware_state = 'REBOOTING' WHERE id = ?"
                          + " AND NOT EXISTS (SELECT 1 FROM proc WHERE proc.host = host.id)",
                      hosts.row())
                  == 1;
        });
    if (due) {
      draining = false;
      Thread.ofVirtual().name("farm-reboot").start(this::rebootIdle);
    }
  }

  private void rebootIdle() {
    try {
      reboots.run();
    } catch (FarmException e) {
      log.error("This machine cannot be rebooted; it takes no work until its state is UP", e);
      database.write(h ->
          h.execute(
              "UPDATE host SET hardware_state = 'REBOOT_WHEN_IDLE' WHERE id = ?"
                  + " AND hardware_state = 'REBOOTING'",
              hosts.row()));
    }
  }

  private void set(HostId id, HardwareState state) {
    database.write(h ->
        h.execute(
            "UPDATE host SET hardware_state = ?, state_boot = ? WHERE id = ?",
            state.name(),
            hosts.bootId(),
            row(h, id)));
    draining = state == HardwareState.REBOOT_WHEN_IDLE;
    wakeUp.call();
  }

  private static HardwareState state(Handle h, long row) {
    return h.createQuery("SELECT hardware_state FROM host WHERE id = :id")
        .bind("id", row)
        .mapTo(HardwareState.class)
        .one();
  }

  private static boolean has(Handle h, long row, String tag) {
    return h.createQuery("SELECT EXISTS (SELECT 1 FROM host_tag WHERE host = :row AND tag = :tag)")
        .bind("row", row)
        .bind("tag", tag)
        .mapTo(Boolean.class)
        .one();
  }

  private static void refuseFixed(Handle h, long row, String tag) {
    if (HostStore.fixedTags(h, row).contains(tag)) {
      throw Lookup.precondition(
          "the host has the tag "
              + Echo.quoted(tag)
              + " from its allocation or its name (expected: a tag that people gave it)");
    }
  }

  private static long row(Handle h, HostId id) {
    return Lookup.row(h, "host", id.value());
  }
}
