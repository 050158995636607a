package io.farmgate.adapter.embedded;

import io.farmgate.domain.FrameNames;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Decides which frames run next, and books them.
 *
 * <h2>Order</h2>
 *
 * Jobs by priority, high first, then the older one; in a job, layers and then frames in dispatch
 * order. A job at its own maximum of cores is passed over, and so is one whose group or whose owner
 * (the user who submitted it) is at theirs. The first frame that is left is the next to run: where
 * the host has no room for it yet, nothing behind it is booked either. Filling the gap with smaller
 * work would use the host better and would let a wide frame wait for ever, which is worse on a farm
 * of one machine.
 *
 * <h2>Amounts</h2>
 *
 * A proc gets its layer's minimum of cores and its memory; no more than the host has and no more
 * than the job may hold, so that a layer that asks for too much takes all there is rather than
 * starve. A minimum of 0 means the whole host, as in OpenCue. Procs together never get more than
 * the host has.
 *
 * <h2>Cost</h2>
 *
 * A decision reads the queue's head, that job's layers, and one entry of the index of waiting
 * frames, however many frames wait.
 */
final class Booking {
  /** How many frames one transaction books; the rest follows in the next. */
  private static final int BATCH = 32;

  /** What a proc of a layer gets: no more than whatever holds it may hold at all. */
  private static final String NEED =
      "min(CASE l.min_cores WHEN 0 THEN :cores ELSE l.min_cores END, :cores, j.max_cores,"
          + " coalesce(g.max_cores, :cores), coalesce(w.max_cores, :cores))";

  /** The next job and layer, with what a proc of it gets. */
  static final String NEXT =
      """
      SELECT j.id AS job, l.id AS layer,
        {need} AS need,
        min(l.memory, :memory) AS memory
      FROM job j
      CROSS JOIN show s ON s.id = j.show
        AND s.active = 1 AND s.booking_enabled = 1 AND s.dispatch_enabled = 1
      CROSS JOIN job_group g ON g.id = j.job_group
      LEFT JOIN owner w ON w.name = j.user
      CROSS JOIN layer l ON l.job = j.id AND l.waiting > 0
      WHERE j.waiting > 0 AND j.paused = 0 AND j.stopped_at IS NULL AND j.max_cores > 0
        AND {need} > 0
        AND (SELECT coalesce(sum(p.cores), 0) FROM proc p WHERE p.job = j.id) + {need}
          <= j.max_cores
        AND (g.max_cores IS NULL
          OR (SELECT coalesce(sum(p.cores), 0) FROM job o CROSS JOIN proc p ON p.job = o.id
              WHERE o.job_group = g.id AND o.running > 0) + {need} <= g.max_cores)
        AND (w.max_cores IS NULL
          OR (SELECT coalesce(sum(p.cores), 0) FROM job o CROSS JOIN proc p ON p.job = o.id
              WHERE o.user = w.name AND o.running > 0) + {need} <= w.max_cores)
      ORDER BY j.priority DESC, j.started_at, j.id, l.dispatch_order
      LIMIT 1
      """
          .replace("{need}", NEED);

  private final FarmDatabase database;
  private final HostStore host;
  private final long memory;
  private final Clock clock;

  /**
   * Books on {@code host}.
   *
   * @param memory bytes that there are to book
   */
  Booking(FarmDatabase database, HostStore host, long memory, Clock clock) {
    this.database = database;
    this.host = host;
    this.memory = memory;
    this.clock = clock;
  }

  /** Books as many frames as there is room for, up to a batch. Durable when it returns. */
  List<RunOrder> bookBatch() {
    return database.write(h -> {
      // Asked for here and not before the turn to write has come: what is booked because another
      // frame has ended must not have started before that end.
      long now = clock.millis();
      List<RunOrder> orders = new ArrayList<>();
      while (orders.size() < BATCH && host.takesWork(h)) {
        Optional<RunOrder> order = bookOne(h, now);
        if (order.isEmpty()) {
          break;
        }
        orders.add(order.get());
      }
      return orders;
    });
  }

  private record Candidate(long job, long layer, int cores, long memory) {}

  private Optional<RunOrder> bookOne(Handle h, long now) {
    int cores = host.cores().hundredths();
    return h.createQuery(NEXT)
        .bind("cores", cores)
        .bind("memory", memory)
        .map((row, context) ->
            new Candidate(
                row.getLong("job"),
                row.getLong("layer"),
                row.getInt("need"),
                row.getLong("memory")))
        .findOne()
        .filter(candidate -> fits(h, candidate, cores))
        .map(candidate -> book(h, candidate, now));
  }

  private boolean fits(Handle h, Candidate candidate, int cores) {
    return h.createQuery(
            "SELECT coalesce(sum(cores), 0) + :cores <= :allCores"
                + " AND coalesce(sum(memory), 0) + :memory <= :allMemory FROM proc")
        .bind("cores", candidate.cores())
        .bind("allCores", cores)
        .bind("memory", candidate.memory())
        .bind("allMemory", memory)
        .mapTo(Boolean.class)
        .one();
  }

  private RunOrder book(Handle h, Candidate candidate, long now) {
    long frame =
        h.createQuery(
                "SELECT id FROM frame WHERE layer = :layer AND state = 'WAITING'"
                    + " ORDER BY dispatch_order LIMIT 1")
            .bind("layer", candidate.layer())
            .mapTo(Long.class)
            .one();
    h.createUpdate(
            "UPDATE frame SET state = 'RUNNING', started_at = :now, stopped_at = NULL,"
                + " exit_status = -1, exit_signal = 0, max_rss = 0, last_cores = :cores,"
                + " host = :host WHERE id = :frame")
        .bind("now", now)
        .bind("cores", candidate.cores())
        .bind("host", host.row())
        .bind("frame", frame)
        .execute();
    String procKey = UUID.randomUUID().toString();
    RunOrder order = order(h, candidate, frame, procKey);
    h.createUpdate(
            """
            INSERT INTO proc
              (key, frame, layer, job, host, cores, memory, started_at, log_path, boot_id)
            VALUES (:key, :frame, :layer, :job, :host, :cores, :memory, :now, :log, :boot)
            """)
        .bind("key", procKey)
        .bind("frame", frame)
        .bind("layer", candidate.layer())
        .bind("job", candidate.job())
        .bind("host", host.row())
        .bind("cores", candidate.cores())
        .bind("memory", candidate.memory())
        .bind("now", now)
        .bind("log", order.logPath().toString())
        .bind("boot", host.bootId())
        .execute();
    return order;
  }

  private static RunOrder order(Handle h, Candidate candidate, long frame, String procKey) {
    Map<String, String> environment = new HashMap<>();
    readEnvironment(h, "job_environment WHERE job", candidate.job(), environment);
    readEnvironment(h, "layer_environment WHERE layer", candidate.layer(), environment);
    return h.createQuery(
            """
            SELECT f.number, l.*, j.key AS job_key, j.name AS job_name, j.shot, j.user,
              j.log_directory, s.name AS show_name
            FROM frame f JOIN layer l ON l.id = f.layer JOIN job j ON j.id = l.job
              JOIN show s ON s.id = j.show WHERE f.id = :frame
            """)
        .bind("frame", frame)
        .map((row, context) -> order(row, candidate, frame, procKey, environment))
        .one();
  }

  private static RunOrder order(
      ResultSet row,
      Candidate candidate,
      long frame,
      String procKey,
      Map<String, String> environment)
      throws SQLException {
    String jobKey = row.getString("job_key");
    String jobName = row.getString("job_name");
    String layerName = row.getString("name");
    int number = row.getInt("number");
    Path logDirectory = Path.of(row.getString("log_directory"));
    return new RunOrder(
        procKey,
        frame,
        FrameKeys.id(jobKey, frame).value(),
        number,
        row.getString("show_name"),
        row.getString("shot"),
        row.getString("user"),
        jobKey,
        jobName,
        row.getString("key"),
        layerName,
        row.getString("command"),
        row.getString("range"),
        row.getInt("chunk"),
        row.getBoolean("threadable"),
        candidate.cores(),
        candidate.memory(),
        row.getInt("gpus"),
        row.getLong("gpu_memory"),
        FrameLog.file(logDirectory, jobName, FrameNames.of(number, layerName)),
        environment);
  }

  private static void readEnvironment(Handle h, String from, long id, Map<String, String> into) {
    Query query = h.createQuery("SELECT name, value FROM " + from + " = :id").bind("id", id);
    query
        .map((row, context) -> Map.entry(row.getString("name"), row.getString("value")))
        .forEach(variable -> into.put(variable.getKey(), variable.getValue()));
  }
}
