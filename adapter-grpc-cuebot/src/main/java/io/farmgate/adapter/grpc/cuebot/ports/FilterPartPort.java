package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Action;
import io.farmgate.domain.ActionId;
import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.MatcherId;
import io.farmgate.domain.port.FilterParts;
import io.farmgate.domain.spec.FilterRules;
import io.farmgate.opencue.wire.filter.ActionCommitRequest;
import io.farmgate.opencue.wire.filter.ActionCommitResponse;
import io.farmgate.opencue.wire.filter.ActionDeleteRequest;
import io.farmgate.opencue.wire.filter.ActionDeleteResponse;
import io.farmgate.opencue.wire.filter.ActionGetParentFilterRequest;
import io.farmgate.opencue.wire.filter.ActionGetParentFilterResponse;
import io.farmgate.opencue.wire.filter.FilterCreateActionRequest;
import io.farmgate.opencue.wire.filter.FilterCreateActionResponse;
import io.farmgate.opencue.wire.filter.FilterCreateMatcherRequest;
import io.farmgate.opencue.wire.filter.FilterCreateMatcherResponse;
import io.farmgate.opencue.wire.filter.FilterGetActionsRequest;
import io.farmgate.opencue.wire.filter.FilterGetActionsResponse;
import io.farmgate.opencue.wire.filter.FilterGetMatchersRequest;
import io.farmgate.opencue.wire.filter.FilterGetMatchersResponse;
import io.farmgate.opencue.wire.filter.MatcherCommitRequest;
import io.farmgate.opencue.wire.filter.MatcherCommitResponse;
import io.farmgate.opencue.wire.filter.MatcherDeleteRequest;
import io.farmgate.opencue.wire.filter.MatcherDeleteResponse;
import io.farmgate.opencue.wire.filter.MatcherGetParentFilterRequest;
import io.farmgate.opencue.wire.filter.MatcherGetParentFilterResponse;
import java.util.List;
import java.util.Optional;

/** What filters are made of. Actions that are not the domain's are left out of what is read. */
final class FilterPartPort implements FilterParts {
  private static final String FILTERS = "filter.FilterInterface/";
  private static final String MATCHERS = "filter.MatcherInterface/";
  private static final String ACTIONS = "filter.ActionInterface/";

  private final FarmCalls calls;
  private final FilterPort filters;

  FilterPartPort(FarmCalls calls, FilterPort filters) {
    this.calls = calls;
    this.filters = filters;
  }

  @Override
  public List<Matcher> matchers(FilterId filter) {
    return calls
        .find(
            FILTERS + "GetMatchers",
            FilterGetMatchersRequest.newBuilder().setFilter(FilterPort.wire(filter)).build(),
            FilterGetMatchersResponse.parser())
        .map(found ->
            found.getMatchers().getMatchersList().stream()
                .flatMap(wire -> FilterWire.matcher(wire).stream())
                .toList())
        .orElse(List.of());
  }

  @Override
  public List<Action> actions(FilterId filter) {
    return calls
        .find(
            FILTERS + "GetActions",
            FilterGetActionsRequest.newBuilder().setFilter(FilterPort.wire(filter)).build(),
            FilterGetActionsResponse.parser())
        .map(found ->
            found.getActions().getActionsList().stream()
                .flatMap(wire -> FilterWire.action(wire).stream())
                .toList())
        .orElse(List.of());
  }

  @Override
  public Optional<Filter> filterOf(MatcherId matcher) {
    return calls
        .find(
            MATCHERS + "GetParentFilter",
            MatcherGetParentFilterRequest.newBuilder().setMatcher(wire(matcher)).build(),
            MatcherGetParentFilterResponse.parser())
        .flatMap(found -> filters.byId(new FilterId(found.getFilter().getId())));
  }

  @Override
  public Optional<Filter> filterOf(ActionId action) {
    return calls
        .find(
            ACTIONS + "GetParentFilter",
            ActionGetParentFilterRequest.newBuilder().setAction(wire(action)).build(),
            ActionGetParentFilterResponse.parser())
        .flatMap(found -> filters.byId(new FilterId(found.getFilter().getId())))
        // A Cuebot knows the filter of no action that is named by its id alone.
        .or(() ->
            filters
                .everywhere()
                .filter(filter ->
                    actions(filter.id()).stream().anyMatch(one -> one.id().equals(action)))
                .findFirst());
  }

  @Override
  public Matcher addMatcher(FilterId filter, MatchRule rule) {
    FilterRules.check(rule);
    String id =
        calls
            .call(
                FILTERS + "CreateMatcher",
                FilterCreateMatcherRequest.newBuilder()
                    .setFilter(FilterPort.wire(filter))
                    .setData(FilterWire.of("", rule))
                    .build(),
                FilterCreateMatcherResponse.parser())
            .getMatcher()
            .getId();
    return new Matcher(new MatcherId(id), rule);
  }

  @Override
  public void setMatcher(MatcherId matcher, MatchRule rule) {
    FilterRules.check(rule);
    calls.call(
        MATCHERS + "Commit",
        MatcherCommitRequest.newBuilder().setMatcher(FilterWire.of(matcher.value(), rule)).build(),
        MatcherCommitResponse.parser());
  }

  @Override
  public void deleteMatcher(MatcherId matcher) {
    calls.call(
        MATCHERS + "Delete",
        MatcherDeleteRequest.newBuilder().setMatcher(wire(matcher)).build(),
        MatcherDeleteResponse.parser());
  }

  @Override
  public Action addAction(FilterId filter, JobEdit edit) {
    FilterRules.check(edit);
    String id =
        calls
            .call(
                FILTERS + "CreateAction",
                FilterCreateActionRequest.newBuilder()
                    .setFilter(FilterPort.wire(filter))
                    .setData(FilterWire.of("", edit))
                    .build(),
                FilterCreateActionResponse.parser())
            .getAction()
            .getId();
    return new Action(new ActionId(id), edit);
  }

  @Override
  public void setAction(ActionId action, JobEdit edit) {
    FilterRules.check(edit);
    calls.call(
        ACTIONS + "Commit",
        ActionCommitRequest.newBuilder().setAction(FilterWire.of(action.value(), edit)).build(),
        ActionCommitResponse.parser());
  }

  @Override
  public void deleteAction(ActionId action) {
    calls.call(
        ACTIONS + "Delete",
        ActionDeleteRequest.newBuilder().setAction(wire(action)).build(),
        ActionDeleteResponse.parser());
  }

  private static io.farmgate.opencue.wire.filter.Matcher wire(MatcherId id) {
    return io.farmgate.opencue.wire.filter.Matcher.newBuilder().setId(id.value()).build();
  }

  private static io.farmgate.opencue.wire.filter.Action wire(ActionId id) {
    return io.farmgate.opencue.wire.filter.Action.newBuilder().setId(id.value()).build();
  }
}
