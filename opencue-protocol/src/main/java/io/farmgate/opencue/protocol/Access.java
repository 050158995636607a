package io.farmgate.opencue.protocol;

/** What a method does to a farm, and so what its caller must be allowed to do. */
public enum Access {
  /** Only looks. */
  READ,

  /** Changes what people on a farm change in a day's work: jobs, layers, frames, hosts, procs. */
  CHANGE,

  /** Changes the farm's structure: shows, allocations, subscriptions, limits, services, filters. */
  ADMIN
}
