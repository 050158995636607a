package io.farmgate.domain.port;

import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What shows do to jobs that come. What returned is durable. Each change throws {@link
 * FarmException} with {@link FarmFailure.NotFound} for an unknown id.
 */
public interface Filters {
  /** Returns the filters of a show in their order; none of an unknown show. */
  List<Filter> ofShow(ShowId show);

  /** Returns the filter of that id. */
  Optional<Filter> byId(FilterId id);

  /**
   * Creates a filter without matchers and actions: the last of the show, switched on, for which all
   * matchers must agree.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where the show has a filter of that
   *     name, {@link FarmFailure.Invalid} where it is not a name
   */
  Filter create(ShowId show, String name);

  /**
   * Gives a filter another name.
   *
   * @throws FarmException as {@link #create}
   */
  void rename(FilterId id, String name);

  /** Sets how many matchers must agree. */
  void setQuorum(FilterId id, Filter.Quorum quorum);

  /** Switches a filter on or off. */
  void setEnabled(FilterId id, boolean enabled);

  /**
   * Puts a filter at a place; the others close up.
   *
   * @param place from 1; below is the first one, and above the last one
   */
  void put(FilterId id, int place);

  /** Moves a filter so many places down, or up where that is negative. */
  void move(FilterId id, int places);

  /** Removes a filter with its matchers and actions. */
  void delete(FilterId id);

  /**
   * Applies a filter to those of the jobs that it matches, whether it is switched on or not.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown job too
   */
  void run(FilterId id, Set<JobId> jobs);
}
