package io.farmgate.domain;

import java.util.List;

/** What an action of a filter does to a job. */
public sealed interface JobEdit {
  /**
   * Moves the job. It takes over the group's defaults, but for those that an edit before has set.
   */
  record MoveToGroup(GroupId group) implements JobEdit {}

  /** Holds the job, or lets it go on. */
  record SetPaused(boolean paused) implements JobEdit {}

  /** Sets the job's priority; 0 or more. */
  record SetPriority(int priority) implements JobEdit {}

  /** Sets what the job is meant to have; no more than its maximum comes of it. */
  record SetMinCores(Cores cores) implements JobEdit {}

  /** Sets what the job may have. */
  record SetMaxCores(Cores cores) implements JobEdit {}

  /** Sets the tags of those layers of the job. */
  record SetTags(LayerType layers, List<String> tags) implements JobEdit {
    public SetTags {
      tags = List.copyOf(tags);
    }
  }

  /** Sets what procs of those layers of the job reserve, in bytes; 0 or more. */
  record SetMemory(LayerType layers, long bytes) implements JobEdit {}

  /** Sets what procs of those layers of the job book. */
  record SetLayerMinCores(LayerType layers, Cores cores) implements JobEdit {}

  /** Sets what procs of those layers of the job may grow to; zero means no bound. */
  record SetLayerMaxCores(LayerType layers, Cores cores) implements JobEdit {}

  /** Sets of all layers of the job whether the farm lowers by itself what their procs reserve. */
  record SetMemoryOptimizer(boolean on) implements JobEdit {}

  /** Leaves the later filters out. */
  record Stop() implements JobEdit {}
}
