package io.farmgate.domain.schedule;

/** What is to happen next on a host. */
public sealed interface Decision {
  /** The next waiting frame of the layer is to run, as a proc of these amounts. */
  record Book(QueuedJob job, QueuedLayer layer, Amounts amounts) implements Decision {}

  /** This layer is next, and the host has no room for it until something ends. */
  record NoRoom(QueuedJob job, QueuedLayer layer, Amounts needed) implements Decision {}

  /** Nothing that waits may run. */
  record Nothing() implements Decision {}
}
