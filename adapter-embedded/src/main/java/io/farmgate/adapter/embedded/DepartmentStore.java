package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Department;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.port.Departments;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.domain.spec.TaskRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Departments, in the database. A trigger there gives a show one that a group of it is given, and
 * makes the name known.
 */
final class DepartmentStore implements Departments {
  static final String KIND = "department";

  private final FarmDatabase database;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a change may let it book others first. */
  DepartmentStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public List<String> names() {
    return database.read(h ->
        h.createQuery("SELECT name FROM department_name ORDER BY name").mapTo(String.class).list());
  }

  @Override
  public void addName(String name) {
    NameRule.DEPARTMENT.check("department", name);
    database.write(h -> {
      if (h.execute("INSERT OR IGNORE INTO department_name (name) VALUES (?)", name) == 0) {
        throw Lookup.taken(KIND, name);
      }
      return name;
    });
  }

  @Override
  public void removeName(String name) {
    database.write(h -> {
      if (isUsed(h, "department WHERE name = :key", name)) {
        throw Lookup.precondition(
            "shows have the department '" + name + "' (expected: one that no show has)");
      }
      if (h.execute("DELETE FROM department_name WHERE name = ?", name) == 0) {
        throw Lookup.notFound(KIND, name);
      }
      return name;
    });
  }

  @Override
  public List<Department> ofShow(ShowId show) {
    return database.read(h ->
        h.createQuery(
                "SELECT d.*, s.name AS show_name FROM department d JOIN show s ON s.id = d.show"
                    + " WHERE s.key = :show ORDER BY d.name")
            .bind("show", show.value())
            .map((row, context) -> department(row))
            .list());
  }

  @Override
  public void manage(DepartmentId id, String as, Cores cores) {
    NameRule.DEPARTMENT.check("managed task", as);
    TaskRules.check("managed cores", cores);
    database.write(h ->
        h.execute(
            "UPDATE department SET managed = 1, managed_as = ?, managed_cores = ? WHERE id = ?",
            as,
            cores.hundredths(),
            row(h, id)));
    wakeUp.call();
  }

  @Override
  public void setManagedCores(DepartmentId id, Cores cores) {
    TaskRules.check("managed cores", cores);
    database.write(h ->
        h.execute(
            "UPDATE department SET managed_cores = ? WHERE id = ?",
            cores.hundredths(),
            row(h, id)));
    wakeUp.call();
  }

  @Override
  public void stopManaging(DepartmentId id) {
    database.write(h -> {
      long row = row(h, id);
      h.execute("DELETE FROM task WHERE department = ?", row);
      return h.execute(
          "UPDATE department SET managed = 0, managed_as = '', managed_cores = 0 WHERE id = ?",
          row);
    });
    wakeUp.call();
  }

  @Override
  public void delete(DepartmentId id) {
    database.write(h -> {
      long row = row(h, id);
      if (isUsed(
          h,
          "job_group g JOIN department d ON d.show = g.show AND d.name = g.department"
              + " WHERE d.key = :key",
          id.value())) {
        throw Lookup.precondition(
            "groups of the show have the department (expected: one that no group has)");
      }
      h.execute("DELETE FROM task WHERE department = ?", row);
      return h.execute("DELETE FROM department WHERE id = ?", row);
    });
    wakeUp.call();
  }

  static long row(Handle h, DepartmentId id) {
    return Lookup.row(h, KIND, id.value());
  }

  private static boolean isUsed(Handle h, String from, String key) {
    return h.createQuery("SELECT EXISTS (SELECT 1 FROM " + from + ")")
        .bind("key", key)
        .mapTo(Boolean.class)
        .one();
  }

  private static Department department(ResultSet row) throws SQLException {
    return new Department(
        new DepartmentId(row.getString("key")),
        row.getString("show_name"),
        row.getString("name"),
        row.getBoolean("managed"),
        row.getString("managed_as"),
        new Cores(row.getInt("managed_cores")));
  }
}
