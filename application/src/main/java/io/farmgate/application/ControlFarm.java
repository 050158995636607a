package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.Host.LockState;
import io.farmgate.domain.HostId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.OwnerQuota;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.GroupEdit;
import io.farmgate.domain.port.JobControl;
import io.farmgate.domain.port.KillReason;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Changes a farm for a caller who may. What returned is durable. What is not there is {@link
 * FarmFailure.NotFound}.
 */
public final class ControlFarm {
  private final AccessPolicy policy;
  private final SetUpFarm setup;
  private final ControlWork work;

  /** Creates the use case. */
  public ControlFarm(AccessPolicy policy) {
    this.policy = policy;
    this.setup = new SetUpFarm(policy);
    this.work = new ControlWork(policy);
  }

  /** Returns what changes how a farm is set up. */
  public SetUpFarm setup() {
    return setup;
  }

  /** Returns what changes work that is on a farm. */
  public ControlWork work() {
    return work;
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

  /** Ends a proc; its frame waits anew. */
  public void killProc(Caller caller, Farm farm, ProcId proc, KillReason reason) {
    change(caller, farm, "kill a proc").procs().kill(proc, reason);
  }

  /** Sets whether a host takes new work. */
  public void lockHost(Caller caller, Farm farm, HostId host, LockState lock) {
    change(caller, farm, "lock or unlock a host").hosts().setLock(host, lock);
  }

  /** Removes a host that is gone. */
  public void deleteHost(Caller caller, Farm farm, HostId host) {
    admin(caller, farm, "delete a host").work().hosts().delete(host);
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

  /** Lets a proc take no further frame when its present one ends. */
  public void unbookProc(Caller caller, Farm farm, ProcId proc) {
    change(caller, farm, "unbook a proc").procs().unbook(proc);
  }

  /** Creates a group of jobs in another one. */
  public Group createGroup(Caller caller, Farm farm, GroupId parent, String name) {
    return change(caller, farm, "create a group").groups().create(parent, name);
  }

  /** Gives a group another name. */
  public void renameGroup(Caller caller, Farm farm, GroupId group, String name) {
    change(caller, farm, "rename a group").groups().rename(group, name);
  }

  /** Puts groups into another one. */
  public void moveGroups(Caller caller, Farm farm, GroupId parent, Set<GroupId> groups) {
    change(caller, farm, "move groups to a group").groups().moveGroups(parent, groups);
  }

  /** Removes an empty group. */
  public void deleteGroup(Caller caller, Farm farm, GroupId group) {
    change(caller, farm, "delete a group").groups().delete(group);
  }

  /** Changes what is set for a group. */
  public void changeGroup(
      Caller caller, Farm farm, GroupId group, UnaryOperator<GroupSettings> change) {
    change(caller, farm, "change a group").groups().change(group, change);
  }

  /** Renames, moves and changes a group at once. */
  public void editGroup(Caller caller, Farm farm, GroupId group, GroupEdit edit) {
    change(caller, farm, "change a group").groups().edit(group, edit);
  }

  /** Moves jobs into a group, whose defaults they take over. */
  public void moveJobs(Caller caller, Farm farm, GroupId group, Set<JobId> jobs) {
    change(caller, farm, "move jobs to a group").groups().move(group, jobs);
  }

  /** Makes a user known as an owner. */
  public Owner createOwner(Caller caller, Farm farm, ShowId show, String name) {
    return admin(caller, farm, "create an owner").owners().create(show, name);
  }

  /** Sets the show that an owner's hosts work for. */
  public void setOwnerShow(Caller caller, Farm farm, OwnerId owner, String showName) {
    FarmPorts ports = admin(caller, farm, "change an owner");
    ports.owners().setShow(owner, found(ports.shows().byName(showName), "show", showName).id());
  }

  /** Sets what an owner's jobs may have together. */
  public void changeQuota(
      Caller caller, Farm farm, OwnerId owner, UnaryOperator<OwnerQuota> change) {
    admin(caller, farm, "change the quota of an owner").owners().changeQuota(owner, change);
  }

  /** Forgets an owner, and the deeds with them. */
  public void deleteOwner(Caller caller, Farm farm, OwnerId owner) {
    admin(caller, farm, "delete an owner").owners().delete(owner);
  }

  /** Gives a host, by its name, to an owner. */
  public Deed giveHost(Caller caller, Farm farm, String hostName, OwnerId owner) {
    FarmPorts ports = admin(caller, farm, "give a host to an owner");
    return ports.deeds().give(found(ports.hosts().byName(hostName), "host", hostName).id(), owner);
  }

  /** Ends the ownership of a host. */
  public void endDeed(Caller caller, Farm farm, DeedId deed) {
    admin(caller, farm, "end a deed").deeds().end(deed);
  }

  /** Sends jobs through one of their show's filters. */
  public void runFilter(Caller caller, Farm farm, FilterId filter, Set<JobId> jobs) {
    change(caller, farm, "run a filter").setup().filters().run(filter, jobs);
  }

  private FarmPorts admin(Caller caller, Farm farm, String what) {
    policy.require(caller, Role.ADMIN, what);
    return farm.ports();
  }

  private FarmPorts change(Caller caller, Farm farm, String what) {
    policy.require(caller, Role.OPERATOR, what);
    return farm.ports();
  }

  private static FarmPorts ofJob(FarmPorts ports, FrameQuery frames) {
    frames
        .job()
        .ifPresentOrElse(
            job -> found(ports.jobs().byId(job), "job", job.value()),
            () -> frames.ids().forEach(id -> found(ports.frames().byId(id), "frame", id.value())));
    return ports;
  }

  private static <T> T found(Optional<T> thing, String kind, String key) {
    return thing.orElseThrow(() -> new FarmException(FarmFailure.NotFound.of(kind, key)));
  }
}
