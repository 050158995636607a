package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceDefaults;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The table of services, which holds those of the farm and shows' own versions of them. */
final class ServiceTable {
  private ServiceTable() {}

  /**
   * The service that counts for a layer.
   *
   * @param named whether it is one of those that the layer names
   */
  record Counting(String name, boolean named, ServiceDefaults defaults) {}

  /** Finds the first of the services that is there, in the show or in the farm, or the standard. */
  static Counting counting(Handle h, long show, List<String> names) {
    for (String name : names) {
      Optional<ServiceDefaults> found = find(h, show, name);
      if (found.isPresent()) {
        return new Counting(name, true, found.get());
      }
    }
    return new Counting(Service.STANDARD, false, find(h, show, Service.STANDARD).orElseThrow());
  }

  private static Optional<ServiceDefaults> find(Handle h, long show, String name) {
    return h.createQuery(
            "SELECT * FROM service WHERE name = :name AND (show = :show OR show IS NULL)"
                + " ORDER BY show IS NULL LIMIT 1")
        .bind("name", name)
        .bind("show", show)
        .map((row, context) -> defaults(row))
        .findOne();
  }

  /** Returns the row of a service of the farm or of an override; 0 where there is none. */
  static long row(Handle h, String key, boolean override) {
    return h.createQuery(
            "SELECT id FROM service WHERE key = :key AND (show IS NOT NULL) = :override")
        .bind("key", key)
        .bind("override", override)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /**
   * Tells whether another row of the same show, or of none, has the name.
   *
   * @param row the row that may have it; 0 for a new one
   */
  static boolean isTaken(Handle h, @Nullable Long show, String name, long row) {
    return h.createQuery(
            "SELECT EXISTS (SELECT 1 FROM service"
                + " WHERE show IS :show AND name = :name AND id <> :id)")
        .bind("show", show)
        .bind("name", name)
        .bind("id", row)
        .mapTo(Boolean.class)
        .one();
  }

  /** Adds a row and returns its key. */
  static String insert(Handle h, @Nullable Long show, String name, ServiceDefaults defaults) {
    String key = UUID.randomUUID().toString();
    bind(
            h.createUpdate(
                """
                INSERT INTO service (key, show, name, threadable, min_cores, max_cores, memory,
                  min_gpus, max_gpus, gpu_memory, tags, timeout_seconds, log_timeout_seconds,
                  memory_increase)
                VALUES (:key, :show, :name, :threadable, :minCores, :maxCores, :memory,
                  :minGpus, :maxGpus, :gpuMemory, :tags, :timeout, :logTimeout, :increase)
                """),
            name,
            defaults)
        .bind("key", key)
        .bind("show", show)
        .execute();
    return key;
  }

  static int update(Handle h, long row, String name, ServiceDefaults defaults) {
    return bind(
            h.createUpdate(
                """
                UPDATE service SET name = :name, threadable = :threadable, min_cores = :minCores,
                  max_cores = :maxCores, memory = :memory, min_gpus = :minGpus,
                  max_gpus = :maxGpus, gpu_memory = :gpuMemory, tags = :tags,
                  timeout_seconds = :timeout, log_timeout_seconds = :logTimeout,
                  memory_increase = :increase
                WHERE id = :id
                """),
            name,
            defaults)
        .bind("id", row)
        .execute();
  }

  private static Update bind(Update update, String name, ServiceDefaults defaults) {
    return update
        .bind("name", name)
        .bind("threadable", defaults.threadable())
        .bind("minCores", defaults.minCores().hundredths())
        .bind("maxCores", defaults.maxCores().hundredths())
        .bind("memory", defaults.memoryBytes())
        .bind("minGpus", defaults.minGpus())
        .bind("maxGpus", defaults.maxGpus())
        .bind("gpuMemory", defaults.gpuMemoryBytes())
        .bind("tags", Rows.lines(defaults.tags()))
        .bind("timeout", defaults.timeout().map(Duration::toSeconds).orElse(null))
        .bind("logTimeout", defaults.timeoutWithoutLog().map(Duration::toSeconds).orElse(null))
        .bind("increase", defaults.memoryIncreaseBytes());
  }

  static ServiceDefaults defaults(ResultSet row) throws SQLException {
    return new ServiceDefaults(
        row.getBoolean("threadable"),
        new Cores(row.getInt("min_cores")),
        new Cores(row.getInt("max_cores")),
        row.getLong("memory"),
        row.getInt("min_gpus"),
        row.getInt("max_gpus"),
        row.getLong("gpu_memory"),
        Rows.lines(row.getString("tags")),
        Rows.seconds(row, "timeout_seconds"),
        Rows.seconds(row, "log_timeout_seconds"),
        row.getLong("memory_increase"));
  }
}
