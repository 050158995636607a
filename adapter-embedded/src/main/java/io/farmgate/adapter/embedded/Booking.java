package io.farmgate.adapter.embedded;

import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.schedule.BookingRound;
import io.farmgate.domain.schedule.Decision;
import io.farmgate.domain.schedule.QueuedJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
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
  static final int BATCH = 32;

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
    Outset outset = outset(h);
    if (outset.redirected() && outset.takesWork()) {
      for (Predicate<QueuedJob> whose : RedirectStore.due(h)) {
        if (round.next(now, whose) instanceof Decision.Book book) {
          round = booked(h, round, book, now, orders);
        }
      }
    }
    if (outset.lent() && outset.up()) {
      round = bookLent(h, round, now, orders);
    }
    while (orders.size() < BATCH && outset.takesWork()) {
      if (!(round.next(now) instanceof Decision.Book book)) {
        break;
      }
      round = booked(h, round, book, now, orders);
    }
    Stream<Instant> starts =
        outset.lent() ? lentWork.nextStart(h, now).stream() : Stream.<Instant>empty();
    return new Batch(
        orders,
        Stream.concat(workload.nextStart(now).stream(), starts)
            .min(Comparator.naturalOrder())
            .map(start -> Duration.between(now, start).plusMillis(1)));
  }

  /**
   * How things stand when a transaction begins, asked for with one statement. To book changes none
   * of it.
   *
   * @param up whether the host is up, locked or not: what people lend of it takes work
   * @param open whether it is not locked
   * @param redirected whether a proc has ended that a person has redirected
   * @param lent whether anybody lends of it
   */
  private record Outset(boolean up, boolean open, boolean redirected, boolean lent) {
    boolean takesWork() {
      return up && open;
    }
  }

  private Outset outset(Handle h) {
    return h.createQuery(
            "SELECT hardware_state = 'UP' AS up, lock_state = 'OPEN' AS open,"
                + " EXISTS (SELECT 1 FROM redirect) AS redirected,"
                + " EXISTS (SELECT 1 FROM lending x WHERE x.host = host.id) AS lent"
                + " FROM host WHERE id = :host")
        .bind("host", host.row())
        .map((row, context) ->
            new Outset(
                row.getBoolean("up"),
                row.getBoolean("open"),
                row.getBoolean("redirected"),
                row.getBoolean("lent")))
        .one();
  }

  /** Books what people lend of the host, and returns the round that goes on from there. */
  private BookingRound bookLent(Handle h, BookingRound round, Instant now, List<RunOrder> orders) {
    BookingRound then = round;
    while (orders.size() < BATCH) {
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
  record Candidate(
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
  }

  private RunOrder book(Handle h, Candidate candidate, long now) {
    String procKey = UUID.randomUUID().toString();
    RunOrder order = RunOrderRows.read(h, candidate, procKey);
    long frame = order.frame();
    h.createUpdate(
            "UPDATE frame SET state = 'RUNNING', started_at = :now, stopped_at = NULL,"
                + " exit_status = -1, exit_signal = 0, max_rss = 0, last_cores = :cores,"
                + " host = :host WHERE id = :frame")
        .bind("now", now)
        .bind("cores", candidate.cores())
        .bind("host", host.row())
        .bind("frame", frame)
        .execute();
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
}
