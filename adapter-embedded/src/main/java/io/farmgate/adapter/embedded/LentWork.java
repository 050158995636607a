package io.farmgate.adapter.embedded;

import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.schedule.LentRoom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * What is next in the parts of this host that people lend, from the database: they are few, and so
 * is the work that they are lent to. What does not fit is passed over.
 */
final class LentWork {
  private static final String PARTS =
      "SELECT x.*, " + LendingStore.IN_USE + " FROM lending x WHERE x.host = :host ORDER BY x.id";

  /** Layers with something to run but for the clock; a lent host needs no tag and no facility. */
  private static final String LAYERS =
      """
      FROM lending x CROSS JOIN job j ON j.id = x.job CROSS JOIN show s ON s.id = j.show
        CROSS JOIN layer l ON l.job = j.id
      WHERE l.waiting > 0 AND j.paused = 0 AND j.stopped_at IS NULL
        AND s.active = 1 AND s.booking_enabled = 1 AND s.dispatch_enabled = 1
        AND (x.layer IS NULL OR l.id = x.layer)
        AND (x.frame IS NULL
          OR EXISTS (SELECT 1 FROM frame f WHERE f.id = x.frame AND f.state = 'WAITING'))
        AND NOT EXISTS (SELECT 1 FROM layer_limit y JOIN farm_limit m ON m.id = y.farm_limit
          WHERE y.layer = l.id AND m.running >= m.max_running)
      """;

  private static final String NEXT =
      "SELECT l.id, l.job, l.memory, l.gpus, l.gpu_memory "
          + LAYERS
          + " AND x.id = :part AND (l.start_after IS NULL OR l.start_after <= :now)"
          + " ORDER BY l.dispatch_order";

  private static final String STARTS =
      "SELECT min(l.start_after) " + LAYERS + " AND x.host = :host AND l.start_after > :now";

  private final HostStore host;

  LentWork(HostStore host) {
    this.host = host;
  }

  /**
   * A frame that is to run.
   *
   * @param frame which one; absent: the first of the layer that waits
   */
  record Lent(long part, long job, long layer, OptionalLong frame, Amounts amounts) {}

  private record Part(long id, OptionalLong frame, LentRoom room) {}

  /** Returns what is to run next; nothing where nothing may, or no part has room. */
  Optional<Lent> next(Handle h, Amounts free, Instant now) {
    List<Part> parts =
        h.createQuery(PARTS).bind("host", host.row()).map((row, context) -> part(row)).list();
    return parts.stream().flatMap(part -> first(h, part, free, now).stream()).findFirst();
  }

  /** Returns the first time after {@code now} at which something may start by the clock alone. */
  Optional<Instant> nextStart(Handle h, Instant now) {
    return h.createQuery(STARTS)
        .bind("host", host.row())
        .bind("now", now.toEpochMilli())
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }

  private static Optional<Lent> first(Handle h, Part part, Amounts free, Instant now) {
    return h
        .createQuery(NEXT)
        .bind("part", part.id())
        .bind("now", now.toEpochMilli())
        .map((row, context) -> lent(row, part, free))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Lent> lent(ResultSet row, Part part, Amounts free) throws SQLException {
    long layer = row.getLong("id");
    long job = row.getLong("job");
    return part.room()
        .proc(free, row.getLong("memory"), row.getInt("gpus"), row.getLong("gpu_memory"))
        .map(amounts -> new Lent(part.id(), job, layer, part.frame(), amounts));
  }

  private static Part part(ResultSet row) throws SQLException {
    long frame = row.getLong("frame");
    OptionalLong one = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(frame);
    return new Part(
        row.getLong("id"),
        one,
        new LentRoom(
            row.getInt("proc_cores") / 100, LendingStore.max(row), LendingStore.inUse(row)));
  }
}
