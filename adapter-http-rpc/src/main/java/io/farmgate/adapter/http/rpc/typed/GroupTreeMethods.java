package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.GroupGpus;
import io.farmgate.domain.GroupId;
import io.farmgate.opencue.wire.job.Group;
import io.farmgate.opencue.wire.job.GroupReparentGroupsRequest;
import io.farmgate.opencue.wire.job.GroupReparentGroupsResponse;
import io.farmgate.opencue.wire.job.GroupSetDefJobMaxGpusRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobMaxGpusResponse;
import io.farmgate.opencue.wire.job.GroupSetDefJobMinGpusRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobMinGpusResponse;
import io.farmgate.opencue.wire.job.GroupSetGroupRequest;
import io.farmgate.opencue.wire.job.GroupSetGroupResponse;
import io.farmgate.opencue.wire.job.GroupSetMaxGpusRequest;
import io.farmgate.opencue.wire.job.GroupSetMaxGpusResponse;
import io.farmgate.opencue.wire.job.GroupSetMinGpusRequest;
import io.farmgate.opencue.wire.job.GroupSetMinGpusResponse;
import io.farmgate.opencue.wire.job.GroupSetNameRequest;
import io.farmgate.opencue.wire.job.GroupSetNameResponse;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** How {@code job.GroupInterface} names groups, puts them into one another, and gives them GPUs. */
final class GroupTreeMethods {
  private static final String SERVICE = "job.GroupInterface/";
  private static final int NOT_SET = -1;

  private final ControlFarm control;

  GroupTreeMethods(ControlFarm control) {
    this.control = control;
  }

  void addTo(MethodTable table) {
    addTree(table);
    addBounds(table);
    addDefaults(table);
  }

  private void addTree(MethodTable table) {
    table.add(
        SERVICE + "SetName",
        GroupSetNameRequest.getDefaultInstance(),
        GroupSetNameResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          control.renameGroup(call.caller(), call.farm(), id("group", request.getGroup()), name);
          return GroupSetNameResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetGroup",
        GroupSetGroupRequest.getDefaultInstance(),
        GroupSetGroupResponse.class,
        (call, request) -> {
          GroupId group = id("group", request.getGroup());
          GroupId parent = id("parentGroup", request.getParentGroup());
          control.moveGroups(call.caller(), call.farm(), parent, Set.of(group));
          return GroupSetGroupResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "ReparentGroups",
        GroupReparentGroupsRequest.getDefaultInstance(),
        GroupReparentGroupsResponse.class,
        (call, request) -> {
          Set<GroupId> groups =
              request.getGroups().getGroupsList().stream()
                  .map(group -> id("groups", group))
                  .collect(Collectors.toSet());
          control.moveGroups(call.caller(), call.farm(), id("group", request.getGroup()), groups);
          return GroupReparentGroupsResponse.getDefaultInstance();
        });
  }

  private void addBounds(MethodTable table) {
    table.add(
        SERVICE + "SetMinGpus",
        GroupSetMinGpusRequest.getDefaultInstance(),
        GroupSetMinGpusResponse.class,
        (call, request) -> {
          change(call, request.getGroup(), gpus -> gpus.withMin(request.getMinGpus()));
          return GroupSetMinGpusResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMaxGpus",
        GroupSetMaxGpusRequest.getDefaultInstance(),
        GroupSetMaxGpusResponse.class,
        (call, request) -> {
          OptionalInt max = bound(request.getMaxGpus());
          change(call, request.getGroup(), gpus -> gpus.withMax(max));
          return GroupSetMaxGpusResponse.getDefaultInstance();
        });
  }

  private void addDefaults(MethodTable table) {
    table.add(
        SERVICE + "SetDefaultJobMinGpus",
        GroupSetDefJobMinGpusRequest.getDefaultInstance(),
        GroupSetDefJobMinGpusResponse.class,
        (call, request) -> {
          OptionalInt min = bound(request.getMinGpus());
          change(call, request.getGroup(), gpus -> gpus.withDefaultMin(min));
          return GroupSetDefJobMinGpusResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetDefaultJobMaxGpus",
        GroupSetDefJobMaxGpusRequest.getDefaultInstance(),
        GroupSetDefJobMaxGpusResponse.class,
        (call, request) -> {
          OptionalInt max = bound(request.getMaxGpus());
          change(call, request.getGroup(), gpus -> gpus.withDefaultMax(max));
          return GroupSetDefJobMaxGpusResponse.getDefaultInstance();
        });
  }

  private void change(Invocation call, Group group, UnaryOperator<GroupGpus> change) {
    control.changeGroup(
        call.caller(),
        call.farm(),
        id("group", group),
        settings -> settings.withGpus(change.apply(settings.gpus())));
  }

  private static OptionalInt bound(int gpus) {
    return gpus == NOT_SET ? OptionalInt.empty() : OptionalInt.of(gpus);
  }

  private static GroupId id(String field, Group group) {
    return Wire.id(field + ".id", group.getId(), GroupId::new);
  }
}
