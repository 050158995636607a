package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.Task;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.port.Tasks;
import io.farmgate.domain.spec.TaskRules;
import java.util.List;
import java.util.Map;

/** What departments of {@link InMemoryFarm} promise to shots. */
final class MemoryTasks implements Tasks {
  private final MemoryFarmState state;

  MemoryTasks(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<Task> ofDepartment(DepartmentId id) {
    synchronized (state) {
      return state.departments.known(id).tasks();
    }
  }

  @Override
  public List<Task> add(DepartmentId id, Map<String, Cores> shots) {
    TaskRules.check(shots);
    synchronized (state) {
      MemoryDepartment department = state.departments.known(id);
      shots.keySet().stream()
          .filter(department.tasks::containsKey)
          .findFirst()
          .ifPresent(shot -> {
            throw MemorySites.taken(shot);
          });
      shots.forEach(department::put);
      return department.tasks().stream().filter(one -> shots.containsKey(one.shot())).toList();
    }
  }

  @Override
  public List<Task> replace(DepartmentId id, Map<String, Cores> shots) {
    TaskRules.check(shots);
    synchronized (state) {
      MemoryDepartment department = state.departments.known(id);
      department.tasks.clear();
      shots.forEach(department::put);
      return department.tasks();
    }
  }

  @Override
  public void clear(DepartmentId id) {
    synchronized (state) {
      state.departments.known(id).tasks.clear();
    }
  }

  @Override
  public void clearAdjustments(DepartmentId id) {
    synchronized (state) {
      state.departments.known(id).tasks.values().forEach(one -> one.adjustment = 0);
    }
  }

  @Override
  public void setMinCores(TaskId id, Cores cores) {
    TaskRules.check("min cores", cores);
    synchronized (state) {
      MemoryDepartment department = departmentOf(id);
      for (Task task : department.tasks()) {
        MemoryDepartment.One one = one(department, task);
        if (one.id.equals(id)) {
          one.given = department.managed ? one.given : cores;
          one.adjustment =
              department.managed ? cores.hundredths() - task.planned().hundredths() : 0;
        }
      }
    }
  }

  @Override
  public void clearAdjustment(TaskId id) {
    synchronized (state) {
      departmentOf(id).tasks.values().stream()
          .filter(one -> one.id.equals(id))
          .forEach(one -> one.adjustment = 0);
    }
  }

  @Override
  public void delete(TaskId id) {
    synchronized (state) {
      departmentOf(id).tasks.values().removeIf(one -> one.id.equals(id));
    }
  }

  private MemoryDepartment departmentOf(TaskId id) {
    return state.shows.values().stream()
        .flatMap(show -> show.departments.values().stream())
        .filter(one -> one.tasks().stream().anyMatch(task -> task.id().equals(id)))
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("task", id.value()));
  }

  private static MemoryDepartment.One one(MemoryDepartment department, Task task) {
    MemoryDepartment.One one = department.tasks.get(task.shot());
    if (one == null) {
      throw new IllegalStateException("a task that was there a moment ago");
    }
    return one;
  }
}
