package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.GroupEdit;
import io.farmgate.domain.spec.SubmissionRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The operations that change groups of jobs. */
final class GroupChanges {
  private static final int MOST_CORES = SubmissionRules.MAX_CORES.hundredths();

  private final BrowseFarm browse;
  private final ControlFarm control;

  GroupChanges(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  List<Operation> operations() {
    return List.of(
        Operation.withBody("POST", "createGroup", "/api/group/{group_id}/group", this::create),
        Operation.withBody("PATCH", "changeGroup", "/api/group/{group_id}", this::change),
        Operation.delete("deleteGroup", "/api/group/{group_id}", this::delete),
        Operation.withBody("POST", "moveJobs", "/api/group/{group_id}/job", this::moveJobs));
  }

  private Group known(Call call) {
    return browse.group(call.caller(), call.farm(), FarmReads.id(call, "group", GroupId::new));
  }

  private Answer create(Call call) {
    String name = call.onlyName();
    return new Answer.One<>(
        201,
        FarmShapes.GROUP,
        control.createGroup(call.caller(), call.farm(), known(call).id(), name));
  }

  private Answer change(Call call) {
    Members body = call.members();
    Optional<String> name = body.text("name");
    Optional<String> parent = body.text("parentId");
    Optional<UnaryOperator<GroupSettings>> settings = settings(body);
    body.doneUnlessEmpty();
    Group group = known(call);
    Optional<GroupId> into =
        parent.map(id ->
            browse.group(call.caller(), call.farm(), FarmReads.id("group", id, GroupId::new)).id());
    control.editGroup(
        call.caller(),
        call.farm(),
        group.id(),
        new GroupEdit(
            name.filter(other -> !other.equals(group.name())),
            into.filter(other -> !group.parent().equals(Optional.of(other))),
            settings));
    return new Answer.One<>(FarmShapes.GROUP, browse.group(call.caller(), call.farm(), group.id()));
  }

  private static Optional<UnaryOperator<GroupSettings>> settings(Members body) {
    int most = SubmissionRules.MAX_GPUS;
    return new Edits<GroupSettings>(body)
        .text("department", GroupSettings::withDepartment)
        .number("minCores", MOST_CORES, (set, to) -> set.withMinCores(new Cores(to)))
        .numberOrNull("maxCores", MOST_CORES, (set, to) -> set.withMaxCores(to.map(Cores::new)))
        .numberOrNull(
            "defaultPriority",
            Integer.MAX_VALUE,
            (set, to) -> set.withDefaultPriority(FarmReads.known(to)))
        .numberOrNull(
            "defaultMinCores", MOST_CORES, (set, to) -> set.withDefaultMinCores(to.map(Cores::new)))
        .numberOrNull(
            "defaultMaxCores", MOST_CORES, (set, to) -> set.withDefaultMaxCores(to.map(Cores::new)))
        .number("minGpus", most, (set, to) -> set.withGpus(set.gpus().withMin(to)))
        .numberOrNull(
            "maxGpus", most, (set, to) -> set.withGpus(set.gpus().withMax(FarmReads.known(to))))
        .numberOrNull(
            "defaultMinGpus",
            most,
            (set, to) -> set.withGpus(set.gpus().withDefaultMin(FarmReads.known(to))))
        .numberOrNull(
            "defaultMaxGpus",
            most,
            (set, to) -> set.withGpus(set.gpus().withDefaultMax(FarmReads.known(to))))
        .together();
  }

  private Answer delete(Call call) {
    Group group = known(call);
    control.deleteGroup(call.caller(), call.farm(), group.id());
    return new Answer.Done("Group " + group.name() + " was deleted");
  }

  private Answer moveJobs(Call call) {
    Members body = call.members();
    List<String> keys = body.texts("jobs");
    if (keys.isEmpty() || keys.size() > Bulk.MOST) {
      body.add("jobs", keys.size() + " of them (expected: 1 to " + Bulk.MOST + ")");
    }
    body.done();
    Group group = known(call);
    Set<JobId> jobs =
        keys.stream()
            .map(key -> browse.jobKnownAs(call.caller(), call.farm(), key).id())
            .collect(Collectors.toSet());
    control.moveJobs(call.caller(), call.farm(), group.id(), jobs);
    return new Answer.Changed(
        jobs.size() + (jobs.size() == 1 ? " job is in " : " jobs are in ") + group.name(),
        jobs.size());
  }
}
