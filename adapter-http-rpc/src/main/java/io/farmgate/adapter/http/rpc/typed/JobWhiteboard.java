package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Job;
import io.farmgate.domain.Show;
import io.farmgate.opencue.wire.job.NestedGroup;
import io.farmgate.opencue.wire.job.NestedGroupSeq;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tree of a show's groups, with the unfinished jobs in each. */
final class JobWhiteboard {
  private final List<Group> groups;
  private final List<Job> jobs;

  private JobWhiteboard(List<Group> groups, List<Job> jobs) {
    this.groups = groups;
    this.jobs = jobs;
  }

  /** Draws the tree, from the root group on. */
  static NestedGroup of(BrowseFarm browse, Invocation call, Show show) {
    List<Group> groups = browse.groups(call.caller(), call.farm(), show.id());
    List<Job> jobs =
        browse.jobs(call.caller(), call.farm(), JobQueries.ofShows(Set.of(show.name())));
    Group root =
        groups.stream()
            .filter(group -> group.parent().isEmpty())
            .findFirst()
            .orElseThrow(() -> Wire.unsupported(call, "put jobs into groups"));
    return new JobWhiteboard(groups, jobs).node(root, Optional.empty()).build();
  }

  private NestedGroup.Builder node(Group group, Optional<NestedGroup> parent) {
    io.farmgate.opencue.wire.job.Group wire = GroupMethods.wire(group);
    NestedGroup.Builder node =
        NestedGroup.newBuilder()
            .setId(wire.getId())
            .setName(wire.getName())
            .setDepartment(wire.getDepartment())
            .setDefaultJobPriority(wire.getDefaultJobPriority())
            .setDefaultJobMinCores(wire.getDefaultJobMinCores())
            .setDefaultJobMaxCores(wire.getDefaultJobMaxCores())
            .setDefaultJobMinGpus(wire.getDefaultJobMinGpus())
            .setDefaultJobMaxGpus(wire.getDefaultJobMaxGpus())
            .setMinCores(wire.getMinCores())
            .setMaxCores(wire.getMaxCores())
            .setMinGpus(wire.getMinGpus())
            .setMaxGpus(wire.getMaxGpus())
            .setLevel(wire.getLevel())
            .setStats(wire.getGroupStats());
    parent.ifPresent(node::setParent);
    NestedGroup bare = node.build();
    NestedGroupSeq.Builder inside = NestedGroupSeq.newBuilder();
    childrenOf(group.id()).forEach(child -> inside.addNestedGroups(node(child, Optional.of(bare))));
    node.setGroups(inside);
    for (Job job : jobs) {
      // A job tells its group by name, which is unique in the show.
      if (job.group().equals(group.name())) {
        node.addJobs(job.id().value()).addInlineJobs(JobMethods.wire(job));
      }
    }
    return node;
  }

  private List<Group> childrenOf(GroupId id) {
    return groups.stream().filter(group -> group.parent().equals(Optional.of(id))).toList();
  }
}
