package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.ProcessTable.ProcessKey;
import io.farmgate.domain.FrameState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes down how runs of frames begin and end. */
final class FrameEnds {
  private final FarmDatabase database;
  private final Clock clock;
  private final long machineMemory;

  /**
   * Writes into a database.
   *
   * @param machineMemory what a layer can reserve at most, in bytes
   */
  FrameEnds(FarmDatabase database, Clock clock, long machineMemory) {
    this.database = database;
    this.clock = clock;
    this.machineMemory = machineMemory;
  }

  /** The same, for a machine that has any memory that is asked for. */
  FrameEnds(FarmDatabase database, Clock clock) {
    this(database, clock, Long.MAX_VALUE);
  }

  /** How a run ended. */
  sealed interface End {
    /**
     * The command ended.
     *
     * @param status as a shell gives it: 128 and the signal's number where one ended it
     * @param peakRssBytes the most memory that its processes held together
     * @param ending why somebody else ended it, where somebody did before it was over
     */
    record Exited(int status, long peakRssBytes, Optional<RunEnding> ending) implements End {
      Exited(int status, long peakRssBytes) {
        this(status, peakRssBytes, Optional.empty());
      }

      /** Tells whether it did its work; not where the farm ended it: many answer that with 0. */
      boolean succeeded() {
        return status == 0 && ending.filter(RunEnding::isFailure).isEmpty();
      }

      /** Returns the status that is stored and shown. */
      int toldStatus() {
        return memory().isPresent() ? RunEnding.OutOfMemory.EXIT_STATUS : status;
      }

      Optional<RunEnding.OutOfMemory> memory() {
        return ending
            .filter(RunEnding.OutOfMemory.class::isInstance)
            .map(RunEnding.OutOfMemory.class::cast);
      }

      /** Returns the signal that ended the command, or 0. */
      int signal() {
        return status > 128 && status <= 192 ? status - 128 : 0;
      }
    }

    /** It never ran, or nobody saw its end because the gateway died; {@code counts} as a retry. */
    record Lost(boolean counts) implements End {}
  }

  /**
   * Writes down which process a proc is.
   *
   * @return whether it may run; not where somebody has ended it meanwhile
   */
  boolean started(String procKey, ProcessKey process) {
    return database.write(h ->
        h.createUpdate(
                    "UPDATE proc SET pid = :pid, pid_started = :started"
                        + " WHERE key = :key AND fate IS NULL")
                .bind("pid", process.pid())
                .bind("started", process.started())
                .bind("key", procKey)
                .execute()
            == 1);
  }

  /**
   * Says that all that runs is to wait anew, because the farm is closing. Nobody will say what
   * became of its savings.
   */
  void requeueAll() {
    database.write(h -> {
      h.execute(
          "UPDATE frame SET checkpoint_state = 'DISABLED' WHERE checkpoint_state IS NOT NULL"
              + " AND id IN (SELECT frame FROM proc)");
      return h.execute("UPDATE proc SET fate = 'CLOSE' WHERE fate IS NULL");
    });
  }

  /** Moves a frame on, now that nothing of it runs any more. */
  FrameState ended(String procKey, End end) {
    return database.write(h -> ended(h, procKey, end));
  }

  private record Run(
      long frame,
      long layer,
      long job,
      int cores,
      long memory,
      int gpus,
      long startedAt,
      @Nullable Fate fate,
      FrameState state,
      int retries,
      int maxRetries,
      boolean autoEat,
      boolean held,
      boolean saving) {}

  private record Next(FrameState state, int retries) {}

  private FrameState ended(Handle h, String procKey, End end) {
    Optional<Run> found = find(h, procKey);
    if (found.isEmpty()) {
      // Written down already, by a commit of which only the answer was lost.
      return FrameState.WAITING;
    }
    Run run = found.get();
    long now = clock.millis();
    Next next = next(run, end, hasMoreMemory(h, run, end));
    RunFigures.Ended used = used(run, end, next.state(), now);
    h.createUpdate(
            """
            UPDATE frame SET state = :state, retries = :retries, exit_status = :status,
              exit_signal = :signal, stopped_at = :now, max_rss = :rss,
              core_millis = core_millis + :core, checkpoint_state = CASE
                WHEN :lost AND checkpoint_state IS NOT NULL THEN 'DISABLED'
                ELSE checkpoint_state END
            WHERE id = :frame
            """)
        .bind("lost", isLost(end))
        .bind("state", next.state().name())
        .bind("retries", next.retries())
        .bind("status", end instanceof End.Exited exited ? exited.toldStatus() : -1)
        .bind("signal", end instanceof End.Exited e ? e.signal() : 0)
        .bind("now", now)
        .bind("rss", used.peakRssBytes())
        .bind("core", used.coreMillis())
        .bind("frame", run.frame())
        .execute();
    RedirectStore.ended(h, procKey);
    if (wasWanted(run, end)) {
      RunFigures.add(h, run.layer(), run.job(), used);
    }
    h.createUpdate("DELETE FROM proc WHERE key = :key").bind("key", procKey).execute();
    if (used.succeeded() && used.peakRssBytes() > 0) {
      LayerMemory.lower(h, run.layer());
    }
    if (next.state().isDone()) {
      h.execute("DELETE FROM picked");
      h.createUpdate("INSERT INTO picked VALUES (:frame)").bind("frame", run.frame()).execute();
      Depends.framesDone(h, run.job(), now);
    }
    return next.state();
  }

  /** How long a lost run went on nobody knows. */
  private static RunFigures.Ended used(Run run, End end, FrameState next, long now) {
    return switch (end) {
      case End.Exited exited ->
          new RunFigures.Ended(
              next == FrameState.SUCCEEDED,
              Math.max(0, now - run.startedAt()),
              run.cores(),
              run.gpus(),
              exited.peakRssBytes());
      case End.Lost _ -> new RunFigures.Ended(false, 0, run.cores(), run.gpus(), 0);
    };
  }

  /** A run that died for lack of memory has its next one booked with more, where there is more. */
  private boolean hasMoreMemory(Handle h, Run run, End end) {
    return run.fate() == null
        && end instanceof End.Exited exited
        && exited.memory().isPresent()
        && MoreMemory.reserve(h, run.layer(), run.memory(), exited.peakRssBytes(), machineMemory);
  }

  private static Next next(Run run, End end, boolean moreMemory) {
    FrameState anew = anew(run, end);
    if (run.fate() != null) {
      return switch (run.fate()) {
        case REQUEUE, CLOSE -> new Next(anew, run.retries());
        case RETRY -> new Next(anew, 0);
        case EAT -> new Next(FrameState.EATEN, run.retries());
      };
    }
    return switch (end) {
      case End.Lost(boolean counts) -> new Next(anew, run.retries() + (counts ? 1 : 0));
      case End.Exited exited when exited.succeeded() ->
          new Next(FrameState.SUCCEEDED, run.retries());
      case End.Exited exited when mayRetry(run, exited, moreMemory) ->
          new Next(anew, run.retries() + 1);
      case End.Exited _ ->
          new Next(run.autoEat() ? FrameState.EATEN : FrameState.DEAD, run.retries());
    };
  }

  /** A run that a person ended before it could begin has failed; one that never was has not. */
  private static boolean wasWanted(Run run, End end) {
    return switch (end) {
      case End.Exited _ -> true;
      case End.Lost(boolean counts) -> counts || endedByAPerson(run);
    };
  }

  private static boolean endedByAPerson(Run run) {
    return run.fate() != null && run.fate() != Fate.CLOSE;
  }

  private static FrameState anew(Run run, End end) {
    if (run.held()) {
      return FrameState.DEPEND;
    }
    // Of what was lost nothing is being saved, and of what never ran there is nothing to save.
    boolean ran = end instanceof End.Exited || (endedByAPerson(run) && !isLost(end));
    return run.saving() && ran ? FrameState.CHECKPOINT : FrameState.WAITING;
  }

  private static boolean isLost(End end) {
    return end instanceof End.Lost(boolean counts) && counts;
  }

  private static boolean mayRetry(Run run, End.Exited exited, boolean moreMemory) {
    // As in OpenCue: who took too long would take too long again, and who had too little memory
    // has not failed.
    return moreMemory
        || (run.retries() < run.maxRetries()
            && exited.ending().filter(RunEnding::isFinal).isEmpty());
  }

  private static Optional<Run> find(Handle h, String procKey) {
    return h.createQuery(
            """
            SELECT p.frame, p.layer, p.job, p.cores, p.memory, p.gpus, p.started_at, p.fate, f.state, f.retries,
              f.holds > 0 AND f.waived = 0 AS held,
              f.checkpoint_state IN ('ENABLED', 'COPYING') AS saving,
              j.max_retries, j.auto_eat
            FROM proc p JOIN frame f ON f.id = p.frame JOIN job j ON j.id = p.job
            WHERE p.key = :key
            """)
        .bind("key", procKey)
        .map((row, context) -> run(row))
        .findOne();
  }

  private static Run run(ResultSet row) throws SQLException {
    @Nullable String fate = row.getString("fate");
    return new Run(
        row.getLong("frame"),
        row.getLong("layer"),
        row.getLong("job"),
        row.getInt("cores"),
        row.getLong("memory"),
        row.getInt("gpus"),
        row.getLong("started_at"),
        fate == null ? null : Fate.valueOf(fate),
        FrameState.valueOf(row.getString("state")),
        row.getInt("retries"),
        row.getInt("max_retries"),
        row.getBoolean("auto_eat"),
        row.getBoolean("held"),
        row.getBoolean("saving"));
  }

  /** A proc that an earlier gateway left behind; {@code process} is null where it never began. */
  record Orphan(String procKey, String bootId, @Nullable ProcessKey process, String log) {}

  /** Returns the procs that the database knows. */
  List<Orphan> orphans() {
    return database.read(h ->
        h.createQuery("SELECT key, boot_id, pid, pid_started, log_path FROM proc")
            .map((row, context) -> orphan(row))
            .list());
  }

  private static Orphan orphan(ResultSet row) throws SQLException {
    int pid = row.getInt("pid");
    @Nullable ProcessKey process =
        row.wasNull() ? null : new ProcessKey(pid, row.getLong("pid_started"));
    return new Orphan(
        row.getString("key"), row.getString("boot_id"), process, row.getString("log_path"));
  }
}
