package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseSetup;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Action;
import io.farmgate.domain.ActionId;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.MatcherId;
import io.farmgate.domain.port.FilterParts;
import io.farmgate.opencue.wire.filter.ActionCommitRequest;
import io.farmgate.opencue.wire.filter.ActionCommitResponse;
import io.farmgate.opencue.wire.filter.ActionDeleteRequest;
import io.farmgate.opencue.wire.filter.ActionDeleteResponse;
import io.farmgate.opencue.wire.filter.ActionGetParentFilterRequest;
import io.farmgate.opencue.wire.filter.ActionGetParentFilterResponse;
import io.farmgate.opencue.wire.filter.ActionSeq;
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
import io.farmgate.opencue.wire.filter.MatcherSeq;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code filter.MatcherInterface}, {@code filter.ActionInterface}, and the parts of filters. */
final class FilterPartMethods {
  private static final String FILTERS = "filter.FilterInterface/";
  private static final String MATCHERS = "filter.MatcherInterface/";
  private static final String ACTIONS = "filter.ActionInterface/";

  private final BrowseSetup browse;
  private final SetUpFarm setup;

  FilterPartMethods(BrowseSetup browse, SetUpFarm setup) {
    this.browse = browse;
    this.setup = setup;
  }

  void addTo(MethodTable table) {
    addMatchers(table);
    addMatcherChanges(table);
    addActions(table);
    addActionChanges(table);
  }

  private void addMatchers(MethodTable table) {
    table.add(
        FILTERS + "GetMatchers",
        FilterGetMatchersRequest.getDefaultInstance(),
        FilterGetMatchersResponse.class,
        (call, request) -> {
          FilterId id = FilterMethods.id(request.getFilter());
          MatcherSeq.Builder matchers = MatcherSeq.newBuilder();
          browse.matchers(call.caller(), call.farm(), id).stream()
              .map(FilterFields::wire)
              .forEach(matchers::addMatchers);
          return FilterGetMatchersResponse.newBuilder().setMatchers(matchers).build();
        });
    table.add(
        MATCHERS + "GetParentFilter",
        MatcherGetParentFilterRequest.getDefaultInstance(),
        MatcherGetParentFilterResponse.class,
        (call, request) ->
            MatcherGetParentFilterResponse.newBuilder()
                .setFilter(
                    FilterFields.wire(
                        browse.filterOf(call.caller(), call.farm(), id(request.getMatcher()))))
                .build());
    table.add(
        FILTERS + "CreateMatcher",
        FilterCreateMatcherRequest.getDefaultInstance(),
        FilterCreateMatcherResponse.class,
        (call, request) -> {
          FilterId filter = FilterMethods.id(request.getFilter());
          MatchRule rule = FilterFields.rule("data.", request.getData());
          Matcher made = make(call, parts -> parts.addMatcher(filter, rule));
          return FilterCreateMatcherResponse.newBuilder()
              .setMatcher(FilterFields.wire(made))
              .build();
        });
  }

  private void addMatcherChanges(MethodTable table) {
    table.add(
        MATCHERS + "Commit",
        MatcherCommitRequest.getDefaultInstance(),
        MatcherCommitResponse.class,
        (call, request) -> {
          MatcherId id = id(request.getMatcher());
          MatchRule rule = FilterFields.rule("matcher.", request.getMatcher());
          change(call, parts -> parts.setMatcher(id, rule));
          return MatcherCommitResponse.getDefaultInstance();
        });
    table.add(
        MATCHERS + "Delete",
        MatcherDeleteRequest.getDefaultInstance(),
        MatcherDeleteResponse.class,
        (call, request) -> {
          MatcherId id = id(request.getMatcher());
          change(call, parts -> parts.deleteMatcher(id));
          return MatcherDeleteResponse.getDefaultInstance();
        });
  }

  private void addActions(MethodTable table) {
    table.add(
        FILTERS + "GetActions",
        FilterGetActionsRequest.getDefaultInstance(),
        FilterGetActionsResponse.class,
        (call, request) -> {
          FilterId id = FilterMethods.id(request.getFilter());
          ActionSeq.Builder actions = ActionSeq.newBuilder();
          browse.actions(call.caller(), call.farm(), id).stream()
              .map(FilterFields::wire)
              .forEach(actions::addActions);
          return FilterGetActionsResponse.newBuilder().setActions(actions).build();
        });
    table.add(
        ACTIONS + "GetParentFilter",
        ActionGetParentFilterRequest.getDefaultInstance(),
        ActionGetParentFilterResponse.class,
        (call, request) ->
            ActionGetParentFilterResponse.newBuilder()
                .setFilter(
                    FilterFields.wire(
                        browse.filterOf(call.caller(), call.farm(), id(request.getAction()))))
                .build());
    table.add(
        FILTERS + "CreateAction",
        FilterCreateActionRequest.getDefaultInstance(),
        FilterCreateActionResponse.class,
        (call, request) -> {
          FilterId filter = FilterMethods.id(request.getFilter());
          JobEdit edit = FilterFields.edit("data.", request.getData());
          Action made = make(call, parts -> parts.addAction(filter, edit));
          return FilterCreateActionResponse.newBuilder().setAction(FilterFields.wire(made)).build();
        });
  }

  private void addActionChanges(MethodTable table) {
    table.add(
        ACTIONS + "Commit",
        ActionCommitRequest.getDefaultInstance(),
        ActionCommitResponse.class,
        (call, request) -> {
          ActionId id = id(request.getAction());
          JobEdit edit = FilterFields.edit("action.", request.getAction());
          change(call, parts -> parts.setAction(id, edit));
          return ActionCommitResponse.getDefaultInstance();
        });
    table.add(
        ACTIONS + "Delete",
        ActionDeleteRequest.getDefaultInstance(),
        ActionDeleteResponse.class,
        (call, request) -> {
          ActionId id = id(request.getAction());
          change(call, parts -> parts.deleteAction(id));
          return ActionDeleteResponse.getDefaultInstance();
        });
  }

  private void change(Invocation call, Consumer<FilterParts> change) {
    setup.change(
        call.caller(), call.farm(), "change a filter", ports -> change.accept(ports.filterParts()));
  }

  private <T> T make(Invocation call, Function<FilterParts, T> make) {
    return setup.make(
        call.caller(), call.farm(), "change a filter", ports -> make.apply(ports.filterParts()));
  }

  private static MatcherId id(io.farmgate.opencue.wire.filter.Matcher matcher) {
    return Wire.id("matcher.id", matcher.getId(), MatcherId::new);
  }

  private static ActionId id(io.farmgate.opencue.wire.filter.Action action) {
    return Wire.id("action.id", action.getId(), ActionId::new);
  }
}
