package io.farmgate.domain.contract;

import io.farmgate.domain.Action;
import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.spec.FilterPass;
import java.util.ArrayList;
import java.util.List;

/** A filter of {@link InMemoryFarm}. */
final class MemoryFilter {
  final FilterId id;
  final MemoryShow show;
  String name;
  Filter.Quorum quorum = Filter.Quorum.ALL;
  boolean enabled = true;
  final List<Matcher> matchers = new ArrayList<>();
  final List<Action> actions = new ArrayList<>();

  MemoryFilter(FilterId id, MemoryShow show, String name) {
    this.id = id;
    this.show = show;
    this.name = name;
  }

  boolean movesTo(GroupId group) {
    return actions.stream()
        .anyMatch(action ->
            action.edit() instanceof JobEdit.MoveToGroup move && move.group().equals(group));
  }

  FilterPass.Whole whole() {
    return new FilterPass.Whole(
        quorum,
        matchers.stream().map(Matcher::rule).toList(),
        actions.stream().map(Action::edit).toList());
  }

  Filter snapshot() {
    return new Filter(id, name, quorum, show.filters.indexOf(this) + 1, enabled);
  }
}
