package io.farmgate.domain.schedule;

/**
 * Something whose procs are added up and kept within {@link Bounds}. The numbers are the farm's own
 * keys; they only have to be different for different things of one kind.
 */
public sealed interface Share {
  /** One job. */
  record OfJob(long job) implements Share {}

  /** The jobs directly in a group. */
  record OfGroup(long group) implements Share {}

  /** The jobs of a user, who may have a quota. */
  record OfOwner(String user) implements Share {}

  /** The jobs of a shot in groups of a department that promises it cores. */
  record OfTask(long task) implements Share {}

  /** The jobs of a show on the hosts of one allocation: its subscription. */
  record OfShow(long show) implements Share {}
}
