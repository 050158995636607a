package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Task;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.schedule.CoreParts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What all tasks promise, with what managed departments divide among theirs. */
final class TaskRows {
  private static final String TASKS =
      """
      SELECT t.id, t.key, t.department, t.shot, t.min_cores, t.adjustment, d.name, d.managed,
        d.managed_cores
      FROM task t JOIN department d ON d.id = t.department ORDER BY t.department, t.shot
      """;

  private TaskRows() {}

  /**
   * One task.
   *
   * @param given its own cores, or the ratio in which it has of its department's
   * @param whole what its department divides, where it is managed
   * @param planned without what a person has added or taken away
   */
  record Row(
      long id,
      String key,
      long department,
      String name,
      String shot,
      boolean managed,
      Cores given,
      Cores whole,
      Cores planned,
      int adjustment) {

    Cores minCores() {
      return new Cores(Math.max(0, planned.hundredths() + adjustment));
    }

    Task task() {
      return new Task(new TaskId(key), name, shot, planned, minCores());
    }

    private Row planned(Cores part) {
      return new Row(id, key, department, name, shot, managed, given, whole, part, adjustment);
    }
  }

  /** Returns all tasks; those of a department by shot. */
  static List<Row> read(Handle h) {
    Map<Long, List<Row>> byDepartment = new LinkedHashMap<>();
    h.createQuery(TASKS)
        .map((row, context) -> row(row))
        .forEach(row ->
            byDepartment.computeIfAbsent(row.department(), id -> new ArrayList<>()).add(row));
    return byDepartment.values().stream().flatMap(rows -> divided(rows).stream()).toList();
  }

  private static List<Row> divided(List<Row> rows) {
    Row first = rows.getFirst();
    if (!first.managed()) {
      return rows;
    }
    Map<Row, Cores> ratio = new LinkedHashMap<>();
    rows.forEach(row -> ratio.put(row, row.given()));
    return CoreParts.divide(first.whole(), ratio).entrySet().stream()
        .map(part -> part.getKey().planned(part.getValue()))
        .toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    Cores given = new Cores(row.getInt("min_cores"));
    return new Row(
        row.getLong("id"),
        row.getString("key"),
        row.getLong("department"),
        row.getString("name"),
        row.getString("shot"),
        row.getBoolean("managed"),
        given,
        new Cores(row.getInt("managed_cores")),
        given,
        row.getInt("adjustment"));
  }
}
