package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobPlace;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The jobs, in the database. */
final class JobStore implements Jobs {
  private static final String COLUMNS =
      """
      SELECT j.*, s.name AS show_name, g.name AS group_name,
        EXISTS (SELECT 1 FROM comment c WHERE c.job = j.id) AS commented,
        (SELECT coalesce(sum(p.cores), 0) FROM proc p WHERE p.job = j.id) AS cores_in_use
      """;

  static final String SELECT =
      COLUMNS + " FROM job j JOIN show s ON s.id = j.show JOIN job_group g ON g.id = j.job_group";

  private final FarmDatabase database;

  JobStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<Job> list(JobQuery query) {
    JobSelection selection = new JobSelection(query);
    String sql =
        SELECT
            + " WHERE 1 = 1"
            + selection.conditions()
            + " ORDER BY j.priority DESC, j.started_at, j.id";
    return database.read(h ->
        read(selection.bind(h.createQuery(sql)), query, query.limit() > 0 ? query.limit() : -1));
  }

  @Override
  public Page<Job> page(JobQuery query, JobOrder order, PageRequest page) {
    JobSelection selection = new JobSelection(query);
    int wanted = page.limit() + 1;
    return database.read(h -> {
      Optional<JobSelection.Seek> after = page.after().map(place -> seek(h, place));
      List<Job> found = new ArrayList<>();
      for (String walk : selection.walks(order, after.isPresent())) {
        if (found.size() < wanted) {
          Query statement = selection.bind(h.createQuery(COLUMNS + walk));
          after.ifPresent(seek -> seek.bind(walk, statement));
          found.addAll(read(statement, query, wanted - found.size()));
        }
      }
      return JobPlace.page(found, page);
    });
  }

  private static JobSelection.Seek seek(Handle h, Place place) {
    JobPlace job = JobPlace.of(place);
    return h.createQuery("SELECT id FROM job WHERE key = :key")
        .bind("key", job.id().value())
        .mapTo(Long.class)
        .findOne()
        .map(row -> new JobSelection.Seek(job, row))
        .orElseThrow(JobPlace::wrong);
  }

  /** Reads no more rows than it takes to find so many jobs; all for a negative number. */
  private static List<Job> read(Query statement, JobQuery query, int most) {
    try (Stream<Job> found = statement.map((row, context) -> job(row)).stream()) {
      Stream<Job> wanted = found.filter(job -> JobSelection.matches(query, job));
      return (most < 0 ? wanted : wanted.limit(most)).toList();
    }
  }

  @Override
  public Optional<Job> byId(JobId id) {
    return database.read(h -> find(h, id));
  }

  @Override
  public Optional<Job> byName(String name) {
    return database.read(h ->
        h.createQuery(
                SELECT
                    + " WHERE j.name = :name"
                    + " ORDER BY j.stopped_at IS NOT NULL, j.id DESC LIMIT 1")
            .bind("name", name)
            .map((row, context) -> job(row))
            .findOne());
  }

  static Optional<Job> find(Handle h, JobId id) {
    return h.createQuery(SELECT + " WHERE j.key = :key")
        .bind("key", id.value())
        .map((row, context) -> job(row))
        .findOne();
  }

  static void checkCores(Cores min, Cores max) {
    if (min.compareTo(max) > 0) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "min cores: "
                  + min.asFloat()
                  + " (expected: no more than max cores, "
                  + max.asFloat()
                  + ")"));
    }
  }

  static Job job(ResultSet row) throws SQLException {
    int uid = row.getInt("uid");
    OptionalInt knownUid = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(uid);
    return new Job(
        new JobId(row.getString("key")),
        row.getString("name"),
        row.getString("show_name"),
        row.getString("shot"),
        row.getString("user"),
        knownUid,
        row.getString("group_name"),
        row.getString("facility"),
        row.getString("os"),
        row.getInt("priority"),
        new Cores(row.getInt("min_cores")),
        new Cores(row.getInt("max_cores")),
        row.getBoolean("paused"),
        row.getBoolean("killed"),
        row.getBoolean("auto_eat"),
        row.getBoolean("commented"),
        OptionalInt.of(row.getInt("max_retries")),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Rows.instant(row, "stopped_at"),
        row.getString("log_directory"),
        row.getInt("layers"),
        Rows.counts(row),
        new Cores(row.getInt("cores_in_use")),
        row.getInt("min_gpus"),
        row.getInt("max_gpus"),
        RunFigures.of(row));
  }
}
