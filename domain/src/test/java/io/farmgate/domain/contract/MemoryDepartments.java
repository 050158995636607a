package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Department;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.port.Departments;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.domain.spec.TaskRules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The departments of {@link InMemoryFarm}. */
final class MemoryDepartments implements Departments {
  private final MemoryFarmState state;
  private final Set<String> names = new TreeSet<>();

  MemoryDepartments(MemoryFarmState state) {
    this.state = state;
  }

  /** Notes that a group of the show has the department from now on. */
  void given(MemoryShow show, String name) {
    if (!name.isEmpty()) {
      names.add(name);
      show.departments.computeIfAbsent(name, one -> new MemoryDepartment(show.name, one));
    }
  }

  MemoryDepartment known(DepartmentId id) {
    return state.shows.values().stream()
        .flatMap(show -> show.departments.values().stream())
        .filter(one -> one.id.equals(id))
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("department", id.value()));
  }

  @Override
  public List<String> names() {
    synchronized (state) {
      return List.copyOf(names);
    }
  }

  @Override
  public void addName(String name) {
    NameRule.DEPARTMENT.check("department", name);
    synchronized (state) {
      if (!names.add(name)) {
        throw MemorySites.taken(name);
      }
    }
  }

  @Override
  public void removeName(String name) {
    synchronized (state) {
      if (state.shows.values().stream().anyMatch(show -> show.departments.containsKey(name))) {
        throw MemorySites.precondition("shows have the department");
      }
      if (!names.remove(name)) {
        throw MemoryFarmState.notFound("department", name);
      }
    }
  }

  @Override
  public List<Department> ofShow(ShowId id) {
    synchronized (state) {
      return state.shows.values().stream()
          .filter(show -> show.id.equals(id))
          .flatMap(show -> show.departments.values().stream().map(one -> one.snapshot(show.name)))
          .toList();
    }
  }

  @Override
  public void manage(DepartmentId id, String as, Cores cores) {
    NameRule.DEPARTMENT.check("managed task", as);
    TaskRules.check("managed cores", cores);
    change(
        id,
        one -> {
          one.managed = true;
          one.managedAs = as;
          one.cores = cores;
        });
  }

  @Override
  public void setManagedCores(DepartmentId id, Cores cores) {
    TaskRules.check("managed cores", cores);
    change(id, one -> one.cores = cores);
  }

  @Override
  public void stopManaging(DepartmentId id) {
    change(
        id,
        one -> {
          one.managed = false;
          one.managedAs = "";
          one.cores = Cores.ZERO;
          one.tasks.clear();
        });
  }

  @Override
  public void delete(DepartmentId id) {
    synchronized (state) {
      MemoryDepartment gone = known(id);
      for (MemoryShow show : state.shows.values()) {
        if (show.departments.containsValue(gone)) {
          if (show.groups.values().stream()
              .anyMatch(group -> group.settings.department().equals(gone.name))) {
            throw MemorySites.precondition("groups have the department");
          }
          show.departments.remove(gone.name);
        }
      }
    }
  }

  private void change(DepartmentId id, Consumer<MemoryDepartment> change) {
    synchronized (state) {
      change.accept(known(id));
    }
  }
}
