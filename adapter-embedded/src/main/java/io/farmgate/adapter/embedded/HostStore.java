package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Hosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** This machine, the farm's one host. Its id and its lock are in the database. */
final class HostStore implements Hosts {
  /** What the machine says of itself. */
  private static final String OS = System.getProperty("os.name");

  private final FarmDatabase database;
  private final HostProbe probe;
  private final Cores cores;
  private final WakeUp wakeUp;
  private final String bootId;
  private final long row;

  /**
   * Registers this machine where it is not registered yet.
   *
   * @param cores what there is to book
   * @param wakeUp called when the host may take work again
   */
  HostStore(FarmDatabase database, HostProbe probe, Cores cores, WakeUp wakeUp) {
    this.database = database;
    this.probe = probe;
    this.cores = cores;
    this.wakeUp = wakeUp;
    this.bootId = ProcessTable.bootId();
    this.row = database.write(h -> register(h, hostName(), bootId));
  }

  /** Returns the row of this host. */
  long row() {
    return row;
  }

  /** Returns what there is to book. */
  Cores cores() {
    return cores;
  }

  /** Returns what tells this boot of the machine from every other. */
  String bootId() {
    return bootId;
  }

  @Override
  public List<Host> all() {
    return List.of(read());
  }

  @Override
  public Optional<Host> byId(HostId id) {
    return Optional.of(read()).filter(host -> host.id().equals(id));
  }

  @Override
  public Optional<Host> byName(String name) {
    return Optional.of(read()).filter(host -> host.name().equals(name));
  }

  @Override
  public void setLock(HostId id, Host.LockState lock) {
    int changed =
        database.write(h ->
            h.createUpdate("UPDATE host SET lock_state = :lock WHERE key = :key")
                .bind("lock", lock.name())
                .bind("key", id.value())
                .execute());
    if (changed == 0) {
      throw new FarmException(FarmFailure.NotFound.of("host", id.value()));
    }
    wakeUp.call();
  }

  private record Booked(
      String key,
      String name,
      Host.LockState lock,
      Host.HardwareState state,
      boolean commented,
      Host.ThreadMode threadMode,
      @Nullable String os,
      String allocation,
      List<String> tags,
      int cores,
      long memory,
      int gpus,
      int procs) {}

  private Host read() {
    return host(database.read(this::booked));
  }

  /** Returns this host as a transaction sees it. */
  Host within(Handle h) {
    return host(booked(h));
  }

  private Booked booked(Handle h) {
    List<String> tags = tags(h, row);
    return h.createQuery(
            "SELECT h.*, f.name || '.' || a.name AS allocation_name,"
                + " EXISTS (SELECT 1 FROM comment c WHERE c.host = h.id) AS commented,"
                + " coalesce(sum(p.cores), 0) AS cores,"
                + " coalesce(sum(p.memory), 0) AS memory,"
                + " coalesce(sum(p.gpus), 0) AS gpus, count(p.id) AS procs"
                + " FROM host h JOIN allocation a ON a.id = h.allocation"
                + " JOIN facility f ON f.id = a.facility"
                + " LEFT JOIN proc p ON p.host = h.id WHERE h.id = :row")
        .bind("row", row)
        .map((found, context) ->
            new Booked(
                found.getString("key"),
                found.getString("name"),
                Host.LockState.valueOf(found.getString("lock_state")),
                Host.HardwareState.valueOf(found.getString("hardware_state")),
                found.getBoolean("commented"),
                Host.ThreadMode.valueOf(found.getString("thread_mode")),
                found.getString("os"),
                found.getString("allocation_name"),
                tags,
                found.getInt("cores"),
                found.getLong("memory"),
                found.getInt("gpus"),
                found.getInt("procs")))
        .one();
  }

  private Host host(Booked booked) {
    HostProbe.Sample sample = probe.sample();
    return new Host(
        new HostId(booked.key()),
        booked.name(),
        booked.state(),
        booked.lock(),
        booked.commented(),
        booked.threadMode(),
        booked.allocation(),
        Optional.ofNullable(booked.os()).orElse(OS),
        booked.tags(),
        cores,
        new Cores(Math.max(0, cores.hundredths() - booked.cores())),
        sample.totalMemory(),
        Math.max(0, sample.totalMemory() - booked.memory()),
        sample.freeMemory(),
        sample.totalSwap(),
        sample.freeSwap(),
        sample.scratchTotal(),
        sample.scratchFree(),
        HostProbe.gpus(),
        Math.max(0, HostProbe.gpus() - booked.gpus()),
        sample.gpuMemory(),
        sample.freeGpuMemory(),
        sample.load(),
        OptionalInt.of(booked.procs()),
        sample.bootTime(),
        sample.at());
  }

  /** Returns all tags of a host, those first that it has from its allocation and its name. */
  static List<String> tags(Handle h, long row) {
    Set<String> tags = fixedTags(h, row);
    tags.addAll(
        h.createQuery("SELECT tag FROM host_tag WHERE host = :row ORDER BY tag")
            .bind("row", row)
            .mapTo(String.class)
            .list());
    return List.copyOf(tags);
  }

  /** Returns the tags that a host has from its allocation and its name, to be added to. */
  static Set<String> fixedTags(Handle h, long row) {
    return h.createQuery(
            "SELECT a.tag, h.name FROM host h JOIN allocation a ON a.id = h.allocation"
                + " WHERE h.id = :row")
        .bind("row", row)
        .map((found, context) ->
            new LinkedHashSet<>(List.of(found.getString("tag"), found.getString("name"))))
        .one();
  }

  private static long register(Handle h, String name, String bootId) {
    Optional<Long> known = h.createQuery("SELECT id FROM host").mapTo(Long.class).findOne();
    if (known.isPresent()) {
      h.createUpdate("UPDATE host SET name = :name WHERE id = :id")
          .bind("name", name)
          .bind("id", known.get())
          .execute();
      h.createUpdate(
              "UPDATE host SET hardware_state = 'UP' WHERE hardware_state = 'REBOOTING'"
                  + " OR (hardware_state = 'REBOOT_WHEN_IDLE' AND state_boot IS NOT :boot)")
          .bind("boot", bootId)
          .execute();
      return known.get();
    }
    h.createUpdate("INSERT INTO host (id, key, name) VALUES (1, :key, :name)")
        .bind("key", UUID.randomUUID().toString())
        .bind("name", name)
        .execute();
    return 1;
  }

  /** Returns the kernel's name for the machine; the resolver's, which may be slow, only without. */
  static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException unknown) {
        return "localhost";
      }
    }
  }
}
