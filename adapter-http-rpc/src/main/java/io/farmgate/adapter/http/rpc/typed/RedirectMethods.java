package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.HostId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Redirects;
import io.farmgate.opencue.wire.host.HostRedirectToJobRequest;
import io.farmgate.opencue.wire.host.HostRedirectToJobResponse;
import io.farmgate.opencue.wire.host.ProcClearRedirectRequest;
import io.farmgate.opencue.wire.host.ProcClearRedirectResponse;
import io.farmgate.opencue.wire.host.ProcRedirectToGroupRequest;
import io.farmgate.opencue.wire.host.ProcRedirectToGroupResponse;
import io.farmgate.opencue.wire.host.ProcRedirectToJobRequest;
import io.farmgate.opencue.wire.host.ProcRedirectToJobResponse;
import io.farmgate.opencue.wire.host.ProcUnbookProcsRequest;
import io.farmgate.opencue.wire.host.ProcUnbookProcsResponse;
import io.farmgate.opencue.wire.host.ProcUnbookToGroupRequest;
import io.farmgate.opencue.wire.host.ProcUnbookToGroupResponse;
import io.farmgate.opencue.wire.host.ProcUnbookToJobRequest;
import io.farmgate.opencue.wire.host.ProcUnbookToJobResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What {@code host.ProcInterface} does to several procs at once, and whose turn it is after them. A
 * proc that has ended between a selection and what is done to it is not counted.
 */
final class RedirectMethods {
  private static final String SERVICE = "host.ProcInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;
  private final ProcQueries queries;

  RedirectMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
    this.queries = new ProcQueries(browse);
  }

  void addTo(MethodTable table) {
    addUnbooking(table);
    addRedirects(table);
    addOfHost(table);
  }

  private void addUnbooking(MethodTable table) {
    table.add(
        SERVICE + "UnbookProcs",
        ProcUnbookProcsRequest.getDefaultInstance(),
        ProcUnbookProcsResponse.class,
        (call, request) -> {
          Stream<Proc> procs = queries.selectSome(call, request.getR());
          int done = each(call, procs, request.getKill(), proc -> unbook(call, proc));
          return ProcUnbookProcsResponse.newBuilder().setNumProcs(done).build();
        });
    table.add(
        SERVICE + "UnbookToJob",
        ProcUnbookToJobRequest.getDefaultInstance(),
        ProcUnbookToJobResponse.class,
        (call, request) -> {
          List<JobId> jobs = request.getJobs().getJobsList().stream().map(JobMethods::id).toList();
          if (jobs.isEmpty()) {
            throw Wire.invalid("jobs: none (expected: whose turn it is)");
          }
          jobs.forEach(job -> browse.job(call.caller(), call.farm(), job));
          List<Proc> procs = queries.selectSome(call, request.getR()).toList();
          int done = 0;
          for (int i = 0; i < procs.size(); i++) {
            // The jobs take turns.
            JobId job = jobs.get(i % jobs.size());
            done +=
                each(
                    call,
                    Stream.of(procs.get(i)),
                    request.getKill(),
                    proc -> toJob(call, proc, job));
          }
          return ProcUnbookToJobResponse.newBuilder().setNumProcs(done).build();
        });
    table.add(
        SERVICE + "UnbookToGroup",
        ProcUnbookToGroupRequest.getDefaultInstance(),
        ProcUnbookToGroupResponse.class,
        (call, request) -> {
          GroupId group = Wire.id("group.id", request.getGroup().getId(), GroupId::new);
          browse.group(call.caller(), call.farm(), group);
          Stream<Proc> procs = queries.selectSome(call, request.getR());
          int done = each(call, procs, request.getKill(), proc -> toGroup(call, proc, group));
          return ProcUnbookToGroupResponse.newBuilder().setNumProcs(done).build();
        });
  }

  private void addRedirects(MethodTable table) {
    table.add(
        SERVICE + "RedirectToJob",
        ProcRedirectToJobRequest.getDefaultInstance(),
        ProcRedirectToJobResponse.class,
        (call, request) -> {
          ProcId proc = id(request.getProc());
          toJob(call, proc, Wire.id("jobId", request.getJobId(), JobId::new));
          kill(call, proc, request.getKill());
          return ProcRedirectToJobResponse.newBuilder().setValue(true).build();
        });
    table.add(
        SERVICE + "RedirectToGroup",
        ProcRedirectToGroupRequest.getDefaultInstance(),
        ProcRedirectToGroupResponse.class,
        (call, request) -> {
          ProcId proc = id(request.getProc());
          toGroup(call, proc, Wire.id("groupId", request.getGroupId(), GroupId::new));
          kill(call, proc, request.getKill());
          return ProcRedirectToGroupResponse.newBuilder().setValue(true).build();
        });
    table.add(
        SERVICE + "ClearRedirect",
        ProcClearRedirectRequest.getDefaultInstance(),
        ProcClearRedirectResponse.class,
        (call, request) -> {
          ProcId proc = id(request.getProc());
          return ProcClearRedirectResponse.newBuilder()
              .setValue(
                  control
                      .work()
                      .make(
                          call.caller(),
                          call.farm(),
                          "redirect a proc",
                          on -> on.redirects().clear(proc)))
              .build();
        });
  }

  private void addOfHost(MethodTable table) {
    table.add(
        "host.HostInterface/RedirectToJob",
        HostRedirectToJobRequest.getDefaultInstance(),
        HostRedirectToJobResponse.class,
        (call, request) -> {
          HostId host = Wire.id("host.id", request.getHost().getId(), HostId::new);
          JobId job = Wire.id("jobId", request.getJobId(), JobId::new);
          browse.host(call.caller(), call.farm(), host);
          browse.job(call.caller(), call.farm(), job);
          List<String> names = request.getProcNamesList();
          Stream<Proc> procs =
              browse.procs(call.caller(), call.farm()).stream()
                  .filter(proc -> proc.hostId().equals(host))
                  .filter(proc ->
                      names.contains(ProcMethods.name(proc)) || names.contains(proc.id().value()));
          int done = each(call, procs, true, proc -> toJob(call, proc, job));
          return HostRedirectToJobResponse.newBuilder().setValue(done > 0).build();
        });
  }

  private int each(Invocation call, Stream<Proc> procs, boolean kill, Consumer<ProcId> change) {
    int done = 0;
    for (Proc proc : procs.toList()) {
      try {
        change.accept(proc.id());
        kill(call, proc.id(), kill);
        done++;
      } catch (FarmException e) {
        if (!(e.failure() instanceof FarmFailure.NotFound)) {
          throw e;
        }
      }
    }
    return done;
  }

  private void unbook(Invocation call, ProcId proc) {
    control.unbookProc(call.caller(), call.farm(), proc);
  }

  private void kill(Invocation call, ProcId proc, boolean kill) {
    if (kill) {
      control.killProc(call.caller(), call.farm(), proc, Wire.reason(call, "unbooked"));
    }
  }

  private void toJob(Invocation call, ProcId proc, JobId job) {
    redirect(call, on -> on.toJob(proc, job));
  }

  private void toGroup(Invocation call, ProcId proc, GroupId group) {
    redirect(call, on -> on.toGroup(proc, group));
  }

  private void redirect(Invocation call, Consumer<Redirects> change) {
    control
        .work()
        .change(call.caller(), call.farm(), "redirect a proc", on -> change.accept(on.redirects()));
  }

  private static ProcId id(io.farmgate.opencue.wire.host.Proc proc) {
    return Wire.id("proc.id", proc.getId(), ProcId::new);
  }
}
