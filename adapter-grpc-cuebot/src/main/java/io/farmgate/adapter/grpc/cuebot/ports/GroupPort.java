package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Groups;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.spec.GroupRules;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.domain.spec.TaskRules;
import io.farmgate.opencue.wire.job.GroupCreateSubGroupRequest;
import io.farmgate.opencue.wire.job.GroupCreateSubGroupResponse;
import io.farmgate.opencue.wire.job.GroupDeleteRequest;
import io.farmgate.opencue.wire.job.GroupDeleteResponse;
import io.farmgate.opencue.wire.job.GroupGetGroupRequest;
import io.farmgate.opencue.wire.job.GroupGetGroupResponse;
import io.farmgate.opencue.wire.job.GroupGetGroupsRequest;
import io.farmgate.opencue.wire.job.GroupGetGroupsResponse;
import io.farmgate.opencue.wire.job.GroupGetJobsRequest;
import io.farmgate.opencue.wire.job.GroupGetJobsResponse;
import io.farmgate.opencue.wire.job.GroupReparentGroupsRequest;
import io.farmgate.opencue.wire.job.GroupReparentGroupsResponse;
import io.farmgate.opencue.wire.job.GroupReparentJobsRequest;
import io.farmgate.opencue.wire.job.GroupReparentJobsResponse;
import io.farmgate.opencue.wire.job.GroupSeq;
import io.farmgate.opencue.wire.job.GroupSetDefJobPriorityRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobPriorityResponse;
import io.farmgate.opencue.wire.job.GroupSetDeptRequest;
import io.farmgate.opencue.wire.job.GroupSetDeptResponse;
import io.farmgate.opencue.wire.job.GroupSetNameRequest;
import io.farmgate.opencue.wire.job.GroupSetNameResponse;
import io.farmgate.opencue.wire.job.GroupStats;
import io.farmgate.opencue.wire.job.JobSeq;
import io.farmgate.opencue.wire.show.ShowGetGroupsRequest;
import io.farmgate.opencue.wire.show.ShowGetGroupsResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Groups of jobs. The contract does not say which show a group is of, but the root group has the
 * show's name: who looks up one group pays a call for each level above it. Settings are changed one
 * by one, those that differ; two callers who change one group at the same time may mix.
 */
final class GroupPort implements Groups {
  private static final String SERVICE = "job.GroupInterface/";

  /** For a bound or a default that is not set. */
  private static final int NOT_SET = -1;

  private final FarmCalls calls;
  private final GroupCoreCalls cores;
  private final GroupGpuCalls gpus;
  private final ShowPort shows;
  private final JobPort jobs;
  private final DepartmentPort departments;

  GroupPort(FarmCalls calls, ShowPort shows, JobPort jobs) {
    this.calls = calls;
    this.cores = new GroupCoreCalls(calls);
    this.gpus = new GroupGpuCalls(calls);
    this.shows = shows;
    this.jobs = jobs;
    this.departments = new DepartmentPort(calls, shows);
  }

  @Override
  public List<Group> ofShow(ShowId id) {
    return shows
        .byId(id)
        .map(show ->
            calls
                .call(
                    "show.ShowInterface/GetGroups",
                    ShowGetGroupsRequest.newBuilder()
                        .setShow(
                            io.farmgate.opencue.wire.show.Show.newBuilder()
                                .setId(show.id().value()))
                        .build(),
                    ShowGetGroupsResponse.parser())
                .getGroups()
                .getGroupsList()
                .stream()
                .map(group -> group(group, show.name()))
                .sorted(
                    Comparator.comparing((Group group) -> group.parent().isPresent())
                        .thenComparing(Group::name))
                .toList())
        .orElse(List.of());
  }

  @Override
  public Optional<Group> byId(GroupId id) {
    return find(id).map(group -> group(group, rootOf(group).getName()));
  }

  private Optional<io.farmgate.opencue.wire.job.Group> find(GroupId id) {
    return calls
        .find(
            SERVICE + "GetGroup",
            GroupGetGroupRequest.newBuilder().setId(id.value()).build(),
            GroupGetGroupResponse.parser())
        .map(GroupGetGroupResponse::getGroup);
  }

  private io.farmgate.opencue.wire.job.Group rootOf(io.farmgate.opencue.wire.job.Group group) {
    io.farmgate.opencue.wire.job.Group above = group;
    while (!above.getParentId().isEmpty()) {
      above = known(find(new GroupId(above.getParentId())), above.getParentId());
    }
    return above;
  }

  private Group known(GroupId id) {
    return known(byId(id), id.value());
  }

  private static <T> T known(Optional<T> group, String id) {
    return group.orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("group", id)));
  }

  @Override
  public Set<JobId> jobs(GroupId id) {
    return calls
        .find(
            SERVICE + "GetJobs",
            GroupGetJobsRequest.newBuilder().setGroup(wire(id)).build(),
            GroupGetJobsResponse.parser())
        .map(found ->
            found.getJobs().getJobsList().stream()
                .map(job -> new JobId(job.getId()))
                .collect(Collectors.toUnmodifiableSet()))
        .orElse(Set.of());
  }

  @Override
  public Group create(GroupId parent, String name) {
    NameRule.GROUP.check("group name", name);
    Group above = known(parent);
    ShowId show = shows.byName(above.show()).orElseThrow().id();
    if (ofShow(show).stream().anyMatch(group -> group.name().equals(name))) {
      throw new FarmException(
          new FarmFailure.Conflict("the show has a group '" + name + "' already"));
    }
    return group(
        calls
            .call(
                SERVICE + "CreateSubGroup",
                GroupCreateSubGroupRequest.newBuilder()
                    .setGroup(wire(parent))
                    .setName(name)
                    .build(),
                GroupCreateSubGroupResponse.parser())
            .getGroup(),
        above.show());
  }

  @Override
  public void rename(GroupId id, String name) {
    NameRule.GROUP.check("group name", name);
    Group group = known(id);
    if (group.parent().isEmpty()) {
      refuse("a root group has its show's name");
    }
    if (group.name().equals(name)) {
      return;
    }
    if (siblings(group).stream().anyMatch(other -> other.name().equals(name))) {
      throw new FarmException(
          new FarmFailure.Conflict("the show has a group '" + name + "' already"));
    }
    set(
        "SetName",
        GroupSetNameRequest.newBuilder().setGroup(wire(id)).setName(name).build(),
        GroupSetNameResponse.parser());
  }

  private List<Group> siblings(Group group) {
    return ofShow(shows.byName(group.show()).orElseThrow().id());
  }

  /** A Cuebot has not been seen to refuse a circle, so that this looks for one. */
  @Override
  public void moveGroups(GroupId parent, Set<GroupId> groups) {
    Group above = known(parent);
    Map<GroupId, Group> all =
        siblings(above).stream().collect(Collectors.toMap(Group::id, Function.identity()));
    for (GroupId id : groups) {
      Group group = all.containsKey(id) ? all.get(id) : known(id);
      if (!group.show().equals(above.show())) {
        throw new FarmException(
            new FarmFailure.Invalid(
                "groups: '" + id + "' is of another show (expected: " + above.show() + ")"));
      }
      if (group.parent().isEmpty()) {
        refuse("the root group of a show lies in no other group");
      }
      Optional<Group> around = Optional.of(above);
      while (around.isPresent()) {
        if (around.get().id().equals(id)) {
          refuse("the group '" + id + "' would lie in itself");
        }
        around = around.get().parent().map(all::get);
      }
    }
    if (!groups.isEmpty()) {
      GroupSeq.Builder moved = GroupSeq.newBuilder();
      groups.forEach(id -> moved.addGroups(wire(id)));
      set(
          "ReparentGroups",
          GroupReparentGroupsRequest.newBuilder().setGroup(wire(parent)).setGroups(moved).build(),
          GroupReparentGroupsResponse.parser());
    }
  }

  @Override
  public void delete(GroupId id) {
    Group group = known(id);
    if (group.parent().isEmpty()) {
      refuse("a root group cannot be deleted");
    }
    if (!jobs(id).isEmpty() || hasGroups(id)) {
      refuse("the group has jobs or groups in it (expected: none)");
    }
    calls.call(
        SERVICE + "Delete",
        GroupDeleteRequest.newBuilder().setGroup(wire(id)).build(),
        GroupDeleteResponse.parser());
  }

  private boolean hasGroups(GroupId id) {
    return calls
            .call(
                SERVICE + "GetGroups",
                GroupGetGroupsRequest.newBuilder().setGroup(wire(id)).build(),
                GroupGetGroupsResponse.parser())
            .getGroups()
            .getGroupsCount()
        > 0;
  }

  private static void refuse(String why) {
    throw new FarmException(new FarmFailure.Precondition(why));
  }

  @Override
  public void change(GroupId id, UnaryOperator<GroupSettings> change) {
    GroupSettings before = known(id).settings();
    GroupSettings after = change.apply(before);
    GroupCoreCalls.check(after);
    GroupRules.check(after.gpus());
    io.farmgate.opencue.wire.job.Group group = wire(id);
    TaskRules.checkDepartment(before.department(), after.department());
    if (!after.department().equals(before.department())) {
      departments.know(after.department());
      set(
          "SetDepartment",
          GroupSetDeptRequest.newBuilder().setGroup(group).setDept(after.department()).build(),
          GroupSetDeptResponse.parser());
    }
    if (!after.defaultPriority().equals(before.defaultPriority())) {
      set(
          "SetDefaultJobPriority",
          GroupSetDefJobPriorityRequest.newBuilder()
              .setGroup(group)
              .setPriority(after.defaultPriority().orElse(NOT_SET))
              .build(),
          GroupSetDefJobPriorityResponse.parser());
    }
    cores.change(group, before, after);
    gpus.change(group, before.gpus(), after.gpus());
  }

  private <R extends Message> void set(String method, Message request, Parser<R> parser) {
    calls.call(SERVICE + method, request, parser);
  }

  @Override
  public void move(GroupId id, Set<JobId> moved) {
    Group group = known(id);
    if (moved.isEmpty()) {
      return;
    }
    List<Job> found = jobs.list(JobQuery.UNFINISHED.withIds(moved));
    for (JobId job : moved) {
      Job there =
          found.stream()
              .filter(one -> one.id().equals(job))
              .findFirst()
              .or(() -> jobs.byId(job))
              .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("job", job.value())));
      if (!there.show().equals(group.show())) {
        throw new FarmException(
            new FarmFailure.Invalid(
                "jobs: '"
                    + there.name()
                    + "' is of another show (expected: "
                    + group.show()
                    + ")"));
      }
    }
    calls.call(
        SERVICE + "ReparentJobs",
        GroupReparentJobsRequest.newBuilder()
            .setGroup(wire(id))
            .setJobs(
                JobSeq.newBuilder().addAllJobs(moved.stream().map(JobControlPort::job).toList()))
            .build(),
        GroupReparentJobsResponse.parser());
  }

  private static io.farmgate.opencue.wire.job.Group wire(GroupId id) {
    return io.farmgate.opencue.wire.job.Group.newBuilder().setId(id.value()).build();
  }

  private static Group group(io.farmgate.opencue.wire.job.Group wire, String show) {
    GroupStats stats = wire.getGroupStats();
    int priority = wire.getDefaultJobPriority();
    return new Group(
        new GroupId(wire.getId()),
        wire.getName(),
        show,
        wire.getParentId().isEmpty()
            ? Optional.empty()
            : Optional.of(new GroupId(wire.getParentId())),
        wire.getLevel(),
        new GroupSettings(
            department(wire.getDepartment()),
            priority < 0 ? OptionalInt.empty() : OptionalInt.of(priority),
            Units.bound(wire.getDefaultJobMinCores()),
            Units.bound(wire.getDefaultJobMaxCores()),
            Units.cores(wire.getMinCores()),
            Units.bound(wire.getMaxCores()),
            GroupGpuCalls.read(wire)),
        new FrameCounts(
            stats.getWaitingFrames(),
            stats.getDependFrames(),
            stats.getRunningFrames(),
            0,
            stats.getDeadFrames(),
            0,
            0),
        stats.getPendingJobs(),
        Units.cores(stats.getReservedCores()));
  }

  /** A Cuebot has a department of this name for groups that nobody gave one. */
  private static String department(String name) {
    return name.equals("Unknown") ? "" : name;
  }
}
