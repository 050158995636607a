package io.farmgate.adapter.embedded;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.Interest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has changed, transaction by transaction. Triggers on the writing connection note the rows
 * that a transaction touches, whatever statement does; what they hold is read before the commit and
 * told after it, still in the order of commits. Every state that was committed is told. While
 * nobody listens there are no triggers, and a transaction costs what it did.
 */
final class Journal implements Changes {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  /** Frames that are told of one by one; a transaction with more tells that of each job. */
  static final int MOST_FRAMES = 1000;

  private static final List<String> BEGIN =
      List.of(
          "CREATE TEMP TABLE told_job (id INTEGER PRIMARY KEY)",
          "CREATE TEMP TABLE told_layer (id INTEGER PRIMARY KEY)",
          "CREATE TEMP TABLE told_frame (id INTEGER PRIMARY KEY)",
          "CREATE TEMP TABLE told_host (id INTEGER PRIMARY KEY)",
          trigger("tell_new_job", "INSERT ON main.job", "told_job", "NEW.id"),
          trigger("tell_job", "UPDATE ON main.job", "told_job", "NEW.id"),
          trigger("tell_new_layer", "INSERT ON main.layer", "told_layer", "NEW.id"),
          trigger("tell_layer", "UPDATE ON main.layer", "told_layer", "NEW.id"),
          trigger(
              "tell_frame",
              "UPDATE OF state, retries, exit_status, started_at, stopped_at, host, dispatch_order,"
                  + " checkpoint_state, checkpoints ON main.frame",
              "told_frame",
              "NEW.id"),
          trigger("tell_host", "UPDATE ON main.host", "told_host", "NEW.id"),
          // What runs is told of its job and its host.
          trigger("tell_job_of_new_proc", "INSERT ON main.proc", "told_job", "NEW.job"),
          trigger("tell_host_of_new_proc", "INSERT ON main.proc", "told_host", "NEW.host"),
          trigger("tell_job_of_proc", "DELETE ON main.proc", "told_job", "OLD.job"),
          trigger("tell_host_of_proc", "DELETE ON main.proc", "told_host", "OLD.host"),
          // Their tags are not in the rows of hosts.
          trigger("tell_host_of_new_tag", "INSERT ON main.host_tag", "told_host", "NEW.host"),
          trigger("tell_host_of_changed_tag", "UPDATE ON main.host_tag", "told_host", "NEW.host"),
          trigger("tell_host_of_tag", "DELETE ON main.host_tag", "told_host", "OLD.host"),
          // And whether somebody has said something of them.
          trigger(
              "tell_job_of_new_comment",
              "INSERT ON main.comment WHEN NEW.job IS NOT NULL",
              "told_job",
              "NEW.job"),
          trigger(
              "tell_job_of_comment",
              "DELETE ON main.comment WHEN OLD.job IS NOT NULL",
              "told_job",
              "OLD.job"),
          trigger(
              "tell_host_of_new_comment",
              "INSERT ON main.comment WHEN NEW.host IS NOT NULL",
              "told_host",
              "NEW.host"),
          trigger(
              "tell_host_of_comment",
              "DELETE ON main.comment WHEN OLD.host IS NOT NULL",
              "told_host",
              "OLD.host"));

  private static final List<String> TRIGGERS =
      List.of(
          "tell_new_job",
          "tell_job",
          "tell_new_layer",
          "tell_layer",
          "tell_frame",
          "tell_host",
          "tell_job_of_new_proc",
          "tell_host_of_new_proc",
          "tell_job_of_proc",
          "tell_host_of_proc",
          "tell_host_of_new_tag",
          "tell_host_of_changed_tag",
          "tell_host_of_tag",
          "tell_job_of_new_comment",
          "tell_job_of_comment",
          "tell_host_of_new_comment",
          "tell_host_of_comment");

  private static final List<String> TABLES =
      List.of("told_job", "told_layer", "told_frame", "told_host");

  private final FarmDatabase database;
  private final FrameStore frames;
  private final HostStore hosts;
  private final List<Consumer<List<FarmChange>>> tellers = new CopyOnWriteArrayList<>();

  Journal(FarmDatabase database, FrameStore frames, HostStore hosts) {
    this.database = database;
    this.frames = frames;
    this.hosts = hosts;
  }

  private static String trigger(String name, String on, String table, String row) {
    return "CREATE TEMP TRIGGER "
        + name
        + " AFTER "
        + on
        + " BEGIN INSERT OR IGNORE INTO "
        + table
        + " VALUES ("
        + row
        + "); END";
  }

  @Override
  public synchronized Watch watch(Interest interest, Consumer<List<FarmChange>> teller) {
    Watch watch = new Watching(teller);
    tellers.add(teller);
    database.journal(this);
    return watch;
  }

  private synchronized void end(Consumer<List<FarmChange>> teller) {
    tellers.remove(teller);
    if (tellers.isEmpty()) {
      database.journal(null);
    }
  }

  private final class Watching implements Watch {
    private final Consumer<List<FarmChange>> teller;

    Watching(Consumer<List<FarmChange>> teller) {
      this.teller = teller;
    }

    @Override
    public void retune(Interest interest) {
      // All is told: what a transaction touches is at hand.
    }

    @Override
    public void close() {
      end(teller);
    }
  }

  /** Starts to note rows; under the writing lock. */
  void begin(Handle writer) {
    writer.useTransaction(h -> BEGIN.forEach(h::execute));
  }

  /** Stops to note rows; under the writing lock. */
  static void end(Handle writer) {
    writer.useTransaction(h -> {
      TRIGGERS.forEach(name -> h.execute("DROP TRIGGER temp." + name));
      TABLES.forEach(name -> h.execute("DROP TABLE temp." + name));
    });
  }

  /** Makes a change as a transaction of its own, and tells of it; under the writing lock. */
  <T> T told(Handle writer, Function<Handle, T> change) {
    List<FarmChange> noted = new ArrayList<>();
    T result =
        writer.inTransaction(h -> {
          T done = change.apply(h);
          noted.addAll(notedOrLost(h));
          TABLES.forEach(name -> h.execute("DELETE FROM temp." + name));
          return done;
        });
    if (!noted.isEmpty()) {
      tellers.forEach(teller -> tell(teller, noted));
    }
    return result;
  }

  private static void tell(Consumer<List<FarmChange>> teller, List<FarmChange> changes) {
    try {
      teller.accept(changes);
    } catch (RuntimeException e) {
      // What is done is done, whoever cannot hear of it.
      log.error("Somebody could not be told of changes", e);
    }
  }

  /**
   * Tells, where anybody listens, that runs have come along. In the order of commits too: nobody
   * hears of a run's progress after its end.
   */
  void progressed(List<LiveRun> runs) {
    if (tellers.isEmpty()) {
      return;
    }
    Set<Long> rows = runs.stream().map(run -> run.order().frame()).collect(Collectors.toSet());
    database.between(h -> {
      List<FarmChange> changes = progress(h, rows);
      if (changes.isEmpty()) {
        return;
      }
      tellers.forEach(teller -> tell(teller, changes));
    });
  }

  private List<FarmChange> progress(Handle h, Set<Long> rows) {
    Map<JobId, Job> jobs = new LinkedHashMap<>();
    h.createQuery(
            JobStore.SELECT
                + " WHERE j.id IN (SELECT l.job FROM frame f JOIN layer l ON l.id = f.layer"
                + " WHERE f.id IN (<rows>))")
        .bindList("rows", List.copyOf(rows))
        .map((row, context) -> JobStore.job(row))
        .forEach(job -> jobs.put(job.id(), job));
    return h
        .createQuery(
            FrameStore.SELECT
                + " FROM frame f JOIN layer l ON l.id = f.layer JOIN job j ON j.id = l.job"
                + " WHERE f.id IN (<rows>) AND f.state = 'RUNNING' ORDER BY f.id")
        .bindList("rows", List.copyOf(rows))
        .map((row, context) -> frames.frame(row))
        .list()
        .stream()
        .<FarmChange>map(
            frame -> new FarmChange.FrameProgress(known(jobs, frame.jobId().orElseThrow()), frame))
        .toList();
  }

  /** The farm's own work is not to fail because somebody listens. */
  private List<FarmChange> notedOrLost(Handle h) {
    try {
      return noted(h);
    } catch (RuntimeException e) {
      log.error("A change cannot be told", e);
      return List.of(new FarmChange.Lost());
    }
  }

  private List<FarmChange> noted(Handle h) {
    Map<JobId, Job> jobs = new LinkedHashMap<>();
    List<FarmChange> found = new ArrayList<>();
    h.createQuery(
            JobStore.SELECT
                + " WHERE j.id IN (SELECT id FROM temp.told_job"
                + " UNION SELECT l.job FROM temp.told_layer t JOIN layer l ON l.id = t.id"
                + " UNION SELECT l.job FROM temp.told_frame t JOIN frame f ON f.id = t.id"
                + " JOIN layer l ON l.id = f.layer) ORDER BY j.id")
        .map((row, context) -> JobStore.job(row))
        .forEach(job -> jobs.put(job.id(), job));
    jobs.values().forEach(job -> found.add(new FarmChange.OfJob(job)));
    h.createQuery(
            LayerStore.SELECT + " WHERE l.id IN (SELECT id FROM temp.told_layer) ORDER BY l.id")
        .map((row, context) -> LayerStore.layer(row))
        .forEach(layer -> found.add(new FarmChange.OfLayer(known(jobs, layer.jobId()), layer)));
    frames(h, jobs, found);
    if (h.createQuery("SELECT count(*) FROM temp.told_host").mapTo(Integer.class).one() > 0) {
      found.add(new FarmChange.OfHost(hosts.within(h)));
    }
    return found;
  }

  private void frames(Handle h, Map<JobId, Job> jobs, List<FarmChange> found) {
    int many = h.createQuery("SELECT count(*) FROM temp.told_frame").mapTo(Integer.class).one();
    if (many > MOST_FRAMES) {
      h.createQuery(
              "SELECT DISTINCT j.key FROM temp.told_frame t JOIN frame f ON f.id = t.id"
                  + " JOIN layer l ON l.id = f.layer JOIN job j ON j.id = l.job ORDER BY j.id")
          .mapTo(String.class)
          .forEach(key -> found.add(new FarmChange.ManyFrames(known(jobs, new JobId(key)))));
      return;
    }
    if (many == 0) {
      return;
    }
    h.createQuery(
            FrameStore.SELECT
                + " FROM temp.told_frame t CROSS JOIN frame f ON f.id = t.id"
                + " JOIN layer l ON l.id = f.layer JOIN job j ON j.id = l.job ORDER BY f.id")
        .map((row, context) -> frames.frame(row))
        .forEach(frame ->
            found.add(new FarmChange.OfFrame(known(jobs, frame.jobId().orElseThrow()), frame)));
  }

  private static Job known(Map<JobId, Job> jobs, JobId id) {
    return Objects.requireNonNull(jobs.get(id));
  }
}
