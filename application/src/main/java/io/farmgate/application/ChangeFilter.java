package io.farmgate.application;

import io.farmgate.domain.Job;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.FarmChange.Kind;
import io.farmgate.domain.port.Interest;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which changes somebody wants to know. An empty part does not narrow; parts narrow together. Where
 * shows, jobs or users are named, hosts are left out, unless their kind is asked for by name.
 *
 * @param jobs ids or full names
 */
public record ChangeFilter(
    Set<String> shows, Set<String> jobs, Set<String> users, Set<Kind> kinds) {
  /** Everything. */
  public static final ChangeFilter ALL = new ChangeFilter(Set.of(), Set.of(), Set.of(), Set.of());

  public ChangeFilter {
    shows = Set.copyOf(shows);
    jobs = Set.copyOf(jobs);
    users = Set.copyOf(users);
    kinds = Set.copyOf(kinds);
  }

  /** Tells whether a change is wanted; what is about all things always is. */
  public boolean wants(FarmChange change) {
    return change.kind().isEmpty()
        || (kindsWanted().contains(change.kind().get()) && change.of().stream().allMatch(this::of));
  }

  private boolean of(Job job) {
    return (shows.isEmpty() || shows.contains(job.show()))
        && (users.isEmpty() || users.contains(job.user()))
        && (jobs.isEmpty() || jobs.contains(job.id().value()) || jobs.contains(job.name()));
  }

  private Set<Kind> kindsWanted() {
    if (!kinds.isEmpty()) {
      return kinds;
    }
    return shows.isEmpty() && jobs.isEmpty() && users.isEmpty()
        ? EnumSet.allOf(Kind.class)
        : EnumSet.of(Kind.JOB, Kind.LAYER, Kind.FRAME);
  }

  /** Returns what a farm has to be asked for. */
  Interest interest() {
    return new Interest(shows, kindsWanted());
  }
}
