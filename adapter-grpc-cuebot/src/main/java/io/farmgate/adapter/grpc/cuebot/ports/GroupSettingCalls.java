package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.Cores;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.spec.GroupRules;
import io.farmgate.domain.spec.TaskRules;
import io.farmgate.opencue.wire.job.Group;
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
import java.util.Optional;

/** The settings of groups. Each is a call, those that differ; what grows needs its room first. */
final class GroupSettingCalls {
  private static final String SERVICE = "job.GroupInterface/";

  /** For a bound or a default that is not set. */
  private static final int NOT_SET = -1;

  private final FarmCalls calls;
  private final GroupGpuCalls gpus;
  private final DepartmentPort departments;

  GroupSettingCalls(FarmCalls calls, DepartmentPort departments) {
    this.calls = calls;
    this.gpus = new GroupGpuCalls(calls);
    this.departments = departments;
  }

  /** Refuses what no group can have. */
  static void check(GroupSettings before, GroupSettings after) {
    noMoreThan("min cores", after.minCores(), after.maxCores());
    noMoreThan(
        "default min cores", after.defaultMinCores().orElse(Cores.ZERO), after.defaultMaxCores());
    GroupRules.check(after.gpus());
    TaskRules.checkDepartment(before.department(), after.department());
  }

  private static void noMoreThan(String what, Cores min, Optional<Cores> max) {
    if (max.isPresent() && min.compareTo(max.get()) > 0) {
      throw new FarmException(
          new FarmFailure.Invalid(what + ": above the maximum (expected: no more than that)"));
    }
  }

  void add(Steps steps, Group group, GroupSettings before, GroupSettings after) {
    if (!after.department().equals(before.department())) {
      steps.add("department", () -> setDepartment(group, after.department()));
    }
    if (!after.defaultPriority().equals(before.defaultPriority())) {
      add(
          steps,
          "default priority",
          "SetDefaultJobPriority",
          GroupSetDefJobPriorityRequest.newBuilder()
              .setGroup(group)
              .setPriority(after.defaultPriority().orElse(NOT_SET))
              .build(),
          GroupSetDefJobPriorityResponse.parser());
    }
    addCores(steps, group, before, after);
    addDefaults(steps, group, before, after);
    gpus.add(steps, group, before.gpus(), after.gpus());
  }

  private void setDepartment(Group group, String department) {
    departments.know(department);
    calls.call(
        SERVICE + "SetDepartment",
        GroupSetDeptRequest.newBuilder().setGroup(group).setDept(department).build(),
        GroupSetDeptResponse.parser());
  }

  private void addCores(Steps steps, Group group, GroupSettings before, GroupSettings after) {
    boolean maxFirst =
        after.maxCores().isEmpty() || after.minCores().compareTo(before.minCores()) > 0;
    if (maxFirst) {
      addMax(steps, group, before, after);
    }
    if (!after.minCores().equals(before.minCores())) {
      add(
          steps,
          "min cores",
          "SetMinCores",
          GroupSetMinCoresRequest.newBuilder()
              .setGroup(group)
              .setMinCores(after.minCores().asFloat())
              .build(),
          GroupSetMinCoresResponse.parser());
    }
    if (!maxFirst) {
      addMax(steps, group, before, after);
    }
  }

  private void addMax(Steps steps, Group group, GroupSettings before, GroupSettings after) {
    if (!after.maxCores().equals(before.maxCores())) {
      add(
          steps,
          "max cores",
          "SetMaxCores",
          GroupSetMaxCoresRequest.newBuilder()
              .setGroup(group)
              .setMaxCores(orNotSet(after.maxCores()))
              .build(),
          GroupSetMaxCoresResponse.parser());
    }
  }

  private void addDefaults(Steps steps, Group group, GroupSettings before, GroupSettings after) {
    if (!after.defaultMaxCores().equals(before.defaultMaxCores())) {
      add(
          steps,
          "default max cores",
          "SetDefaultJobMaxCores",
          GroupSetDefJobMaxCoresRequest.newBuilder()
              .setGroup(group)
              .setMaxCores(orNotSet(after.defaultMaxCores()))
              .build(),
          GroupSetDefJobMaxCoresResponse.parser());
    }
    if (!after.defaultMinCores().equals(before.defaultMinCores())) {
      add(
          steps,
          "default min cores",
          "SetDefaultJobMinCores",
          GroupSetDefJobMinCoresRequest.newBuilder()
              .setGroup(group)
              .setMinCores(orNotSet(after.defaultMinCores()))
              .build(),
          GroupSetDefJobMinCoresResponse.parser());
    }
  }

  private <R extends Message> void add(
      Steps steps, String what, String method, Message request, Parser<R> parser) {
    steps.add(what, () -> calls.call(SERVICE + method, request, parser));
  }

  private static float orNotSet(Optional<Cores> cores) {
    return cores.map(Cores::asFloat).orElse((float) NOT_SET);
  }
}
