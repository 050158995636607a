package io.farmgate.adapter.grpc.cuebot.ports;

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
 * and frame of a proc, the job of a frame that is looked up by its id, quotas of owners.
 */
public final class CuebotPorts {
  private static final Logs NO_LOGS =
      (frame, job) -> {
        throw new FarmException(
            new FarmFailure.Unsupported(
                "the logs of this farm are not read here (expected: an operator lists their folders"
                    + " in FARMGATE_LOG_ROOTS)"));
      };

  private CuebotPorts() {}

  /**
   * Makes the ports of a farm.
   *
   * @param rpc the way to it
   * @param timeout how long one call may take; a port may make several
   */
  public static FarmPorts over(NativeRpc rpc, Duration timeout) {
    return over(rpc, timeout, (jobs, frames) -> NO_LOGS);
  }

  /**
   * Makes the ports of a farm whose logs can be read.
   *
   * @param logs makes the port for them of those for jobs and frames: Cuebot itself tells only
   *     where a log is
   */
  public static FarmPorts over(
      NativeRpc rpc, Duration timeout, BiFunction<Jobs, Frames, Logs> logs) {
    return over(rpc, timeout, logs, Optional.empty());
  }

  /**
   * Makes the ports of a farm whose logs can be read and whose launches may have keys.
   *
   * @param keys where launches under keys are written down; a folder of this farm's alone, used by
   *     one process at a time
   */
  public static FarmPorts over(
      NativeRpc rpc,
      Duration timeout,
      BiFunction<Jobs, Frames, Logs> logs,
      Path keys,
      Clock clock) {
    return over(rpc, timeout, logs, Optional.of(new LaunchRecords(keys, clock)));
  }

  /** Makes the ports of a farm whose launches may have keys. */
  public static FarmPorts over(NativeRpc rpc, Duration timeout, Path keys, Clock clock) {
    return over(rpc, timeout, (jobs, frames) -> NO_LOGS, keys, clock);
  }

  private static FarmPorts over(
      NativeRpc rpc,
      Duration timeout,
      BiFunction<Jobs, Frames, Logs> logs,
      Optional<LaunchRecords> records) {
    FarmCalls calls = new FarmCalls(rpc, timeout);
    ShowPort shows = new ShowPort(calls);
    JobPort jobs = new JobPort(calls);
    FramePort frames = new FramePort(calls);
    HostPort hosts = new HostPort(calls);
    OwnerPort owners = new OwnerPort(calls, shows);
    return new FarmPorts(
        shows,
        jobs,
        new JobControlPort(calls),
        new LayerPort(calls),
        frames,
        new FrameControlPort(calls, frames),
        logs.apply(jobs, frames),
        hosts,
        new ProcPort(calls, hosts),
        new GroupPort(calls, shows, jobs),
        owners,
        new DeedPort(calls, shows, hosts, owners),
        new SubmissionPort(calls, shows, jobs, records),
        setup(calls, shows, jobs, hosts),
        new WorkPorts(new DependencyPort(calls)));
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
        new FilterPartPort(calls, filters));
  }
}
