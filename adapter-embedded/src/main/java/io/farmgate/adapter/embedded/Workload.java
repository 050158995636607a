package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Host.ThreadMode;
import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.schedule.BookingRound;
import io.farmgate.domain.schedule.Bounds;
import io.farmgate.domain.schedule.HostOffer;
import io.farmgate.domain.schedule.QueuedJob;
import io.farmgate.domain.schedule.QueuedLayer;
import io.farmgate.domain.schedule.Share;
import io.farmgate.domain.schedule.WorkQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What the scheduler decides from: the jobs and layers that wait, as the database has them, kept in
 * memory and read again where {@link Touched} says so. The database stays the only truth; this is
 * never written back, and after a start it is read anew.
 *
 * <p>Used under the database's writing lock alone.
 */
final class Workload {
  /** The task that promises cores to the job's shot; null where none does. */
  private static final String TASK =
      """
      (SELECT t.id FROM job_group g CROSS JOIN department d ON d.show = g.show
        AND d.name = g.department CROSS JOIN task t ON t.department = d.id AND t.shot = j.shot
        WHERE g.id = j.job_group) AS task
      """;

  /** Unfinished jobs are few, however many are finished. */
  static final String JOBS =
      """
      SELECT j.id, j.priority, j.started_at, j.user, j.job_group, j.show, j.min_cores, j.max_cores,
        j.min_gpus, j.max_gpus,
        j.paused = 0 AND s.active = 1 AND s.booking_enabled = 1 AND s.dispatch_enabled = 1
          AND j.facility = :facility AS books,
      """
          + TASK
          + """
          FROM job j INDEXED BY job_unfinished_name CROSS JOIN show s ON s.id = j.show
          WHERE j.stopped_at IS NULL
          """;

  static final String ONE_JOB =
      JOBS.replace(" INDEXED BY job_unfinished_name", "") + " AND j.id = :id";

  private static final String LAYER_COLUMNS =
      """
      SELECT l.id, l.job, l.dispatch_order, l.min_cores, l.max_cores, l.threadable, l.memory,
        l.gpus, l.tags, l.start_after,
        (SELECT group_concat(x.farm_limit) FROM layer_limit x WHERE x.layer = l.id) AS limits
      """;

  static final String LAYERS =
      LAYER_COLUMNS
          + " FROM job j INDEXED BY job_unfinished_name CROSS JOIN layer l ON l.job = j.id"
          + " WHERE j.stopped_at IS NULL AND l.waiting > 0";

  static final String LAYERS_OF_JOB =
      LAYER_COLUMNS + " FROM layer l WHERE l.job = :id AND l.waiting > 0";

  static final String ONE_LAYER =
      LAYER_COLUMNS + " FROM layer l WHERE l.id = :id AND l.waiting > 0";

  static final String PROCS =
      """
      SELECT p.cores, p.memory, p.gpus, p.job, p.lending IS NOT NULL AS lent, j.job_group,
        j.user, j.show,
      """
          + TASK
          + """
          FROM proc p CROSS JOIN job j ON j.id = p.job
          """;

  private final HostStore host;
  private final Amounts total;
  private final WorkQueue queue = new WorkQueue();
  private final Map<Share, Bounds> bounds = new HashMap<>();
  private Set<String> tags = Set.of();
  private ThreadMode threads = ThreadMode.AUTO;
  private String facility = "";
  private volatile boolean distrusted;

  /** Of a host that has so much to book. */
  Workload(HostStore host, Amounts total) {
    this.host = host;
    this.total = total;
  }

  /** Reads what has changed, and returns a round that begins with what runs now. */
  BookingRound round(Handle h) {
    refresh(h);
    Map<Share, Amounts> used = new HashMap<>();
    Amounts[] free = {total};
    h.createQuery(PROCS)
        .map((row, context) -> {
          Amounts held =
              new Amounts(
                  new Cores(row.getInt("cores")), row.getLong("memory"), row.getInt("gpus"));
          free[0] = free[0].minus(held);
          // What people lend, they lend beside what the farm has and gives.
          if (!row.getBoolean("lent")) {
            shares(row, row.getLong("job"))
                .forEach(share -> used.merge(share, held, Amounts::plus));
          }
          return held;
        })
        .list();
    return new BookingRound(
        queue, new HostOffer(total, tags, threads), this::bounds, used, limits(h), free[0]);
  }

  /**
   * Reads everything again next time. To be called where a transaction that made a round is rolled
   * back: what it had read may have been its own changes.
   */
  void distrust() {
    distrusted = true;
  }

  /** Tells whether what the present round goes by has changed. */
  boolean isTouched(Handle h) {
    return Touched.isAny(h);
  }

  /** Returns the first time after {@code now} at which something that waits may start. */
  Optional<Instant> nextStart(Instant now) {
    return queue.nextStart(now);
  }

  private Bounds bounds(Share share) {
    // No subscription, no work; who has no quota of their own is bound by none.
    return bounds.getOrDefault(share, share instanceof Share.OfShow ? Bounds.CLOSED : Bounds.NONE);
  }

  private static Map<Long, Integer> limits(Handle h) {
    Map<Long, Integer> left = new HashMap<>();
    h.createQuery("SELECT id, max_running - running AS left FROM farm_limit")
        .map((row, context) -> left.put(row.getLong("id"), row.getInt("left")))
        .list();
    return left;
  }

  private void refresh(Handle h) {
    Touched.Rows rows = Touched.take(h);
    if (rows.farm() || distrusted) {
      distrusted = false;
      readAll(h);
      return;
    }
    rows.jobs().forEach(job -> readJob(h, job));
    rows.layers().forEach(layer -> readLayer(h, layer));
  }

  private void readAll(Handle h) {
    queue.clear();
    bounds.clear();
    readHost(h);
    readBounds(h);
    h.createQuery(JOBS).bind("facility", facility).map((row, context) -> put(row)).list();
    h.createQuery(LAYERS).map((row, context) -> putLayer(row)).list();
  }

  private void readJob(Handle h, long id) {
    queue.remove(id);
    bounds.remove(new Share.OfJob(id));
    h.createQuery(ONE_JOB)
        .bind("facility", facility)
        .bind("id", id)
        .map((row, context) -> put(row))
        .findOne();
    if (queue.has(id)) {
      h.createQuery(LAYERS_OF_JOB).bind("id", id).map((row, context) -> putLayer(row)).list();
    }
  }

  private void readLayer(Handle h, long id) {
    queue.removeLayer(id);
    h.createQuery(ONE_LAYER).bind("id", id).map((row, context) -> putLayer(row)).findOne();
  }

  private boolean put(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    bounds.put(new Share.OfJob(id), bounds(row));
    if (row.getBoolean("books")) {
      queue.put(
          new QueuedJob(id, row.getInt("priority"), row.getLong("started_at"), shares(row, id)));
    }
    return true;
  }

  private static List<Share> shares(ResultSet row, long job) throws SQLException {
    Stream<Share> all =
        Stream.of(
            new Share.OfJob(job),
            new Share.OfGroup(row.getLong("job_group")),
            new Share.OfOwner(row.getString("user")),
            new Share.OfShow(row.getLong("show")));
    long task = row.getLong("task");
    return row.wasNull()
        ? all.toList()
        : Stream.concat(all, Stream.of(new Share.OfTask(task))).toList();
  }

  private boolean putLayer(ResultSet row) throws SQLException {
    long job = row.getLong("job");
    if (!queue.has(job)) {
      return false;
    }
    List<Long> limits = new ArrayList<>();
    String list = row.getString("limits");
    if (list != null) {
      for (String id : list.split(",", -1)) {
        limits.add(Long.valueOf(id));
      }
    }
    queue.put(
        job,
        new QueuedLayer(
            row.getLong("id"),
            row.getInt("dispatch_order"),
            new Cores(row.getInt("min_cores")),
            new Cores(row.getInt("max_cores")),
            row.getBoolean("threadable"),
            row.getLong("memory"),
            row.getInt("gpus"),
            Set.copyOf(Rows.lines(row.getString("tags"))),
            limits,
            Rows.instant(row, "start_after")));
    return true;
  }

  private void readHost(Handle h) {
    tags = Set.copyOf(HostStore.tags(h, host.row()));
    facility =
        h.createQuery(
                """
                SELECT f.name AS facility, h.thread_mode FROM host h
                JOIN allocation a ON a.id = h.allocation JOIN facility f ON f.id = a.facility
                WHERE h.id = :host
                """)
            .bind("host", host.row())
            .map((row, context) -> {
              threads = ThreadMode.valueOf(row.getString("thread_mode"));
              return row.getString("facility");
            })
            .one();
  }

  private void readBounds(Handle h) {
    h.createQuery("SELECT id, min_cores, max_cores, min_gpus, max_gpus FROM job_group")
        .map((row, context) -> bounds.put(new Share.OfGroup(row.getLong("id")), bounds(row)))
        .list();
    for (TaskRows.Row task : TaskRows.read(h)) {
      bounds.put(new Share.OfTask(task.id()), Bounds.atLeast(task.minCores()));
    }
    h.createQuery("SELECT name, min_cores, max_cores, min_gpus, max_gpus FROM owner")
        .map((row, context) -> bounds.put(new Share.OfOwner(row.getString("name")), bounds(row)))
        .list();
    Query subscriptions =
        h.createQuery(
            """
            SELECT u.show, u.size AS min_cores, u.burst AS max_cores, 0 AS min_gpus,
              NULL AS max_gpus
            FROM subscription u WHERE u.allocation = (SELECT allocation FROM host WHERE id = :host)
            """);
    subscriptions
        .bind("host", host.row())
        .map((row, context) -> bounds.put(new Share.OfShow(row.getLong("show")), bounds(row)))
        .list();
  }

  private static Bounds bounds(ResultSet row) throws SQLException {
    return Bounds.of(
        new Cores(row.getInt("min_cores")),
        Rows.cores(row, "max_cores"),
        row.getInt("min_gpus"),
        Rows.integer(row, "max_gpus"));
  }
}
