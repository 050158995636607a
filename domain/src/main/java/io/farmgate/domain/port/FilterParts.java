package io.farmgate.domain.port;

import io.farmgate.domain.Action;
import io.farmgate.domain.ActionId;
import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.MatcherId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;

/**
 * What filters are made of. What returned is durable. Each change throws {@link FarmException} with
 * {@link FarmFailure.NotFound} for an unknown id, and {@link FarmFailure.Invalid} for a rule or an
 * edit that can be none, such as a move to another show's group.
 */
public interface FilterParts {
  /** Returns the matchers of a filter, oldest first; none of an unknown filter. */
  List<Matcher> matchers(FilterId filter);

  /**
   * Returns the actions of a filter in the order in which they are done; none of an unknown one.
   */
  List<Action> actions(FilterId filter);

  /** Returns the filter that a matcher is part of. */
  Optional<Filter> filterOf(MatcherId matcher);

  /** Returns the filter that an action is part of. */
  Optional<Filter> filterOf(ActionId action);

  /** Adds a matcher. */
  Matcher addMatcher(FilterId filter, MatchRule rule);

  /** Replaces what a matcher looks at. */
  void setMatcher(MatcherId matcher, MatchRule rule);

  /** Removes a matcher. */
  void deleteMatcher(MatcherId matcher);

  /** Adds an action, the last one of the filter. */
  Action addAction(FilterId filter, JobEdit edit);

  /** Replaces what an action does. */
  void setAction(ActionId action, JobEdit edit);

  /** Removes an action. */
  void deleteAction(ActionId action);
}
