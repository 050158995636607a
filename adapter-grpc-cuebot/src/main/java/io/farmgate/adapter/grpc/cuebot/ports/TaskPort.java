package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.Cores;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.Task;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Tasks;
import io.farmgate.domain.spec.TaskRules;
import io.farmgate.opencue.wire.department.DeptAddTaskRequest;
import io.farmgate.opencue.wire.department.DeptAddTaskResponse;
import io.farmgate.opencue.wire.department.DeptClearTasksRequest;
import io.farmgate.opencue.wire.department.DeptClearTasksResponse;
import io.farmgate.opencue.wire.department.DeptGetTasksRequest;
import io.farmgate.opencue.wire.department.DeptGetTasksResponse;
import io.farmgate.opencue.wire.task.TaskClearAdjustmentsRequest;
import io.farmgate.opencue.wire.task.TaskClearAdjustmentsResponse;
import io.farmgate.opencue.wire.task.TaskDeleteRequest;
import io.farmgate.opencue.wire.task.TaskDeleteResponse;
import io.farmgate.opencue.wire.task.TaskSetMinCoresRequest;
import io.farmgate.opencue.wire.task.TaskSetMinCoresResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What departments promise to shots. Tasks are made one by one, since a Cuebot takes the numbers of
 * a map for hundredths of cores, and adjustments are taken back one by one, since it asks its
 * database for columns that are not there when they are to be taken back at once. What it shows of
 * cores is rounded to whole ones.
 */
final class TaskPort implements Tasks {
  private static final String SERVICE = "task.TaskInterface/";
  private static final String DEPARTMENTS = "department.DepartmentInterface/";

  private final FarmCalls calls;

  TaskPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Task> ofDepartment(DepartmentId department) {
    return calls
        .call(
            DEPARTMENTS + "GetTasks",
            DeptGetTasksRequest.newBuilder().setDepartment(DepartmentPort.wire(department)).build(),
            DeptGetTasksResponse.parser())
        .getTasks()
        .getTasksList()
        .stream()
        .map(TaskPort::task)
        .sorted(Comparator.comparing(Task::shot))
        .toList();
  }

  @Override
  public List<Task> add(DepartmentId department, Map<String, Cores> shots) {
    TaskRules.check(shots);
    ofDepartment(department).stream()
        .map(Task::shot)
        .filter(shots::containsKey)
        .findFirst()
        .ifPresent(shot -> {
          throw new FarmException(
              new FarmFailure.Conflict(
                  "the department has a task for the shot '" + shot + "' already"));
        });
    return make(department, shots);
  }

  @Override
  public List<Task> replace(DepartmentId department, Map<String, Cores> shots) {
    TaskRules.check(shots);
    clear(department);
    return make(department, shots);
  }

  private List<Task> make(DepartmentId department, Map<String, Cores> shots) {
    new TreeMap<>(shots).forEach((shot, cores) -> make(department, shot, cores));
    return ofDepartment(department).stream()
        .filter(task -> shots.containsKey(task.shot()))
        .toList();
  }

  /** A Cuebot makes the task, and then fails to tell of it. */
  private void make(DepartmentId department, String shot, Cores cores) {
    try {
      calls.call(
          DEPARTMENTS + "AddTask",
          DeptAddTaskRequest.newBuilder()
              .setDepartment(DepartmentPort.wire(department))
              .setShot(shot)
              .setMinCores(cores.asFloat())
              .build(),
          DeptAddTaskResponse.parser());
    } catch (FarmException e) {
      if (!(e.failure() instanceof FarmFailure.Fault)
          || ofDepartment(department).stream().noneMatch(task -> task.shot().equals(shot))) {
        throw e;
      }
    }
  }

  @Override
  public void clear(DepartmentId department) {
    calls.call(
        DEPARTMENTS + "ClearTasks",
        DeptClearTasksRequest.newBuilder().setDepartment(DepartmentPort.wire(department)).build(),
        DeptClearTasksResponse.parser());
  }

  @Override
  public void clearAdjustments(DepartmentId department) {
    ofDepartment(department).forEach(task -> clearAdjustment(task.id()));
  }

  @Override
  public void setMinCores(TaskId task, Cores cores) {
    TaskRules.check("min cores", cores);
    set(
        "SetMinCores",
        TaskSetMinCoresRequest.newBuilder()
            .setTask(wire(task))
            .setNewMinCores(cores.asFloat())
            .build(),
        TaskSetMinCoresResponse.parser());
  }

  @Override
  public void clearAdjustment(TaskId task) {
    set(
        "ClearAdjustments",
        TaskClearAdjustmentsRequest.newBuilder().setTask(wire(task)).build(),
        TaskClearAdjustmentsResponse.parser());
  }

  @Override
  public void delete(TaskId task) {
    set(
        "Delete",
        TaskDeleteRequest.newBuilder().setTask(wire(task)).build(),
        TaskDeleteResponse.parser());
  }

  private <R extends Message> void set(String method, Message request, Parser<R> parser) {
    calls.call(SERVICE + method, request, parser);
  }

  /** A Cuebot looks for the id in the name. */
  private static io.farmgate.opencue.wire.task.Task wire(TaskId id) {
    return io.farmgate.opencue.wire.task.Task.newBuilder()
        .setId(id.value())
        .setName(id.value())
        .build();
  }

  private static Task task(io.farmgate.opencue.wire.task.Task wire) {
    Cores promised = Units.cores(wire.getMinCores());
    return new Task(
        new TaskId(wire.getId()),
        wire.getDept(),
        wire.getShot(),
        Units.cores(wire.getMinCores() - wire.getAdjustCores()),
        promised);
  }
}
