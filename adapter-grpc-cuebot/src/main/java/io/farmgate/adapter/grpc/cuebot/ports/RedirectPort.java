package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.GroupId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.port.Redirects;
import io.farmgate.opencue.wire.host.ProcClearRedirectRequest;
import io.farmgate.opencue.wire.host.ProcClearRedirectResponse;
import io.farmgate.opencue.wire.host.ProcRedirectToGroupRequest;
import io.farmgate.opencue.wire.host.ProcRedirectToGroupResponse;
import io.farmgate.opencue.wire.host.ProcRedirectToJobRequest;
import io.farmgate.opencue.wire.host.ProcRedirectToJobResponse;

/** Redirects of procs, one call each. */
final class RedirectPort implements Redirects {
  private static final String SERVICE = "host.ProcInterface/";

  private final FarmCalls calls;

  RedirectPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public void toJob(ProcId proc, JobId job) {
    calls.call(
        SERVICE + "RedirectToJob",
        ProcRedirectToJobRequest.newBuilder()
            .setProc(ProcPort.wire(proc))
            .setJobId(job.value())
            .build(),
        ProcRedirectToJobResponse.parser());
  }

  @Override
  public void toGroup(ProcId proc, GroupId group) {
    calls.call(
        SERVICE + "RedirectToGroup",
        ProcRedirectToGroupRequest.newBuilder()
            .setProc(ProcPort.wire(proc))
            .setGroupId(group.value())
            .build(),
        ProcRedirectToGroupResponse.parser());
  }

  @Override
  public boolean clear(ProcId proc) {
    return calls
        .call(
            SERVICE + "ClearRedirect",
            ProcClearRedirectRequest.newBuilder().setProc(ProcPort.wire(proc)).build(),
            ProcClearRedirectResponse.parser())
        .getValue();
  }
}
