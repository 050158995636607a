package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.Host.LockState;
import io.farmgate.domain.HostId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobControl;
import io.farmgate.domain.port.KillReason;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Changes a farm for a caller who may. What returned is durable. What is not there is {@link
 * FarmFailure.NotFound}.
 */
public final class ControlFarm {
  private final AccessPolicy policy;

  /** Creates the use case. */
  public ControlFarm(AccessPolicy policy) {
    this.policy = policy;
  }

  /** Changes a job; {@code what} says what is done to it, for a refusal: "pause a job". */
  public void job(Caller caller, Farm farm, String what, Consumer<JobControl> change) {
    change.accept(change(caller, farm, what).jobControl());
  }

  /** Ends a job and everything of it that runs. */
  public void killJob(Caller caller, Farm farm, JobId job, KillReason reason) {
    change(caller, farm, "kill a job").jobControl().kill(job, reason);
  }

  /** Runs frames again; see {@link io.farmgate.domain.port.FrameControl#retry}. */
  public int retryFrames(Caller caller, Farm farm, FrameQuery frames, KillReason reason) {
    return ofJob(change(caller, farm, "retry frames"), frames).frameControl().retry(frames, reason);
  }

  /** Ends running frames; they wait anew. */
  public int killFrames(Caller caller, Farm farm, FrameQuery frames, KillReason reason) {
    return ofJob(change(caller, farm, "kill frames"), frames).frameControl().kill(frames, reason);
  }

  /** Gives frames up; they count as done. */
  public int eatFrames(Caller caller, Farm farm, FrameQuery frames, KillReason reason) {
    return ofJob(change(caller, farm, "eat frames"), frames).frameControl().eat(frames, reason);
  }

  /** Returns the query for one frame that exists, wherever it is. */
  public FrameQuery oneFrame(Farm farm, FrameId id) {
    return FrameQuery.one(found(farm.ports().frames().byId(id), "frame", id.value()).jobId(), id);
  }

  /** Ends a proc; its frame waits anew. */
  public void killProc(Caller caller, Farm farm, ProcId proc, KillReason reason) {
    change(caller, farm, "kill a proc").procs().kill(proc, reason);
  }

  /** Sets whether a host takes new work. */
  public void lockHost(Caller caller, Farm farm, HostId host, LockState lock) {
    change(caller, farm, "lock or unlock a host").hosts().setLock(host, lock);
  }

  /** Creates a show. */
  public Show createShow(Caller caller, Farm farm, String name) {
    policy.require(caller, Role.ADMIN, "create a show");
    return farm.ports().shows().create(name);
  }

  /** Sets what a new job of a show may use. */
  public void setDefaultCores(Caller caller, Farm farm, ShowId show, Cores min, Cores max) {
    policy.require(caller, Role.ADMIN, "change a show");
    farm.ports().shows().setDefaultCores(show, min, max);
  }

  private FarmPorts change(Caller caller, Farm farm, String what) {
    policy.require(caller, Role.OPERATOR, what);
    return farm.ports();
  }

  private static FarmPorts ofJob(FarmPorts ports, FrameQuery frames) {
    found(ports.jobs().byId(frames.job()), "job", frames.job().value());
    return ports;
  }

  private static <T> T found(Optional<T> thing, String kind, String key) {
    return thing.orElseThrow(() -> new FarmException(FarmFailure.NotFound.of(kind, key)));
  }
}
