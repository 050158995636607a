package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Jobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The jobs, in the database. */
final class JobStore implements Jobs {
  private static final String SELECT =
      """
      SELECT j.*, s.name AS show_name, g.name AS group_name,
        (SELECT coalesce(sum(p.cores), 0) FROM proc p WHERE p.job = j.id) AS cores_in_use
      FROM job j JOIN show s ON s.id = j.show JOIN job_group g ON g.id = j.job_group
      """;

  private final FarmDatabase database;

  JobStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<Job> list(JobQuery query) {
    StringBuilder sql = new StringBuilder(SELECT).append(" WHERE 1 = 1");
    if (!query.includeFinished() && query.states().isEmpty()) {
      sql.append(" AND j.stopped_at IS NULL");
    }
    narrow(sql, "j.key", "ids", query.ids());
    narrow(sql, "j.name", "names", query.names());
    narrow(sql, "j.user", "users", query.users());
    narrow(sql, "j.shot", "shots", query.shots());
    narrow(sql, "s.name", "shows", query.shows());
    sql.append(" ORDER BY j.priority DESC, j.started_at, j.id");
    return database.read(h -> {
      Query statement = h.createQuery(sql);
      bind(statement, "ids", query.ids());
      bind(statement, "names", query.names());
      bind(statement, "users", query.users());
      bind(statement, "shots", query.shots());
      bind(statement, "shows", query.shows());
      try (Stream<Job> found = statement.map((row, context) -> job(row)).stream()) {
        Stream<Job> wanted = found.filter(job -> matches(query, job));
        return (query.limit() > 0 ? wanted.limit(query.limit()) : wanted).toList();
      }
    });
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

  private static void narrow(StringBuilder sql, String column, String name, Collection<?> values) {
    if (!values.isEmpty()) {
      sql.append(" AND " + column + " IN (SELECT value FROM json_each(:" + name + "))");
    }
  }

  private static void bind(Query statement, String name, Collection<?> values) {
    if (!values.isEmpty()) {
      statement.bind(name, Rows.json(values));
    }
  }

  private static boolean matches(JobQuery query, Job job) {
    return (query.substrings().isEmpty()
            || query.substrings().stream().anyMatch(job.name()::contains))
        && (query.patterns().isEmpty()
            || query.patterns().stream().anyMatch(p -> p.matcher(job.name()).find()))
        && (query.states().isEmpty() || query.states().contains(job.state()));
  }

  private static Job job(ResultSet row) throws SQLException {
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
        OptionalInt.of(row.getInt("max_retries")),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Rows.instant(row, "stopped_at"),
        row.getString("log_directory"),
        row.getInt("layers"),
        Rows.counts(row),
        new Cores(row.getInt("cores_in_use")));
  }
}
