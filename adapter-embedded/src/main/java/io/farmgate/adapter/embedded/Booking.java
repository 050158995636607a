package io.farmgate.adapter.embedded;

import io.farmgate.domain.FrameNames;
import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.schedule.BookingRound;
import io.farmgate.domain.schedule.Decision;
import io.farmgate.domain.schedule.QueuedJob;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Decides which frames run next, and books them.
 *
 * <p>The rules are {@link BookingRound}'s; {@code docs/scheduler.md} has them as a table. What the
 * rules look at is {@link Workload}'s; here the decision is written down.
 *
 * <p>A decision costs the same however many frames wait: it walks jobs and layers in memory, and
 * the frame is the first entry of an index.
 */
final class Booking {
  /** How many frames one transaction books; the rest follows in the next. */
  private static final int BATCH = 32;

  /** The first waiting frame of a layer. */
  static final String FRAME =
      "SELECT id FROM frame WHERE layer = :layer AND state = 'WAITING'"
          + " ORDER BY dispatch_order LIMIT 1";

  private final FarmDatabase database;
  private final HostStore host;
  private final Workload workload;
  private final LentWork lentWork;
  private final Clock clock;

  /** Books on {@code host}, which has {@code total} to book. */
  Booking(FarmDatabase database, HostStore host, Amounts total, Clock clock) {
    this.database = database;
    this.host = host;
    this.workload = new Workload(host, total);
    this.lentWork = new LentWork(host);
    this.clock = clock;
  }

  /**
   * What one transaction has booked.
   *
   * @param next how long it is until something that waits may start by the clock alone
   */
  record Batch(List<RunOrder> orders, Optional<Duration> next) {}

  /** Books as many frames as there is room for, up to a batch. Durable when it returns. */
  Batch bookBatch() {
    boolean done = false;
    try {
      Batch batch = database.write(this::bookBatch);
      done = true;
      return batch;
    } finally {
      if (!done) {
        workload.distrust();
      }
    }
  }

  private Batch bookBatch(Handle h) {
    // Asked for here and not before the turn to write has come: what is booked because another
    // frame has ended must not have started before that end.
    Instant now = clock.instant();
    List<RunOrder> orders = new ArrayList<>();
    BookingRound round = workload.round(h);
    if (host.takesWork(h)) {
      for (Predicate<QueuedJob> whose : RedirectStore.due(h)) {
        if (round.next(now, whose) instanceof Decision.Book book) {
          round = booked(h, round, book, now, orders);
        }
      }
    }
    round = bookLent(h, round, now, orders);
    while (orders.size() < BATCH && host.takesWork(h)) {
      if (!(round.next(now) instanceof Decision.Book book)) {
        break;
      }
      round = booked(h, round, book, now, orders);
    }
    return new Batch(
        orders,
        Stream.concat(workload.nextStart(now).stream(), lentWork.nextStart(h, now).stream())
            .min(Comparator.naturalOrder())
            .map(start -> Duration.between(now, start).plusMillis(1)));
  }

  /** Books what people lend of the host, and returns the round that goes on from there. */
  private BookingRound bookLent(Handle h, BookingRound round, Instant now, List<RunOrder> orders) {
    BookingRound then = round;
    while (orders.size() < BATCH && host.takesLentWork(h)) {
      Optional<LentWork.Lent> lent = lentWork.next(h, then.free(), now);
      if (lent.isEmpty()) {
        break;
      }
      orders.add(book(h, Candidate.of(lent.get()), now.toEpochMilli()));
      then = workload.round(h);
    }
    return then;
  }

  /** Writes a decision down, and returns the round that goes on from there. */
  private BookingRound booked(
      Handle h, BookingRound round, Decision.Book book, Instant now, List<RunOrder> orders) {
    round.book(book);
    orders.add(book(h, Candidate.of(book), now.toEpochMilli()));
    // Where it is touched, a layer's last frame has gone.
    return workload.isTouched(h) ? workload.round(h) : round;
  }

  /** Decides once, changes nothing, and returns how many nanoseconds it took; for benchmarks. */
  long timeToDecide() {
    return database.write(h -> {
      long start = System.nanoTime();
      Decision decision = workload.round(h).next(clock.instant());
      return decision instanceof Decision.Book ? System.nanoTime() - start : Long.MAX_VALUE;
    });
  }

  /**
   * What is to be booked.
   *
   * @param frame which one; absent: the first of the layer that waits
   * @param lending of which lent part; null: of the farm's
   */
  private record Candidate(
      long job, long layer, OptionalLong frame, Amounts amounts, @Nullable Long lending) {

    static Candidate of(Decision.Book book) {
      return new Candidate(
          book.job().key(), book.layer().key(), OptionalLong.empty(), book.amounts(), null);
    }

    static Candidate of(LentWork.Lent lent) {
      return new Candidate(lent.job(), lent.layer(), lent.frame(), lent.amounts(), lent.part());
    }

    int cores() {
      return amounts.cores().hundredths();
    }

    long frame(Handle h) {
      return frame.isPresent()
          ? frame.getAsLong()
          : h.createQuery(FRAME).bind("layer", layer).mapTo(Long.class).one();
    }
  }

  private RunOrder book(Handle h, Candidate candidate, long now) {
    long frame = candidate.frame(h);
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
              (key, frame, layer, job, host, cores, memory, gpus, started_at, log_path,
                boot_id, lending)
            VALUES (:key, :frame, :layer, :job, :host, :cores, :memory, :gpus, :now, :log, :boot,
              :lending)
            """)
        .bind("key", procKey)
        .bind("frame", frame)
        .bind("layer", candidate.layer())
        .bind("job", candidate.job())
        .bind("host", host.row())
        .bind("cores", candidate.cores())
        .bind("memory", candidate.amounts().memoryBytes())
        .bind("gpus", candidate.amounts().gpus())
        .bind("lending", candidate.lending())
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
        candidate.amounts().memoryBytes(),
        row.getInt("gpus"),
        row.getLong("gpu_memory"),
        FrameLog.file(logDirectory, jobName, FrameNames.of(number, layerName)),
        environment,
        new RunOrder.Limits(
            Rows.seconds(row, "timeout_seconds").filter(Duration::isPositive),
            Rows.seconds(row, "log_timeout_seconds").filter(Duration::isPositive)));
  }

  private static void readEnvironment(Handle h, String from, long id, Map<String, String> into) {
    Query query = h.createQuery("SELECT name, value FROM " + from + " = :id").bind("id", id);
    query
        .map((row, context) -> Map.entry(row.getString("name"), row.getString("value")))
        .forEach(variable -> into.put(variable.getKey(), variable.getValue()));
  }
}
