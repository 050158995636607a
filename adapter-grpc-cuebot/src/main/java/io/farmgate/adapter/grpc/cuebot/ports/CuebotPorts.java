package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.change.PolledChanges;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.Frames;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.Logs;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.SetupPorts;
import io.farmgate.domain.port.WorkPorts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A Cuebot as any other farm, for APIs that do not speak OpenCue's contract.
 *
 * <p>Each port says what it costs where that is more than one call. What Cuebot does in the
 * background (killing, retrying and eating frames) is asked for when a port returns, and done a
 * moment later. What the contract does not tell is absent: the retries that a job allows, the layer
 * and frame of a proc, the job of a frame that is looked up by its id, quotas of owners. Changes
 * are found by looking, {@link PolledChanges}.
 */
public final class CuebotPorts {
  /** How often a Cuebot is looked at while somebody wants to know of changes. */
  public static final Duration LOOKS = Duration.ofSeconds(2);

  private static final Logs NO_LOGS =
      (frame, job) -> {
        throw new FarmException(
            new FarmFailure.Unsupported(
                "the logs of this farm are not read here (expected: an operator lists their folders"
                    + " in FARMGATE_LOG_ROOTS)"));
      };

  private CuebotPorts() {}

  /**
   * Makes the ports of a farm whose logs can be read and whose launches may have keys.
   *
   * @param rpc the way to it
   * @param timeout how long one call may take; a port may make several
   * @param logs makes the port for them of those for jobs and frames: Cuebot itself tells only
   *     where a log is
   * @param keys where launches under keys are written down; a folder of this farm's alone, used by
   *     one process at a time
   */
  public static FarmPorts over(
      NativeRpc rpc,
      Duration timeout,
      BiFunction<Jobs, Frames, Logs> logs,
      Path keys,
      Clock clock) {
    return over(rpc, timeout, LOOKS, logs, new LaunchRecords(keys, clock), clock);
  }

  /**
   * Makes the ports of a farm whose logs cannot be read.
   *
   * @param looks how long to wait between two looks for changes, while somebody wants to know
   */
  public static FarmPorts over(
      NativeRpc rpc, Duration timeout, Duration looks, Path keys, Clock clock) {
    return over(
        rpc, timeout, looks, (jobs, frames) -> NO_LOGS, new LaunchRecords(keys, clock), clock);
  }

  private static FarmPorts over(
      NativeRpc rpc,
      Duration timeout,
      Duration looks,
      BiFunction<Jobs, Frames, Logs> logs,
      LaunchRecords records,
      Clock clock) {
    FarmCalls calls = new FarmCalls(rpc, timeout);
    ShowPort shows = new ShowPort(calls);
    JobPort jobs = new JobPort(calls);
    LayerPort layers = new LayerPort(calls);
    FramePort frames = new FramePort(calls);
    DependencyPort dependencies = new DependencyPort(calls);
    HostPort hosts = new HostPort(calls);
    ProcPort procs = new ProcPort(calls, hosts);
    OwnerPort owners = new OwnerPort(calls, shows);
    return new FarmPorts(
        shows,
        jobs,
        new JobControlPort(calls, jobs),
        layers,
        frames,
        new FrameControlPort(calls, frames),
        logs.apply(jobs, frames),
        hosts,
        procs,
        new GroupPort(calls, shows, jobs),
        owners,
        new DeedPort(calls, shows, hosts, owners),
        new SubmissionPort(calls, shows, jobs, Optional.of(records)),
        setup(calls, shows, jobs, hosts),
        new WorkPorts(
            dependencies,
            new LayerControlPort(calls, layers, clock),
            new LayerLimitPort(calls, new LimitPort(calls)),
            new LayerOutputPort(calls),
            new JobUpkeepPort(calls, jobs),
            new CommentPort(calls),
            new HostControlPort(calls, hosts, procs),
            new RedirectPort(calls),
            new FigurePort(calls),
            new FrameMarkPort(calls, frames, dependencies),
            new FrameOrderPort(calls, layers, frames),
            new FrameNotePort(calls, frames),
            new LendingPort(calls, hosts)),
        new PolledChanges(new PolledChanges.Ports(jobs, layers, frames, hosts), looks));
  }

  private static SetupPorts setup(FarmCalls calls, ShowPort shows, JobPort jobs, HostPort hosts) {
    FacilityPort facilities = new FacilityPort(calls);
    FilterPort filters = new FilterPort(calls, shows, jobs);
    AllocationPort allocations = new AllocationPort(calls, facilities, hosts);
    return new SetupPorts(
        facilities,
        allocations,
        new SubscriptionPort(calls, shows, allocations),
        new LimitPort(calls),
        new ServicePort(calls),
        new ServiceOverridePort(calls, shows),
        new ShowControlPort(calls, shows),
        filters,
        new FilterPartPort(calls, filters),
        new DepartmentPort(calls, shows),
        new TaskPort(calls));
  }
}
