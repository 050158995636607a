package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Show;
import io.farmgate.opencue.wire.job.GroupCreateSubGroupRequest;
import io.farmgate.opencue.wire.job.GroupCreateSubGroupResponse;
import io.farmgate.opencue.wire.job.GroupDeleteRequest;
import io.farmgate.opencue.wire.job.GroupDeleteResponse;
import io.farmgate.opencue.wire.job.GroupFindGroupRequest;
import io.farmgate.opencue.wire.job.GroupFindGroupResponse;
import io.farmgate.opencue.wire.job.GroupGetGroupRequest;
import io.farmgate.opencue.wire.job.GroupGetGroupResponse;
import io.farmgate.opencue.wire.job.GroupGetGroupsRequest;
import io.farmgate.opencue.wire.job.GroupGetGroupsResponse;
import io.farmgate.opencue.wire.job.GroupGetJobsRequest;
import io.farmgate.opencue.wire.job.GroupGetJobsResponse;
import io.farmgate.opencue.wire.job.GroupReparentJobsRequest;
import io.farmgate.opencue.wire.job.GroupReparentJobsResponse;
import io.farmgate.opencue.wire.job.GroupSeq;
import io.farmgate.opencue.wire.job.GroupSetDefJobMaxCoresRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobMaxCoresResponse;
import io.farmgate.opencue.wire.job.GroupSetDefJobMinCoresRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobMinCoresResponse;
import io.farmgate.opencue.wire.job.GroupSetDefJobPriorityRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobPriorityResponse;
import io.farmgate.opencue.wire.job.GroupSetDeptRequest;
import io.farmgate.opencue.wire.job.GroupSetDeptResponse;
import io.farmgate.opencue.wire.job.GroupSetMaxCoresRequest;
import io.farmgate.opencue.wire.job.GroupSetMaxCoresResponse;
import io.farmgate.opencue.wire.job.GroupSetMinCoresRequest;
import io.farmgate.opencue.wire.job.GroupSetMinCoresResponse;
import io.farmgate.opencue.wire.job.GroupStats;
import io.farmgate.opencue.wire.job.JobSetGroupRequest;
import io.farmgate.opencue.wire.job.JobSetGroupResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code job.GroupInterface}, and how a job is put into a group. Where a farm sets nothing, the
 * wire has -1.
 */
final class GroupMethods {
  private static final String SERVICE = "job.GroupInterface/";
  private static final int NOT_SET = -1;

  private final BrowseFarm browse;
  private final ControlFarm control;

  GroupMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addChanges(table);
    addSettings(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "GetGroup",
        GroupGetGroupRequest.getDefaultInstance(),
        GroupGetGroupResponse.class,
        (call, request) -> {
          GroupId id = Wire.id("id", request.getId(), GroupId::new);
          Group group = browse.group(call.caller(), call.farm(), id);
          return GroupGetGroupResponse.newBuilder().setGroup(wire(group)).build();
        });
    table.add(
        SERVICE + "FindGroup",
        GroupFindGroupRequest.getDefaultInstance(),
        GroupFindGroupResponse.class,
        (call, request) -> {
          String show = Wire.text("show", request.getShow());
          String name = Wire.text("name", request.getName());
          Group group = browse.groupNamed(call.caller(), call.farm(), show, name);
          return GroupFindGroupResponse.newBuilder().setGroup(wire(group)).build();
        });
    table.add(
        SERVICE + "GetGroups",
        GroupGetGroupsRequest.getDefaultInstance(),
        GroupGetGroupsResponse.class,
        (call, request) -> {
          Group above = browse.group(call.caller(), call.farm(), id(request.getGroup()));
          Show show = browse.showNamed(call.caller(), call.farm(), above.show());
          Stream<Group> groups =
              browse.groups(call.caller(), call.farm(), show.id()).stream()
                  .filter(group -> group.parent().filter(above.id()::equals).isPresent());
          return GroupGetGroupsResponse.newBuilder().setGroups(wire(groups)).build();
        });
    table.add(
        SERVICE + "GetJobs",
        GroupGetJobsRequest.getDefaultInstance(),
        GroupGetJobsResponse.class,
        (call, request) -> {
          List<Job> jobs = browse.jobsOfGroup(call.caller(), call.farm(), id(request.getGroup()));
          return GroupGetJobsResponse.newBuilder().setJobs(JobMethods.wire(jobs)).build();
        });
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "CreateSubGroup",
        GroupCreateSubGroupRequest.getDefaultInstance(),
        GroupCreateSubGroupResponse.class,
        (call, request) -> {
          GroupId above = id(request.getGroup());
          String name = Wire.text("name", request.getName());
          Group group = control.createGroup(call.caller(), call.farm(), above, name);
          return GroupCreateSubGroupResponse.newBuilder().setGroup(wire(group)).build();
        });
    table.add(
        SERVICE + "Delete",
        GroupDeleteRequest.getDefaultInstance(),
        GroupDeleteResponse.class,
        (call, request) -> {
          control.deleteGroup(call.caller(), call.farm(), id(request.getGroup()));
          return GroupDeleteResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "ReparentJobs",
        GroupReparentJobsRequest.getDefaultInstance(),
        GroupReparentJobsResponse.class,
        (call, request) -> {
          Set<JobId> jobs =
              request.getJobs().getJobsList().stream()
                  .map(JobMethods::id)
                  .collect(Collectors.toSet());
          control.moveJobs(call.caller(), call.farm(), id(request.getGroup()), jobs);
          return GroupReparentJobsResponse.getDefaultInstance();
        });
    table.add(
        "job.JobInterface/SetGroup",
        JobSetGroupRequest.getDefaultInstance(),
        JobSetGroupResponse.class,
        (call, request) -> {
          GroupId group = Wire.id("groupId", request.getGroupId(), GroupId::new);
          control.moveJobs(
              call.caller(), call.farm(), group, Set.of(JobMethods.id(request.getJob())));
          return JobSetGroupResponse.getDefaultInstance();
        });
  }

  private void addSettings(MethodTable table) {
    table.add(
        SERVICE + "SetDepartment",
        GroupSetDeptRequest.getDefaultInstance(),
        GroupSetDeptResponse.class,
        (call, request) -> {
          change(call, request.getGroup(), settings -> settings.withDepartment(request.getDept()));
          return GroupSetDeptResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMinCores",
        GroupSetMinCoresRequest.getDefaultInstance(),
        GroupSetMinCoresResponse.class,
        (call, request) -> {
          Cores min = Wire.cores("minCores", request.getMinCores());
          change(call, request.getGroup(), settings -> settings.withMinCores(min));
          return GroupSetMinCoresResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMaxCores",
        GroupSetMaxCoresRequest.getDefaultInstance(),
        GroupSetMaxCoresResponse.class,
        (call, request) -> {
          Optional<Cores> max = bound("maxCores", request.getMaxCores());
          change(call, request.getGroup(), settings -> settings.withMaxCores(max));
          return GroupSetMaxCoresResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetDefaultJobPriority",
        GroupSetDefJobPriorityRequest.getDefaultInstance(),
        GroupSetDefJobPriorityResponse.class,
        (call, request) -> {
          OptionalInt priority = priority(request.getPriority());
          change(call, request.getGroup(), settings -> settings.withDefaultPriority(priority));
          return GroupSetDefJobPriorityResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetDefaultJobMinCores",
        GroupSetDefJobMinCoresRequest.getDefaultInstance(),
        GroupSetDefJobMinCoresResponse.class,
        (call, request) -> {
          Optional<Cores> min = bound("minCores", request.getMinCores());
          change(call, request.getGroup(), settings -> settings.withDefaultMinCores(min));
          return GroupSetDefJobMinCoresResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetDefaultJobMaxCores",
        GroupSetDefJobMaxCoresRequest.getDefaultInstance(),
        GroupSetDefJobMaxCoresResponse.class,
        (call, request) -> {
          Optional<Cores> max = bound("maxCores", request.getMaxCores());
          change(call, request.getGroup(), settings -> settings.withDefaultMaxCores(max));
          return GroupSetDefJobMaxCoresResponse.getDefaultInstance();
        });
  }

  private void change(
      Invocation call,
      io.farmgate.opencue.wire.job.Group group,
      UnaryOperator<GroupSettings> change) {
    control.changeGroup(call.caller(), call.farm(), id(group), change);
  }

  private static GroupId id(io.farmgate.opencue.wire.job.Group group) {
    return Wire.id("group.id", group.getId(), GroupId::new);
  }

  private static Optional<Cores> bound(String field, float amount) {
    return amount == NOT_SET ? Optional.empty() : Optional.of(Wire.cores(field, amount));
  }

  private static OptionalInt priority(int priority) {
    if (priority < NOT_SET) {
      throw Wire.invalid("priority: " + priority + " (expected: 0 or more, or -1 for none)");
    }
    return priority == NOT_SET ? OptionalInt.empty() : OptionalInt.of(priority);
  }

  static GroupSeq wire(Stream<Group> groups) {
    return GroupSeq.newBuilder().addAllGroups(groups.map(GroupMethods::wire).toList()).build();
  }

  static io.farmgate.opencue.wire.job.Group wire(Group group) {
    GroupSettings settings = group.settings();
    return io.farmgate.opencue.wire.job.Group.newBuilder()
        .setId(group.id().value())
        .setName(group.name())
        .setDepartment(settings.department())
        .setDefaultJobPriority(settings.defaultPriority().orElse(NOT_SET))
        .setDefaultJobMinCores(orNotSet(settings.defaultMinCores()))
        .setDefaultJobMaxCores(orNotSet(settings.defaultMaxCores()))
        .setMinCores(settings.minCores().asFloat())
        .setMaxCores(orNotSet(settings.maxCores()))
        .setDefaultJobMinGpus(settings.gpus().defaultMin().orElse(NOT_SET))
        .setDefaultJobMaxGpus(settings.gpus().defaultMax().orElse(NOT_SET))
        .setMinGpus(settings.gpus().min())
        .setMaxGpus(settings.gpus().max().orElse(NOT_SET))
        .setLevel(group.level())
        .setParentId(group.parent().map(GroupId::value).orElse(""))
        .setGroupStats(
            GroupStats.newBuilder()
                .setRunningFrames(group.frames().running())
                .setDeadFrames(group.frames().dead())
                .setDependFrames(group.frames().depend())
                .setWaitingFrames(group.frames().waiting())
                .setPendingJobs(group.pendingJobs())
                .setReservedCores(group.coresInUse().asFloat()))
        .build();
  }

  private static float orNotSet(Optional<Cores> cores) {
    return cores.map(Cores::asFloat).orElse((float) NOT_SET);
  }
}
