package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.port.Procs;
import io.farmgate.opencue.wire.host.ProcGetProcsRequest;
import io.farmgate.opencue.wire.host.ProcGetProcsResponse;
import io.farmgate.opencue.wire.host.ProcKillRequest;
import io.farmgate.opencue.wire.host.ProcKillResponse;
import io.farmgate.opencue.wire.host.ProcUnbookRequest;
import io.farmgate.opencue.wire.host.ProcUnbookResponse;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import io.farmgate.opencue.wire.job.JobSearchCriteria;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Procs. The contract gives the names of their hosts and jobs only, so a list takes two more calls,
 * and a proc whose job has ended meanwhile is left out. A proc that is killed is ended without a
 * reason: the contract has no room for one.
 */
final class ProcPort implements Procs {
  private static final String SERVICE = "host.ProcInterface/";

  private final FarmCalls calls;
  private final HostPort hosts;

  ProcPort(FarmCalls calls, HostPort hosts) {
    this.calls = calls;
    this.hosts = hosts;
  }

  @Override
  public List<Proc> all() {
    List<io.farmgate.opencue.wire.host.Proc> found =
        calls
            .call(
                SERVICE + "GetProcs",
                ProcGetProcsRequest.getDefaultInstance(),
                ProcGetProcsResponse.parser())
            .getProcs()
            .getProcsList();
    if (found.isEmpty()) {
      return List.of();
    }
    Map<String, HostId> hostIds =
        hosts.all().stream().collect(Collectors.toMap(Host::name, Host::id, (a, b) -> a));
    Map<String, JobId> jobIds = jobIds(found);
    return found.stream()
        .flatMap(proc -> {
          HostId host = hostIds.get(host(proc));
          JobId job = jobIds.get(proc.getJobName());
          return host == null || job == null ? Stream.empty() : Stream.of(proc(proc, host, job));
        })
        .sorted(Comparator.comparing(Proc::startTime))
        .toList();
  }

  private Map<String, JobId> jobIds(List<io.farmgate.opencue.wire.host.Proc> procs) {
    JobSearchCriteria named =
        JobSearchCriteria.newBuilder()
            .addAllJobs(
                procs.stream()
                    .map(io.farmgate.opencue.wire.host.Proc::getJobName)
                    .distinct()
                    .toList())
            .build();
    return calls
        .call(
            "job.JobInterface/GetJobs",
            JobGetJobsRequest.newBuilder().setR(named).build(),
            JobGetJobsResponse.parser())
        .getJobs()
        .getJobsList()
        .stream()
        .map(JobPort::job)
        .collect(Collectors.toMap(Job::name, Job::id, (a, b) -> a));
  }

  /** A proc is called after its host, with what it has booked there: {@code host/1.00/0}. */
  private static String host(io.farmgate.opencue.wire.host.Proc proc) {
    int slash = proc.getName().indexOf('/');
    return slash < 0 ? proc.getName() : proc.getName().substring(0, slash);
  }

  private static Proc proc(io.farmgate.opencue.wire.host.Proc wire, HostId hostId, JobId jobId) {
    return new Proc(
        new ProcId(wire.getId()),
        hostId,
        host(wire),
        wire.getShowName(),
        wire.getGroupName(),
        jobId,
        wire.getJobName(),
        Optional.empty(),
        Optional.empty(),
        wire.getFrameName(),
        Units.cores(wire.getReservedCores()),
        Units.bytes(wire.getReservedMemory()),
        Units.bytes(wire.getUsedMemory()),
        wire.getServicesList(),
        wire.getLogPath(),
        wire.getUnbooked(),
        Optional.of(wire.getRedirectTarget()).filter(target -> !target.isEmpty()),
        Units.instant(wire.getDispatchTime()));
  }

  @Override
  public void kill(ProcId id, KillReason reason) {
    ProcKillRequest request = ProcKillRequest.newBuilder().setProc(wire(id)).build();
    if (calls.find(SERVICE + "Kill", request, ProcKillResponse.parser()).isEmpty()) {
      throw unknown(id);
    }
  }

  @Override
  public void unbook(ProcId id) {
    ProcUnbookRequest request =
        ProcUnbookRequest.newBuilder().setProc(wire(id)).setKill(false).build();
    if (calls.find(SERVICE + "Unbook", request, ProcUnbookResponse.parser()).isEmpty()) {
      throw unknown(id);
    }
  }

  /** A Cuebot does not say of what there is none. */
  private static FarmException unknown(ProcId id) {
    return new FarmException(FarmFailure.NotFound.of("proc", id.value()));
  }

  static io.farmgate.opencue.wire.host.Proc wire(ProcId id) {
    return io.farmgate.opencue.wire.host.Proc.newBuilder().setId(id.value()).build();
  }
}
