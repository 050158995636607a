package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.Task;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Tasks;
import io.farmgate.domain.spec.TaskRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What departments promise to shots, in the database. */
final class TaskStore implements Tasks {
  private final FarmDatabase database;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a change may let it book others first. */
  TaskStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public List<Task> ofDepartment(DepartmentId department) {
    return database.read(h -> all(h, DepartmentStore.row(h, department)));
  }

  @Override
  public List<Task> add(DepartmentId department, Map<String, Cores> shots) {
    TaskRules.check(shots);
    return changed(h -> {
      long row = DepartmentStore.row(h, department);
      insert(h, row, shots);
      return all(h, row).stream().filter(task -> shots.containsKey(task.shot())).toList();
    });
  }

  @Override
  public List<Task> replace(DepartmentId department, Map<String, Cores> shots) {
    TaskRules.check(shots);
    return changed(h -> {
      long row = DepartmentStore.row(h, department);
      h.execute("DELETE FROM task WHERE department = ?", row);
      insert(h, row, shots);
      return all(h, row);
    });
  }

  @Override
  public void clear(DepartmentId department) {
    changed(h ->
        h.execute("DELETE FROM task WHERE department = ?", DepartmentStore.row(h, department)));
  }

  @Override
  public void clearAdjustments(DepartmentId department) {
    changed(h ->
        h.execute(
            "UPDATE task SET adjustment = 0 WHERE department = ?",
            DepartmentStore.row(h, department)));
  }

  @Override
  public void setMinCores(TaskId id, Cores cores) {
    TaskRules.check("min cores", cores);
    changed(h -> {
      TaskRows.Row task = known(h, id);
      return task.managed()
          ? h.execute(
              "UPDATE task SET adjustment = ? WHERE id = ?",
              cores.hundredths() - task.planned().hundredths(),
              task.id())
          : h.execute(
              "UPDATE task SET min_cores = ?, adjustment = 0 WHERE id = ?",
              cores.hundredths(),
              task.id());
    });
  }

  @Override
  public void clearAdjustment(TaskId id) {
    changed(h -> h.execute("UPDATE task SET adjustment = 0 WHERE id = ?", row(h, id)));
  }

  @Override
  public void delete(TaskId id) {
    changed(h -> h.execute("DELETE FROM task WHERE id = ?", row(h, id)));
  }

  private <T> T changed(Function<Handle, T> change) {
    T answer = database.write(change);
    wakeUp.call();
    return answer;
  }

  private static List<Task> all(Handle h, long department) {
    return TaskRows.read(h).stream()
        .filter(task -> task.department() == department)
        .map(TaskRows.Row::task)
        .toList();
  }

  private static TaskRows.Row known(Handle h, TaskId id) {
    long row = row(h, id);
    return TaskRows.read(h).stream().filter(task -> task.id() == row).findFirst().orElseThrow();
  }

  private static long row(Handle h, TaskId id) {
    return Lookup.row(h, "task", id.value());
  }

  private static void insert(Handle h, long department, Map<String, Cores> shots) {
    new TreeMap<>(shots)
        .forEach((shot, cores) -> {
          int made =
              h.execute(
                  "INSERT OR IGNORE INTO task (key, department, shot, min_cores)"
                      + " VALUES (?, ?, ?, ?)",
                  UUID.randomUUID().toString(),
                  department,
                  shot,
                  cores.hundredths());
          if (made == 0) {
            throw new FarmException(
                new FarmFailure.Conflict(
                    "the department has a task for the shot '" + shot + "' already"));
          }
        });
  }
}
