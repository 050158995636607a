package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Department;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.Task;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.schedule.CoreParts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a show of {@link InMemoryFarm} has of a department. */
final class MemoryDepartment {
  final DepartmentId id;
  final String name;
  boolean managed;
  String managedAs = "";
  Cores cores = Cores.ZERO;
  final Map<String, One> tasks = new TreeMap<>();
  private int last;

  MemoryDepartment(String show, String name) {
    this.id = new DepartmentId("department-" + show + "-" + name);
    this.name = name;
  }

  /** A task: what it was given, and what a person has added to its part. */
  static final class One {
    final TaskId id;
    Cores given;
    int adjustment;

    One(TaskId id, Cores given) {
      this.id = id;
      this.given = given;
    }
  }

  void put(String shot, Cores cores) {
    tasks.put(shot, new One(new TaskId("task-" + id + "-" + ++last), cores));
  }

  List<Task> tasks() {
    Map<String, Cores> planned =
        tasks.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, one -> one.getValue().given, (a, b) -> a, TreeMap::new));
    Map<String, Cores> parts = managed ? CoreParts.divide(cores, planned) : planned;
    return tasks.entrySet().stream()
        .map(one -> {
          Cores part = parts.getOrDefault(one.getKey(), Cores.ZERO);
          int promised = Math.max(0, part.hundredths() + one.getValue().adjustment);
          return new Task(one.getValue().id, name, one.getKey(), part, new Cores(promised));
        })
        .toList();
  }

  Department snapshot(String show) {
    return new Department(id, show, name, managed, managedAs, cores);
  }
}
