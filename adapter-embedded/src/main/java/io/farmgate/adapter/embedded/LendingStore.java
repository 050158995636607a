package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.DependWriter.Found;
import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameNames;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Lending;
import io.farmgate.domain.LendingId;
import io.farmgate.domain.LentAmounts;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Lendings;
import io.farmgate.domain.spec.LendingRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What is lent of this host, in the database. Triggers there end it with its job, and with whose
 * the host is.
 */
final class LendingStore implements Lendings {
  /** With what the procs hold that were booked of it. */
  static final String IN_USE =
      """
      (SELECT coalesce(sum(p.cores), 0) FROM proc p WHERE p.lending = x.id) AS cores,
      (SELECT coalesce(sum(p.memory), 0) FROM proc p WHERE p.lending = x.id) AS memory,
      (SELECT coalesce(sum(p.gpus), 0) FROM proc p WHERE p.lending = x.id) AS gpus,
      (SELECT coalesce(sum(l.gpu_memory), 0) FROM proc p JOIN layer l ON l.id = p.layer
        WHERE p.lending = x.id) AS gpu_memory
      """;

  private static final String SELECT =
      "SELECT x.*, h.name AS host_name, j.name AS job_name, l.name AS layer_name, f.number, "
          + IN_USE
          + " FROM lending x JOIN host h ON h.id = x.host JOIN job j ON j.id = x.job"
          + " LEFT JOIN layer l ON l.id = x.layer LEFT JOIN frame f ON f.id = x.frame";

  private final FarmDatabase database;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a change may let it book more. */
  LendingStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public List<Lending> ofHost(HostId host) {
    return database.read(h ->
        h.createQuery(SELECT + " WHERE h.key = :host ORDER BY x.id")
            .bind("host", host.value())
            .map((row, context) -> lending(row))
            .list());
  }

  @Override
  public Lending lend(WorkRef work, String host, String owner, int threads, LentAmounts max) {
    LendingRules.check(threads, max);
    String key = UUID.randomUUID().toString();
    Lending made =
        database.write(h -> {
          long hostRow = Lookup.named(h, "host", "host", host);
          Found found = WorkRows.known(h, work);
          refuseForeign(h, hostRow, host, owner);
          if (found.job().finished()) {
            throw Lookup.precondition("the job has finished (expected: one that has work)");
          }
          insert(h, key, hostRow, found, threads, max);
          return h.createQuery(SELECT + " WHERE x.key = :key")
              .bind("key", key)
              .map((row, context) -> lending(row))
              .one();
        });
    wakeUp.call();
    return made;
  }

  private static void refuseForeign(Handle h, long host, String name, String owner) {
    boolean own =
        h.createQuery(
                "SELECT EXISTS (SELECT 1 FROM deed d JOIN owner o ON o.id = d.owner"
                    + " WHERE d.host = :host AND o.name = :owner)")
            .bind("host", host)
            .bind("owner", owner)
            .mapTo(Boolean.class)
            .one();
    if (!own) {
      throw Lookup.precondition(
          "the host '" + name + "' is not " + owner + "'s (expected: the owner who has its deed)");
    }
  }

  private static void insert(
      Handle h, String key, long host, Found found, int threads, LentAmounts max) {
    int made =
        h.createUpdate(
                """
                INSERT OR IGNORE INTO lending (key, host, job, layer, frame, proc_cores, max_cores,
                  max_memory, max_gpus, max_gpu_memory)
                VALUES (:key, :host, :job, :layer, :frame, :procCores, :cores, :memory, :gpus,
                  :gpuMemory)
                """)
            .bind("key", key)
            .bind("host", host)
            .bind("job", found.job().id())
            .bind("layer", found.layerRow())
            .bind("frame", found.frame())
            .bind("procCores", 100 * threads)
            .bind("cores", max.cores().hundredths())
            .bind("memory", max.memoryBytes())
            .bind("gpus", max.gpus())
            .bind("gpuMemory", max.gpuMemoryBytes())
            .execute();
    if (made == 0) {
      throw new FarmException(
          new FarmFailure.Conflict("the host lends a part to that job already"));
    }
  }

  @Override
  public void change(LendingId id, LentAmounts max) {
    LendingRules.check(max);
    database.write(h -> {
      long row = row(h, id);
      LentAmounts before =
          h.createQuery("SELECT * FROM lending WHERE id = :id")
              .bind("id", row)
              .map((found, context) -> max(found))
              .one();
      LentAmounts after = max.orElse(before);
      return h.execute(
          "UPDATE lending SET max_cores = ?, max_memory = ?, max_gpus = ?, max_gpu_memory = ?"
              + " WHERE id = ?",
          after.cores().hundredths(),
          after.memoryBytes(),
          after.gpus(),
          after.gpuMemoryBytes(),
          row);
    });
    wakeUp.call();
  }

  @Override
  public void end(LendingId id) {
    database.write(h -> h.execute("DELETE FROM lending WHERE id = ?", row(h, id)));
  }

  private static long row(Handle h, LendingId id) {
    return Lookup.row(h, "lending", id.value());
  }

  /** Returns what may be used of the part in a row of {@code lending}. */
  static LentAmounts max(ResultSet row) throws SQLException {
    return new LentAmounts(
        new Cores(row.getInt("max_cores")),
        row.getLong("max_memory"),
        row.getInt("max_gpus"),
        row.getLong("max_gpu_memory"));
  }

  /** Returns what is used, of a row with {@link #IN_USE}. */
  static LentAmounts inUse(ResultSet row) throws SQLException {
    return new LentAmounts(
        new Cores(row.getInt("cores")),
        row.getLong("memory"),
        row.getInt("gpus"),
        row.getLong("gpu_memory"));
  }

  private static Lending lending(ResultSet row) throws SQLException {
    boolean ofLayer = row.getString("layer_name") != null;
    String layer = ofLayer ? row.getString("layer_name") : "";
    int number = row.getInt("number");
    boolean ofFrame = !row.wasNull();
    return new Lending(
        new LendingId(row.getString("key")),
        row.getString("host_name"),
        ofFrame ? Lending.Size.FRAME : ofLayer ? Lending.Size.LAYER : Lending.Size.JOB,
        row.getString("job_name"),
        layer,
        ofFrame ? FrameNames.of(number, layer) : "",
        row.getInt("proc_cores") / 100,
        max(row),
        inUse(row));
  }
}
