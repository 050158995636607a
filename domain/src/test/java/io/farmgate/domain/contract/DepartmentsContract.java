package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.CHANGE_TASKS;
import static io.farmgate.domain.contract.Capability.DELETE_DEPARTMENTS;
import static io.farmgate.domain.contract.Capability.DEPARTMENTS;
import static io.farmgate.domain.contract.Capability.DIVIDE_CORES;
import static io.farmgate.domain.contract.Capability.GROUPS;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Department;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Task;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Departments;
import io.farmgate.domain.port.Tasks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What {@link Departments} and {@link Tasks} mean; what is booked by them is said where a farm
 * keeps to minima.
 */
public interface DepartmentsContract extends FarmUnderTest {

  @Test
  default void aDepartmentsNameShouldBeKnownOnceAndForgotten() {
    FarmDriver drive = drive(DEPARTMENTS);
    Departments departments = departments(drive);
    String name = drive.show();

    departments.addName(name);

    assertThat(departments.names()).contains(name).isSorted();
    assertThat(failureOf(() -> departments.addName(name))).isInstanceOf(FarmFailure.Conflict.class);
    departments.removeName(name);
    assertThat(departments.names()).doesNotContain(name);
    assertThat(failureOf(() -> departments.removeName(name)))
        .isInstanceOf(FarmFailure.NotFound.class);
    for (String none : List.of("", " ", " a", "a ", "a/b", "a\0", "a".repeat(37))) {
      assertThat(failureOf(() -> departments.addName(none)))
          .as(none)
          .isInstanceOf(FarmFailure.Invalid.class);
    }
  }

  @Test
  default void aShowShouldHaveTheDepartmentsThatItsGroupsWereGiven() {
    FarmDriver drive = drive(DEPARTMENTS, GROUPS);
    Departments departments = departments(drive);
    Department department = given(drive, drive.show());

    assertThat(department.show()).isEqualTo(drive.show());
    assertThat(department.managed()).isFalse();
    assertThat(department.managedCores()).isEqualTo(Cores.ZERO);
    assertThat(departments.names()).contains(department.name());
    assertThat(failureOf(() -> departments.removeName(department.name())))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> give(drive, "a/b"))).isInstanceOf(FarmFailure.Invalid.class);
  }

  @Test
  default void onlyWhatNoGroupHasOfADepartmentShouldBeRemoved() {
    FarmDriver drive = drive(DEPARTMENTS, DELETE_DEPARTMENTS, GROUPS);
    Departments departments = departments(drive);
    Department department = given(drive, drive.show());
    assertThat(failureOf(() -> departments.delete(department.id())))
        .isInstanceOf(FarmFailure.Precondition.class);

    tasks(drive).add(department.id(), Map.of("sh010", Cores.ONE));
    give(drive, drive.show() + " 2");
    departments.delete(department.id());
    assertThat(departments.ofShow(show(drive)))
        .extracting(Department::name)
        .contains(drive.show() + " 2")
        .doesNotContain(department.name())
        .isSorted();
    departments.removeName(department.name());
    assertThat(departments.ofShow(new ShowId("no-such-show"))).isEmpty();
  }

  @Test
  default void aDepartmentShouldPromiseCoresToShots() {
    FarmDriver drive = drive(DEPARTMENTS, GROUPS);
    Tasks tasks = tasks(drive);
    Department department = given(drive, drive.show());
    DepartmentId id = department.id();

    List<Task> made = tasks.add(id, Map.of("sh020", Cores.of(3), "sh010", Cores.ZERO));

    assertThat(made).extracting(Task::shot).containsExactly("sh010", "sh020");
    assertThat(made).extracting(Task::department).containsOnly(department.name());
    assertThat(tasks.ofDepartment(id)).isEqualTo(made);
    assertThat(promised(tasks, id)).containsExactly(Cores.ZERO, Cores.of(3));
    assertThat(failureOf(() -> tasks.add(id, Map.of("sh005", Cores.ONE, "sh020", Cores.ONE))))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> tasks.add(id, Map.of("sh0/5", Cores.ONE))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> tasks.add(id, Map.of("sh005", Cores.of(100_001)))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(tasks.ofDepartment(id)).isEqualTo(made);

    if (lacks().contains(CHANGE_TASKS)) {
      assertThat(failureOf(() -> tasks.setMinCores(made.getFirst().id(), Cores.of(2))))
          .isInstanceOf(FarmFailure.Unsupported.class);
    } else {
      tasks.setMinCores(made.getFirst().id(), Cores.of(2));
      assertThat(promised(tasks, id)).containsExactly(Cores.of(2), Cores.of(3));
    }
    assertThat(tasks.ofDepartment(id)).extracting(Task::adjustment).containsOnly(0);
    tasks.delete(made.getFirst().id());
    assertThat(promised(tasks, id)).containsExactly(Cores.of(3));
    assertThat(tasks.replace(id, Map.of("sh030", Cores.ONE)))
        .extracting(Task::shot)
        .containsExactly("sh030");
    assertThat(tasks.ofDepartment(id)).extracting(Task::shot).containsExactly("sh030");
    tasks.clear(id);
    assertThat(tasks.ofDepartment(id)).isEmpty();
  }

  @Test
  default void theTasksOfAManagedDepartmentShouldDivideItsCoresByTheirRatio() {
    FarmDriver drive = drive(DEPARTMENTS, GROUPS, DIVIDE_CORES);
    Departments departments = departments(drive);
    Tasks tasks = tasks(drive);
    DepartmentId id = given(drive, drive.show()).id();
    List<Task> made = tasks.add(id, Map.of("sh010", Cores.of(1), "sh020", Cores.of(3)));

    departments.manage(id, "lighting", Cores.of(10));

    Department managed = departments.ofShow(show(drive)).getFirst();
    assertThat(managed.managed()).isTrue();
    assertThat(managed.managedAs()).isEqualTo("lighting");
    assertThat(managed.managedCores()).isEqualTo(Cores.of(10));
    assertThat(promised(tasks, id)).containsExactly(Cores.of(2.5), Cores.of(7.5));
    tasks.setMinCores(made.getFirst().id(), Cores.of(4));
    assertThat(promised(tasks, id)).containsExactly(Cores.of(4), Cores.of(7.5));
    assertThat(tasks.ofDepartment(id)).extracting(Task::adjustment).containsExactly(150, 0);
    departments.setManagedCores(id, Cores.of(4));
    assertThat(promised(tasks, id)).containsExactly(Cores.of(2.5), Cores.of(3));
    tasks.clearAdjustment(made.getFirst().id());
    assertThat(promised(tasks, id)).containsExactly(Cores.ONE, Cores.of(3));
    tasks.setMinCores(made.getFirst().id(), Cores.ZERO);
    tasks.clearAdjustments(id);
    assertThat(promised(tasks, id)).containsExactly(Cores.ONE, Cores.of(3));

    departments.stopManaging(id);
    assertThat(tasks.ofDepartment(id)).isEmpty();
    assertThat(departments.ofShow(show(drive)).getFirst())
        .isEqualTo(new Department(id, drive.show(), drive.show(), false, "", Cores.ZERO));
  }

  @Test
  default void whatIsNoManagementShouldBeRefused() {
    FarmDriver drive = drive(DEPARTMENTS, GROUPS);
    Departments departments = departments(drive);
    DepartmentId id = given(drive, drive.show()).id();

    assertThat(failureOf(() -> departments.manage(id, "", Cores.ONE)))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> departments.manage(id, "any", Cores.of(100_001))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> departments.setManagedCores(id, Cores.of(100_001))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(departments.ofShow(show(drive)).getFirst().managed()).isFalse();
  }

  @Test
  default void departmentsAndTasksThatAreNotThereShouldBeNotFound() {
    FarmDriver drive = drive(DEPARTMENTS);
    Departments departments = departments(drive);
    Tasks tasks = tasks(drive);
    DepartmentId department = new DepartmentId("no-such-department");
    TaskId task = new TaskId("no-such-task");

    assertThat(
            List.of(
                failureOf(() -> departments.manage(department, "any", Cores.ONE)),
                failureOf(() -> departments.setManagedCores(department, Cores.ONE)),
                failureOf(() -> departments.stopManaging(department)),
                failureOf(() -> tasks.ofDepartment(department)),
                failureOf(() -> tasks.add(department, Map.of("sh010", Cores.ONE))),
                failureOf(() -> tasks.replace(department, Map.of("sh010", Cores.ONE))),
                failureOf(() -> tasks.clear(department)),
                failureOf(() -> tasks.clearAdjustments(department)),
                failureOf(() -> tasks.setMinCores(task, Cores.ONE)),
                failureOf(() -> tasks.clearAdjustment(task)),
                failureOf(() -> tasks.delete(task))))
        .hasOnlyElementsOfType(FarmFailure.NotFound.class);
    if (!lacks().contains(DELETE_DEPARTMENTS)) {
      assertThat(failureOf(() -> departments.delete(department)))
          .isInstanceOf(FarmFailure.NotFound.class);
    }
  }

  private static List<Cores> promised(Tasks tasks, DepartmentId id) {
    return tasks.ofDepartment(id).stream().map(Task::minCores).toList();
  }

  /** Gives the show's root group a department. */
  private static void give(FarmDriver drive, String department) {
    GroupId root = drive.farm().groups().ofShow(show(drive)).getFirst().id();
    drive.farm().groups().change(root, settings -> settings.withDepartment(department));
  }

  private static Department given(FarmDriver drive, String name) {
    give(drive, name);
    return departments(drive).ofShow(show(drive)).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ShowId show(FarmDriver drive) {
    return drive.farm().shows().byName(drive.show()).orElseThrow().id();
  }

  private static Departments departments(FarmDriver drive) {
    return drive.farm().setup().departments();
  }

  private static Tasks tasks(FarmDriver drive) {
    return drive.farm().setup().tasks();
  }
}
