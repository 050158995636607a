package io.farmgate.domain;

/**
 * What a department promises to a shot, as it stood when it was read: the cores that the farm is
 * asked to give to the jobs of the shot, together, that lie directly in groups of the department.
 *
 * @param department the department's name
 * @param planned what the task itself has; in a managed department its part of the managed cores
 * @param minCores what is promised: the planned ones with what a person has added or taken away
 */
public record Task(TaskId id, String department, String shot, Cores planned, Cores minCores) {
  /** Returns what a person has added or, below zero, taken away, in hundredths of cores. */
  public int adjustment() {
    return minCores.hundredths() - planned.hundredths();
  }
}
