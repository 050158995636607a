package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.spec.GroupRules;
import io.farmgate.domain.spec.TaskRules;
import io.farmgate.opencue.wire.job.Group;
import io.farmgate.opencue.wire.job.GroupSetDefJobPriorityRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobPriorityResponse;
import io.farmgate.opencue.wire.job.GroupSetDeptRequest;
import io.farmgate.opencue.wire.job.GroupSetDeptResponse;

/** The settings of groups. Each is a call, those that differ; what grows needs its room first. */
final class GroupSettingCalls {
  private static final String SERVICE = "job.GroupInterface/";

  /** For a bound or a default that is not set. */
  private static final int NOT_SET = -1;

  private final FarmCalls calls;
  private final GroupCoreCalls cores;
  private final GroupGpuCalls gpus;
  private final DepartmentPort departments;

  GroupSettingCalls(FarmCalls calls, DepartmentPort departments) {
    this.calls = calls;
    this.cores = new GroupCoreCalls(calls);
    this.gpus = new GroupGpuCalls(calls);
    this.departments = departments;
  }

  /** Refuses what no group can have. */
  static void check(GroupSettings before, GroupSettings after) {
    GroupCoreCalls.check(after);
    GroupRules.check(after.gpus());
    TaskRules.checkDepartment(before.department(), after.department());
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
    cores.add(steps, group, before, after);
    gpus.add(steps, group, before.gpus(), after.gpus());
  }

  private void setDepartment(Group group, String department) {
    departments.know(department);
    calls.call(
        SERVICE + "SetDepartment",
        GroupSetDeptRequest.newBuilder().setGroup(group).setDept(department).build(),
        GroupSetDeptResponse.parser());
  }

  private <R extends Message> void add(
      Steps steps, String what, String method, Message request, Parser<R> parser) {
    steps.add(what, () -> calls.call(SERVICE + method, request, parser));
  }
}
