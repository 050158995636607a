package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.JobId;
import io.farmgate.domain.spec.SubmissionRules;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
    Members body = call.members();
    String name = body.needed("name");
    body.done();
    return new Answer.One<>(
        201,
        FarmShapes.GROUP,
        control.createGroup(call.caller(), call.farm(), known(call).id(), name));
  }

  private Answer change(Call call) {
    Members body = call.members();
    Optional<String> department = body.text("department");
    Optional<Integer> priority = body.number("defaultPriority", 0, Integer.MAX_VALUE);
    Optional<Integer> min = body.number("minCores", 0, MOST_CORES);
    Optional<Integer> max = body.number("maxCores", 0, MOST_CORES);
    body.doneUnlessEmpty();
    Group group = known(call);
    UnaryOperator<GroupSettings> change =
        before -> {
          GroupSettings after = before;
          if (department.isPresent()) {
            after = after.withDepartment(department.get());
          }
          if (priority.isPresent()) {
            after = after.withDefaultPriority(OptionalInt.of(priority.get()));
          }
          if (min.isPresent()) {
            after = after.withMinCores(new Cores(min.get()));
          }
          if (max.isPresent()) {
            after = after.withMaxCores(Optional.of(new Cores(max.get())));
          }
          return after;
        };
    control.changeGroup(call.caller(), call.farm(), group.id(), change);
    return new Answer.One<>(FarmShapes.GROUP, browse.group(call.caller(), call.farm(), group.id()));
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
