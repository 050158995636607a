package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.WorkPorts;
import java.time.Duration;

/**
 * A Cuebot as any other farm, for APIs that do not speak OpenCue's contract.
 *
 * <p>Each port says what it costs where that is more than one call. What Cuebot does in the
 * background (killing, retrying and eating frames) is asked for when a port returns, and done a
 * moment later. What the contract does not tell is absent: the retries that a job allows, the layer
 * and frame of a proc, the job of a frame that is looked up by its id, quotas of owners.
 */
public final class CuebotPorts {
  private CuebotPorts() {}

  /**
   * Makes the ports of a farm.
   *
   * @param rpc the way to it
   * @param timeout how long one call may take; a port may make several
   */
  public static FarmPorts over(NativeRpc rpc, Duration timeout) {
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
        hosts,
        new ProcPort(calls, hosts),
        new GroupPort(calls, shows, jobs),
        owners,
        new DeedPort(calls, shows, hosts, owners),
        new SubmissionPort(calls, shows),
        new WorkPorts(new DependencyPort(calls)));
  }
}
