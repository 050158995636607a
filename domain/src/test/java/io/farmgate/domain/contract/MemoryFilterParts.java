package io.farmgate.domain.contract;

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
import io.farmgate.domain.port.FilterParts;
import io.farmgate.domain.spec.FilterRules;
import java.util.List;
import java.util.Optional;

/** What filters of {@link InMemoryFarm} are made of. */
final class MemoryFilterParts implements FilterParts {
  private final MemoryFarmState state;
  private final MemoryFilters filters;
  private int last;

  MemoryFilterParts(MemoryFarmState state, MemoryFilters filters) {
    this.state = state;
    this.filters = filters;
  }

  @Override
  public List<Matcher> matchers(FilterId id) {
    synchronized (state) {
      return filters
          .everywhere()
          .filter(filter -> filter.id.equals(id))
          .flatMap(filter -> filter.matchers.stream())
          .toList();
    }
  }

  @Override
  public List<Action> actions(FilterId id) {
    synchronized (state) {
      return filters
          .everywhere()
          .filter(filter -> filter.id.equals(id))
          .flatMap(filter -> filter.actions.stream())
          .toList();
    }
  }

  @Override
  public Optional<Filter> filterOf(MatcherId id) {
    synchronized (state) {
      return filters
          .everywhere()
          .filter(filter -> filter.matchers.stream().anyMatch(one -> one.id().equals(id)))
          .findFirst()
          .map(MemoryFilter::snapshot);
    }
  }

  @Override
  public Optional<Filter> filterOf(ActionId id) {
    synchronized (state) {
      return filters
          .everywhere()
          .filter(filter -> filter.actions.stream().anyMatch(one -> one.id().equals(id)))
          .findFirst()
          .map(MemoryFilter::snapshot);
    }
  }

  @Override
  public Matcher addMatcher(FilterId filter, MatchRule rule) {
    FilterRules.check(rule);
    synchronized (state) {
      Matcher matcher = new Matcher(new MatcherId("matcher-" + ++last), rule);
      filters.known(filter).matchers.add(matcher);
      return matcher;
    }
  }

  @Override
  public void setMatcher(MatcherId id, MatchRule rule) {
    FilterRules.check(rule);
    synchronized (state) {
      filterWith(id).matchers.replaceAll(one -> one.id().equals(id) ? new Matcher(id, rule) : one);
    }
  }

  @Override
  public void deleteMatcher(MatcherId id) {
    synchronized (state) {
      filterWith(id).matchers.removeIf(one -> one.id().equals(id));
    }
  }

  @Override
  public Action addAction(FilterId id, JobEdit edit) {
    FilterRules.check(edit);
    synchronized (state) {
      MemoryFilter filter = filters.known(id);
      checkGroup(filter, edit);
      Action action = new Action(new ActionId("action-" + ++last), edit);
      filter.actions.add(action);
      return action;
    }
  }

  @Override
  public void setAction(ActionId id, JobEdit edit) {
    FilterRules.check(edit);
    synchronized (state) {
      MemoryFilter filter = filterWith(id);
      checkGroup(filter, edit);
      filter.actions.replaceAll(one -> one.id().equals(id) ? new Action(id, edit) : one);
    }
  }

  @Override
  public void deleteAction(ActionId id) {
    synchronized (state) {
      filterWith(id).actions.removeIf(one -> one.id().equals(id));
    }
  }

  private MemoryFilter filterWith(MatcherId id) {
    return filterOf(id)
        .map(filter -> filters.known(filter.id()))
        .orElseThrow(() -> MemoryFarmState.notFound("matcher", id.value()));
  }

  private MemoryFilter filterWith(ActionId id) {
    return filterOf(id)
        .map(filter -> filters.known(filter.id()))
        .orElseThrow(() -> MemoryFarmState.notFound("action", id.value()));
  }

  private static void checkGroup(MemoryFilter filter, JobEdit edit) {
    if (edit instanceof JobEdit.MoveToGroup move
        && filter.show.groups.values().stream().noneMatch(group -> group.id.equals(move.group()))) {
      throw new FarmException(new FarmFailure.Invalid("group: not one of the show"));
    }
  }
}
