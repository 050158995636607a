package io.farmgate.adapter.embedded;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobPlace;
import io.farmgate.domain.port.JobQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** Turns a {@link JobQuery} into SQL over {@code job j, show s, job_group g}. */
final class JobSelection {
  private final JobQuery query;

  JobSelection(JobQuery query) {
    this.query = query;
  }

  /** Where a page ended, and the row of the job that is named there. */
  record Seek(JobPlace place, long row) {
    /** Binds what a walk names of it. */
    void bind(String walk, Query statement) {
      Map<String, Object> all =
          Map.of(
              "seekPriority",
              place.priority(),
              "seekStart",
              place.startTime().toEpochMilli(),
              "seekName",
              place.name(),
              "seekRow",
              row);
      all.forEach((name, value) -> {
        if (walk.contains(":" + name)) {
          statement.bind(name, value);
        }
      });
    }
  }

  /** Returns what narrows, as ANDs. What is left to look at is {@link #matches}. */
  String conditions() {
    StringBuilder sql = new StringBuilder();
    if (!query.states().isEmpty()) {
      if (query.states().stream().allMatch(JobState::isFinished)) {
        sql.append(" AND j.stopped_at IS NOT NULL");
      } else if (query.states().stream().noneMatch(JobState::isFinished)) {
        sql.append(" AND j.stopped_at IS NULL");
      }
    } else if (!query.includeFinished()) {
      sql.append(" AND j.stopped_at IS NULL");
    }
    narrow(sql, "j.key", "ids", query.ids());
    narrow(sql, "j.name", "names", query.names());
    narrow(sql, "j.user", "users", query.users());
    narrow(sql, "j.shot", "shots", query.shots());
    narrow(sql, "s.name", "shows", query.shows());
    return sql.toString();
  }

  /**
   * Returns FROM, WHERE and ORDER BY of what comes after a place, one after the other: an index
   * goes one way, so jobs of the same priority and those below are two walks. Nothing is sorted,
   * and nothing that comes before is read. What the filters do not let through is passed over, so
   * that a page costs more the fewer jobs they let through; all of them together cost each job
   * once.
   */
  List<String> walks(JobOrder order, boolean seek) {
    return switch (order) {
      case URGENCY -> {
        String index = oneShow() ? "job_show_order" : "job_order";
        String below = "j.priority DESC, j.started_at, j.id";
        yield seek
            ? List.of(
                walk(
                    index,
                    "j.priority = :seekPriority AND (j.started_at, j.id) > (:seekStart, :seekRow)",
                    "j.started_at, j.id"),
                walk(index, "j.priority < :seekPriority", below))
            : List.of(walk(index, "1 = 1", below));
      }
      case NAME ->
          List.of(
              walk(
                  "job_name",
                  seek ? "(j.name, j.id) > (:seekName, :seekRow)" : "1 = 1",
                  "j.name, j.id"));
      case NAME_REVERSED ->
          List.of(
              walk(
                  "job_name",
                  seek ? "(j.name, j.id) < (:seekName, :seekRow)" : "1 = 1",
                  "j.name DESC, j.id DESC"));
      case START ->
          List.of(
              walk(
                  "job_started",
                  seek ? "(j.started_at, j.id) > (:seekStart, :seekRow)" : "1 = 1",
                  "j.started_at, j.id"));
      case START_REVERSED ->
          List.of(
              walk(
                  "job_started",
                  seek ? "(j.started_at, j.id) < (:seekStart, :seekRow)" : "1 = 1",
                  "j.started_at DESC, j.id DESC"));
    };
  }

  private boolean oneShow() {
    return query.shows().size() == 1;
  }

  private String walk(String index, String seek, String order) {
    // Few jobs are found by what they are called faster than by walking past all others.
    boolean few = !query.ids().isEmpty() || !query.names().isEmpty();
    String show = oneShow() ? " AND j.show = (SELECT id FROM show WHERE name = :oneShow)" : "";
    return " FROM job j"
        + (few ? " " : " INDEXED BY " + index)
        + " CROSS JOIN show s ON s.id = j.show CROSS JOIN job_group g ON g.id = j.job_group"
        + " WHERE "
        + seek
        + show
        + conditions()
        + " ORDER BY "
        + order;
  }

  /** Binds what the SQL names, but for a {@link Seek}. */
  Query bind(Query statement) {
    bind(statement, "ids", query.ids());
    bind(statement, "names", query.names());
    bind(statement, "users", query.users());
    bind(statement, "shots", query.shots());
    bind(statement, "shows", query.shows());
    if (oneShow()) {
      statement.bind("oneShow", query.shows().iterator().next());
    }
    return statement;
  }

  /** Tells whether a job that the SQL has found is asked for. */
  static boolean matches(JobQuery query, Job job) {
    return (query.substrings().isEmpty()
            || query.substrings().stream().anyMatch(job.name()::contains))
        && (query.patterns().isEmpty()
            || query.patterns().stream().anyMatch(p -> p.matcher(job.name()).find()))
        && (query.states().isEmpty() || query.states().contains(job.state()));
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
}
