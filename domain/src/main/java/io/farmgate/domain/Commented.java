package io.farmgate.domain;

/** What people leave comments on. */
public sealed interface Commented {
  /** A job, finished ones too. */
  record OfJob(JobId id) implements Commented {}

  /** A host. */
  record OfHost(HostId id) implements Commented {}

  /** Returns {@code id} as something with comments. */
  static Commented of(JobId id) {
    return new OfJob(id);
  }

  /** Returns {@code id} as something with comments. */
  static Commented of(HostId id) {
    return new OfHost(id);
  }
}
