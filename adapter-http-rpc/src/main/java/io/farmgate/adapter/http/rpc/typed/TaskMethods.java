package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseSetup;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.Task;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.port.Tasks;
import io.farmgate.opencue.wire.department.DeptAddTaskRequest;
import io.farmgate.opencue.wire.department.DeptAddTaskResponse;
import io.farmgate.opencue.wire.department.DeptAddTasksRequest;
import io.farmgate.opencue.wire.department.DeptAddTasksResponse;
import io.farmgate.opencue.wire.department.DeptClearTaskAdjustmentsRequest;
import io.farmgate.opencue.wire.department.DeptClearTaskAdjustmentsResponse;
import io.farmgate.opencue.wire.department.DeptClearTasksRequest;
import io.farmgate.opencue.wire.department.DeptClearTasksResponse;
import io.farmgate.opencue.wire.department.DeptGetTasksRequest;
import io.farmgate.opencue.wire.department.DeptGetTasksResponse;
import io.farmgate.opencue.wire.department.DeptReplaceTaskRequest;
import io.farmgate.opencue.wire.department.DeptReplaceTaskResponse;
import io.farmgate.opencue.wire.task.TaskClearAdjustmentsRequest;
import io.farmgate.opencue.wire.task.TaskClearAdjustmentsResponse;
import io.farmgate.opencue.wire.task.TaskDeleteRequest;
import io.farmgate.opencue.wire.task.TaskDeleteResponse;
import io.farmgate.opencue.wire.task.TaskSeq;
import io.farmgate.opencue.wire.task.TaskSetMinCoresRequest;
import io.farmgate.opencue.wire.task.TaskSetMinCoresResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code task.TaskInterface}, and the tasks of {@code department.DepartmentInterface}. A map of
 * shots has whole cores; a Cuebot takes its numbers for hundredths.
 */
final class TaskMethods {
  private static final String SERVICE = "task.TaskInterface/";
  private static final String DEPARTMENTS = "department.DepartmentInterface/";

  private final BrowseSetup browse;
  private final SetUpFarm setup;

  TaskMethods(BrowseSetup browse, SetUpFarm setup) {
    this.browse = browse;
    this.setup = setup;
  }

  void addTo(MethodTable table) {
    addMaking(table);
    addOfDepartments(table);
    addOfTasks(table);
  }

  private void addMaking(MethodTable table) {
    table.add(
        DEPARTMENTS + "AddTask",
        DeptAddTaskRequest.getDefaultInstance(),
        DeptAddTaskResponse.class,
        (call, request) -> {
          DepartmentId department = DepartmentMethods.id(request.getDepartment());
          String shot = Wire.text("shot", request.getShot());
          Cores cores = Wire.cores("minCores", request.getMinCores());
          List<Task> made = make(call, department, Map.of(shot, cores), false);
          return DeptAddTaskResponse.newBuilder()
              .setTask(wire(department, made.getFirst()))
              .build();
        });
    table.add(
        DEPARTMENTS + "AddTasks",
        DeptAddTasksRequest.getDefaultInstance(),
        DeptAddTasksResponse.class,
        (call, request) -> {
          DepartmentId department = DepartmentMethods.id(request.getDepartment());
          List<Task> made = make(call, department, shots(request.getTmapMap()), false);
          return DeptAddTasksResponse.newBuilder().setTasks(wire(department, made)).build();
        });
    table.add(
        DEPARTMENTS + "ReplaceTasks",
        DeptReplaceTaskRequest.getDefaultInstance(),
        DeptReplaceTaskResponse.class,
        (call, request) -> {
          DepartmentId department = DepartmentMethods.id(request.getDepartment());
          List<Task> made = make(call, department, shots(request.getTmapMap()), true);
          return DeptReplaceTaskResponse.newBuilder().setTasks(wire(department, made)).build();
        });
  }

  private void addOfDepartments(MethodTable table) {
    table.add(
        DEPARTMENTS + "GetTasks",
        DeptGetTasksRequest.getDefaultInstance(),
        DeptGetTasksResponse.class,
        (call, request) -> {
          DepartmentId department = DepartmentMethods.id(request.getDepartment());
          List<Task> tasks = browse.tasks(call.caller(), call.farm(), department);
          return DeptGetTasksResponse.newBuilder().setTasks(wire(department, tasks)).build();
        });
    table.add(
        DEPARTMENTS + "ClearTasks",
        DeptClearTasksRequest.getDefaultInstance(),
        DeptClearTasksResponse.class,
        (call, request) -> {
          DepartmentId department = DepartmentMethods.id(request.getDepartment());
          change(call, tasks -> tasks.clear(department));
          return DeptClearTasksResponse.getDefaultInstance();
        });
    table.add(
        DEPARTMENTS + "ClearTaskAdjustments",
        DeptClearTaskAdjustmentsRequest.getDefaultInstance(),
        DeptClearTaskAdjustmentsResponse.class,
        (call, request) -> {
          DepartmentId department = DepartmentMethods.id(request.getDepartment());
          change(call, tasks -> tasks.clearAdjustments(department));
          return DeptClearTaskAdjustmentsResponse.getDefaultInstance();
        });
  }

  private void addOfTasks(MethodTable table) {
    table.add(
        SERVICE + "SetMinCores",
        TaskSetMinCoresRequest.getDefaultInstance(),
        TaskSetMinCoresResponse.class,
        (call, request) -> {
          TaskId task = id(request.getTask());
          Cores cores = Wire.cores("newMinCores", request.getNewMinCores());
          change(call, tasks -> tasks.setMinCores(task, cores));
          return TaskSetMinCoresResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "ClearAdjustments",
        TaskClearAdjustmentsRequest.getDefaultInstance(),
        TaskClearAdjustmentsResponse.class,
        (call, request) -> {
          TaskId task = id(request.getTask());
          change(call, tasks -> tasks.clearAdjustment(task));
          return TaskClearAdjustmentsResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        TaskDeleteRequest.getDefaultInstance(),
        TaskDeleteResponse.class,
        (call, request) -> {
          TaskId task = id(request.getTask());
          change(call, tasks -> tasks.delete(task));
          return TaskDeleteResponse.getDefaultInstance();
        });
  }

  private List<Task> make(
      Invocation call, DepartmentId department, Map<String, Cores> shots, boolean instead) {
    return setup.make(
        call.caller(),
        call.farm(),
        "promise cores to shots",
        ports ->
            instead
                ? ports.tasks().replace(department, shots)
                : ports.tasks().add(department, shots));
  }

  private void change(Invocation call, Consumer<Tasks> change) {
    setup.change(
        call.caller(),
        call.farm(),
        "promise cores to shots",
        ports -> change.accept(ports.tasks()));
  }

  private static Map<String, Cores> shots(Map<String, Integer> wire) {
    Map<String, Cores> shots = new HashMap<>();
    wire.forEach(
        (shot, cores) -> shots.put(Wire.text("tmap", shot), Wire.cores("tmap." + shot, cores)));
    return shots;
  }

  /** A Cuebot looks for the id in the name; who means it so is understood. */
  private static TaskId id(io.farmgate.opencue.wire.task.Task task) {
    return Wire.id("task.id", task.getId().isBlank() ? task.getName() : task.getId(), TaskId::new);
  }

  private static TaskSeq wire(DepartmentId department, List<Task> tasks) {
    return TaskSeq.newBuilder()
        .addAllTasks(tasks.stream().map(task -> wire(department, task)).toList())
        .build();
  }

  private static io.farmgate.opencue.wire.task.Task wire(DepartmentId department, Task task) {
    return io.farmgate.opencue.wire.task.Task.newBuilder()
        .setId(task.id().value())
        .setName(task.shot() + "." + task.department())
        .setShot(task.shot())
        .setDept(task.department())
        .setPointId(department.value())
        .setMinCores(task.minCores().asFloat())
        .setAdjustCores(task.adjustment() / 100f)
        .build();
  }
}
