package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.LaunchKey;
import io.farmgate.domain.port.LaunchOnce;
import io.farmgate.domain.port.Submissions;
import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerDefaults;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import io.farmgate.domain.spec.SubmissionRules;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Puts submissions into the database: all of one in one transaction. */
final class JobLauncher implements Submissions {
  /** OpenCue's. */
  private static final int DEFAULT_PRIORITY = 1;

  private static final int BATCH = 1_000;

  private final FarmDatabase database;
  private final Path logRoot;
  private final WakeUp wakeUp;
  private final Clock clock;

  JobLauncher(FarmDatabase database, Path logRoot, WakeUp wakeUp, Clock clock) {
    this.database = database;
    this.logRoot = logRoot;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  /** What a job gets of its show, or of its show's root group where that one says so. */
  private record ShowRow(
      long id,
      boolean active,
      long group,
      int priority,
      Cores minCores,
      Cores maxCores,
      int minGpus,
      int maxGpus) {

    /** A group and its show may each say one end. */
    int leastGpus() {
      return maxGpus == 0 ? minGpus : Math.min(minGpus, maxGpus);
    }
  }

  @Override
  public List<Job> launch(Submission submission) {
    SubmissionRules.check(submission);
    List<Job> jobs = database.write(h -> launch(h, submission));
    wakeUp.call();
    return jobs;
  }

  /** One writer at a time: who comes second finds what the first has kept. */
  @Override
  public LaunchOnce launchOnce(
      Submission submission, LaunchKey key, Function<List<Job>, String> answer) {
    SubmissionRules.check(submission);
    LaunchOnce launched =
        database.write(h ->
            LaunchKeys.once(h, key, clock.millis(), () -> answer.apply(launch(h, submission))));
    wakeUp.call();
    return launched;
  }

  private List<Job> launch(Handle h, Submission submission) {
    ShowRow show = show(h, submission.show());
    String facility = facility(h, submission.facility());
    List<String> keys = new ArrayList<>();
    for (JobSpec spec : submission.jobs()) {
      keys.add(insertJob(h, submission, show, facility, spec));
    }
    new DependLauncher(h, submission).launch();
    return keys.stream().map(key -> JobStore.find(h, new JobId(key)).orElseThrow()).toList();
  }

  private static ShowRow show(Handle h, String name) {
    Optional<ShowRow> show =
        h.createQuery(
                """
                SELECT s.id, s.active, g.id AS job_group,
                  coalesce(g.default_priority, :priority) AS priority,
                  coalesce(g.default_min_cores, s.default_min_cores) AS min_cores,
                  coalesce(g.default_max_cores, s.default_max_cores) AS max_cores,
                  coalesce(g.default_min_gpus, s.default_min_gpus) AS min_gpus,
                  coalesce(g.default_max_gpus, s.default_max_gpus) AS max_gpus
                FROM show s JOIN job_group g ON g.show = s.id AND g.parent IS NULL
                WHERE s.id = :row
                """)
            .bind("row", ShowStore.row(h, name).orElse(0L))
            .bind("priority", DEFAULT_PRIORITY)
            .map((row, context) ->
                new ShowRow(
                    row.getLong("id"),
                    row.getBoolean("active"),
                    row.getLong("job_group"),
                    row.getInt("priority"),
                    new Cores(row.getInt("min_cores")),
                    new Cores(row.getInt("max_cores")),
                    row.getInt("min_gpus"),
                    row.getInt("max_gpus")))
            .findOne();
    if (show.isEmpty()) {
      throw new FarmException(FarmFailure.NotFound.of("show", name));
    }
    if (!show.get().active()) {
      throw new FarmException(
          new FarmFailure.Precondition("the show '" + name + "' is not active: it takes no jobs"));
    }
    return show.get();
  }

  /** Returns the facility of that name, or the one that new hosts come into. */
  private static String facility(Handle h, String name) {
    if (!name.isBlank()) {
      Lookup.named(h, "facility", "facility", name);
      return name;
    }
    return h.createQuery(
            "SELECT f.name FROM facility f JOIN allocation a ON a.facility = f.id"
                + " WHERE a.standard = 1")
        .mapTo(String.class)
        .one();
  }

  private String insertJob(
      Handle h, Submission submission, ShowRow show, String facility, JobSpec spec) {
    String name =
        JobNames.full(submission.show(), submission.shot(), submission.user(), spec.name());
    refuseTaken(h, name);
    String key = UUID.randomUUID().toString();
    Path logs = FrameLog.directory(logRoot, submission.show(), submission.shot(), name, key);
    Cores max = spec.maxCores().orElse(show.maxCores());
    Cores min = show.minCores().compareTo(max) > 0 ? max : show.minCores();
    long job =
        h.createUpdate(
                """
                INSERT INTO job (key, show, job_group, name, short_name, shot, user, uid, email, facility, os,
                  priority, min_cores, max_cores, min_gpus, max_gpus, paused, auto_eat, max_retries,
                  started_at, log_directory)
                VALUES (:key, :show, :group, :name, :shortName, :shot, :user, :uid, :email, :facility, :os,
                  :priority, :min, :max, :minGpus, nullif(:maxGpus, 0), :paused, :autoEat,
                  :maxRetries, :now, :logs)
                """)
            .bind("key", key)
            .bind("show", show.id())
            .bind("group", show.group())
            .bind("name", name)
            .bind("shortName", spec.name())
            .bind("shot", submission.shot())
            .bind("user", submission.user())
            .bind("uid", submission.uid().isPresent() ? submission.uid().getAsInt() : null)
            .bind("email", submission.email())
            .bind("facility", facility)
            .bind("os", orElse(spec.os(), System.getProperty("os.name")))
            .bind("priority", spec.priority().orElse(show.priority()))
            .bind("min", min.hundredths())
            .bind("max", max.hundredths())
            .bind("minGpus", show.leastGpus())
            .bind("maxGpus", show.maxGpus())
            .bind("paused", spec.paused())
            .bind("autoEat", spec.autoEat())
            .bind("maxRetries", spec.maxRetries())
            .bind("now", clock.millis())
            .bind("logs", logs.toString())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    insertEnvironment(h, "job", job, spec.environment());
    int order = 1;
    for (LayerSpec layer : spec.layers()) {
      insertLayer(h, show.id(), job, layer, order++);
      FrameLog.file(logs, name, "-2147483648-" + layer.name());
    }
    FilterRun.all(h, show.id(), job);
    return key;
  }

  private static void refuseTaken(Handle h, String name) {
    boolean taken =
        h.createQuery("SELECT EXISTS (SELECT 1 FROM job WHERE name = :name AND stopped_at IS NULL)")
            .bind("name", name)
            .mapTo(Boolean.class)
            .one();
    if (taken) {
      throw new FarmException(
          new FarmFailure.Conflict(
              "there is an unfinished job '"
                  + name
                  + "' already (expected: another name, or"
                  + " that job finished or killed)"));
    }
  }

  private static void insertLayer(Handle h, long show, long job, LayerSpec given, int order) {
    ServiceTable.Counting service = ServiceTable.counting(h, show, given.services());
    LayerSpec spec =
        LayerDefaults.complete(given, service.named(), service.name(), service.defaults());
    List<FrameChunk> chunks = spec.range().chunks(spec.chunk());
    long firstFrame =
        h.createQuery("SELECT coalesce(max(id), 0) + 1 FROM frame").mapTo(Long.class).one();
    long layer =
        h.createUpdate(
                """
                INSERT INTO layer (key, job, name, type, range, chunk, command, min_cores,
                  max_cores, threadable, memory, gpus, max_gpus, gpu_memory, tags, services,
                  timeout_seconds, log_timeout_seconds, dispatch_order, first_frame, waiting)
                VALUES (:key, :job, :name, :type, :range, :chunk, :command, :minCores,
                  :maxCores, :threadable, :memory, :gpus, :maxGpus, :gpuMemory, :tags, :services,
                  :timeout, :logTimeout, :order, :firstFrame, :frames)
                """)
            .bind("key", UUID.randomUUID().toString())
            .bind("job", job)
            .bind("name", spec.name())
            .bind("type", spec.type().name())
            .bind("range", spec.range().toString())
            .bind("chunk", spec.chunk())
            .bind("command", spec.command())
            .bind("minCores", spec.minCores().orElseThrow().hundredths())
            .bind("maxCores", service.defaults().maxCores().hundredths())
            .bind("threadable", spec.threadable().orElseThrow())
            .bind("memory", spec.memoryBytes().orElseThrow())
            .bind("gpus", spec.gpus())
            .bind("maxGpus", service.defaults().maxGpus())
            .bind("gpuMemory", spec.gpuMemoryBytes())
            .bind("tags", Rows.lines(spec.tags()))
            .bind("services", Rows.lines(spec.services()))
            .bind("timeout", spec.timeout().map(d -> d.toSeconds()).orElse(null))
            .bind("logTimeout", spec.timeoutWithoutLog().map(d -> d.toSeconds()).orElse(null))
            .bind("order", order)
            .bind("firstFrame", firstFrame)
            .bind("frames", chunks.size())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    LimitStore.hold(h, layer, spec.limits());
    insertEnvironment(h, "layer", layer, spec.environment());
    insertFrames(h, layer, firstFrame, chunks);
  }

  private static void insertFrames(Handle h, long layer, long firstFrame, List<FrameChunk> chunks) {
    for (int from = 0; from < chunks.size(); from += BATCH) {
      try (PreparedBatch batch =
          h.prepareBatch(
              "INSERT INTO frame (id, layer, dispatch_order, number, state)"
                  + " VALUES (?, ?, ?, ?, 'WAITING')")) {
        for (int i = from; i < Math.min(from + BATCH, chunks.size()); i++) {
          batch.add(firstFrame + i, layer, i, chunks.get(i).first());
        }
        batch.execute();
      }
    }
  }

  private static void insertEnvironment(
      Handle h, String owner, long id, Map<String, String> environment) {
    environment.forEach((name, value) ->
        h.execute("INSERT INTO " + owner + "_environment VALUES (?, ?, ?)", id, name, value));
  }

  private static String orElse(String given, String standard) {
    return given.isBlank() ? standard : given;
  }
}
