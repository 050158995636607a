package io.farmgate.domain.port;

import io.farmgate.domain.Cores;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.Task;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Map;

/**
 * What departments promise to shots. What returned is durable. Each method throws {@link
 * FarmException} with {@link FarmFailure.NotFound} for a department or task that is not there, and
 * those that set cores with {@link FarmFailure.Invalid} for more than a job can have.
 */
public interface Tasks {
  /** Returns the tasks of a department, by shot. */
  List<Task> ofDepartment(DepartmentId department);

  /**
   * Promises cores to shots. All of them or none.
   *
   * @return the tasks that were made, by shot
   * @throws FarmException with {@link FarmFailure.Conflict} where a shot has a task already, {@link
   *     FarmFailure.Invalid} where it is no shot
   */
  List<Task> add(DepartmentId department, Map<String, Cores> shots);

  /**
   * Removes the tasks of a department and makes others instead.
   *
   * @return the tasks that were made, by shot
   * @throws FarmException with {@link FarmFailure.Invalid} where a shot is none
   */
  List<Task> replace(DepartmentId department, Map<String, Cores> shots);

  /** Removes all tasks of a department. */
  void clear(DepartmentId department);

  /** Takes back what people have added to the tasks of a department, and taken from them. */
  void clearAdjustments(DepartmentId department);

  /**
   * Sets what is promised to a shot. In a managed department that is an adjustment of the task's
   * part, and the other tasks keep theirs.
   */
  void setMinCores(TaskId task, Cores cores);

  /** Takes back what people have added to a task, or taken from it. */
  void clearAdjustment(TaskId task);

  /** Removes a task. */
  void delete(TaskId task);
}
