package io.farmgate.domain.port;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Department;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;

/**
 * The departments of a farm: their names, which all shows share, and what each show has of them. A
 * show has a department from the moment on that one of its groups is given it; a name that is new
 * becomes known by that too. What returned is durable. Each change throws {@link FarmException}
 * with {@link FarmFailure.NotFound} for what is not there.
 */
public interface Departments {
  /** Returns the names that are known, in order. */
  List<String> names();

  /**
   * Makes a name known.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where it is already, {@link
   *     FarmFailure.Invalid} where it is no name
   */
  void addName(String name);

  /**
   * Forgets a name.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} where a show has the department
   */
  void removeName(String name);

  /** Returns what a show has of departments, by name; nothing of an unknown show. */
  List<Department> ofShow(ShowId show);

  /**
   * Has the tasks of a department divide so many cores among themselves, by what each of them has;
   * where none has any, they get equal parts.
   *
   * @param as what the department's work is called where it is planned
   * @throws FarmException with {@link FarmFailure.Invalid} for more cores than a job can have, or
   *     where {@code as} is no name
   */
  void manage(DepartmentId id, String as, Cores cores);

  /**
   * Sets how many cores the tasks of a department divide among themselves; it counts once they are
   * managed.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} for more cores than a job can have
   */
  void setManagedCores(DepartmentId id, Cores cores);

  /** Ends the managing of a department; its tasks go, and it has no managed cores. */
  void stopManaging(DepartmentId id);

  /**
   * Removes what a show has of a department, with its tasks.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} where a group of the show has it
   */
  void delete(DepartmentId id);
}
