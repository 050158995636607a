package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Hosts;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.Owners;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Shows;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads a farm for a caller who may. What is asked for by name or id and is not there is {@link
 * FarmFailure.NotFound}.
 */
public final class BrowseFarm {
  private final AccessPolicy policy;
  private final BrowseSetup setup;
  private final BrowseWork work;

  /** Creates the use case. */
  public BrowseFarm(AccessPolicy policy) {
    this.policy = policy;
    this.setup = new BrowseSetup(policy);
    this.work = new BrowseWork(policy);
  }

  /** Returns what reads how a farm is set up. */
  public BrowseSetup setup() {
    return setup;
  }

  /** Returns what reads what people do with work. */
  public BrowseWork work() {
    return work;
  }

  /** Returns all shows, by name. */
  public List<Show> shows(Caller caller, Farm farm) {
    return read(caller, farm).shows().all();
  }

  /** Returns one show. */
  public Show show(Caller caller, Farm farm, ShowId id) {
    return found(read(caller, farm).shows().byId(id), "show", id.value());
  }

  /** Returns one show. */
  public Show showNamed(Caller caller, Farm farm, String name) {
    return found(read(caller, farm).shows().byName(name), "show", name);
  }

  /** Returns the show of that id, or else of that name. */
  public Show showKnownAs(Caller caller, Farm farm, String key) {
    return known(read(caller, farm).shows(), "show", key, ShowId::new, Shows::byId, Shows::byName);
  }

  /** Returns the jobs that a query asks for. */
  public List<Job> jobs(Caller caller, Farm farm, JobQuery query) {
    return read(caller, farm).jobs().list(query);
  }

  /** Returns one page of the jobs that a query asks for. */
  public Page<Job> jobs(
      Caller caller, Farm farm, JobQuery query, JobOrder order, PageRequest page) {
    return read(caller, farm).jobs().page(query, order, page);
  }

  /** Returns one job. */
  public Job job(Caller caller, Farm farm, JobId id) {
    return found(read(caller, farm).jobs().byId(id), "job", id.value());
  }

  /** Returns one job. */
  public Job jobNamed(Caller caller, Farm farm, String name) {
    return found(read(caller, farm).jobs().byName(name), "job", name);
  }

  /** Returns the job of that id, or else of that full name. */
  public Job jobKnownAs(Caller caller, Farm farm, String key) {
    return known(read(caller, farm).jobs(), "job", key, JobId::new, Jobs::byId, Jobs::byName);
  }

  /** Returns the layers of a job that exists. */
  public List<Layer> layers(Caller caller, Farm farm, JobId id) {
    return read(caller, farm).layers().ofJob(job(caller, farm, id).id());
  }

  /** Returns one layer. */
  public Layer layer(Caller caller, Farm farm, LayerId id) {
    return found(read(caller, farm).layers().byId(id), "layer", id.value());
  }

  /** Returns one layer of a job. */
  public Layer layerNamed(Caller caller, Farm farm, JobId id, String name) {
    return found(
        layers(caller, farm, id).stream().filter(layer -> layer.name().equals(name)).findFirst(),
        "layer",
        name);
  }

  /** Returns the frames that a query asks for, of a job that exists where it names one. */
  public List<Frame> frames(Caller caller, Farm farm, FrameQuery query) {
    FarmPorts ports = read(caller, farm);
    query.job().ifPresent(job -> found(ports.jobs().byId(job), "job", job.value()));
    return ports.frames().list(query);
  }

  /** Returns one page of the frames that a query asks for, of a job that exists. */
  public Page<Frame> frames(
      Caller caller, Farm farm, FrameQuery query, boolean reversed, PageRequest page) {
    FarmPorts ports = read(caller, farm);
    query.job().ifPresent(job -> found(ports.jobs().byId(job), "job", job.value()));
    return ports.frames().page(query, reversed, page);
  }

  /** Returns one frame. */
  public Frame frame(Caller caller, Farm farm, FrameId id) {
    return found(read(caller, farm).frames().byId(id), "frame", id.value());
  }

  /** Returns all hosts, by name. */
  public List<Host> hosts(Caller caller, Farm farm) {
    return read(caller, farm).hosts().all();
  }

  /** Returns one host. */
  public Host host(Caller caller, Farm farm, HostId id) {
    return found(read(caller, farm).hosts().byId(id), "host", id.value());
  }

  /** Returns one host. */
  public Host hostNamed(Caller caller, Farm farm, String name) {
    return found(read(caller, farm).hosts().byName(name), "host", name);
  }

  /** Returns the host of that id, or else of that name. */
  public Host hostKnownAs(Caller caller, Farm farm, String key) {
    return known(read(caller, farm).hosts(), "host", key, HostId::new, Hosts::byId, Hosts::byName);
  }

  /** Returns what runs now, oldest first. */
  public List<Proc> procs(Caller caller, Farm farm) {
    return read(caller, farm).procs().all();
  }

  /** Returns one proc that runs now. */
  public Proc proc(Caller caller, Farm farm, ProcId id) {
    return found(
        procs(caller, farm).stream().filter(proc -> proc.id().equals(id)).findFirst(),
        "proc",
        id.value());
  }

  /** Returns the groups of a show that exists, the root group first. */
  public List<Group> groups(Caller caller, Farm farm, ShowId id) {
    return read(caller, farm).groups().ofShow(show(caller, farm, id).id());
  }

  /** Returns one group. */
  public Group group(Caller caller, Farm farm, GroupId id) {
    return found(read(caller, farm).groups().byId(id), "group", id.value());
  }

  /** Returns one group of a show. */
  public Group groupNamed(Caller caller, Farm farm, String show, String name) {
    return found(
        groups(caller, farm, showNamed(caller, farm, show).id()).stream()
            .filter(group -> group.name().equals(name))
            .findFirst(),
        "group",
        name);
  }

  /** Returns the unfinished jobs directly in a group that exists. */
  public List<Job> jobsOfGroup(Caller caller, Farm farm, GroupId id) {
    FarmPorts ports = read(caller, farm);
    Set<JobId> jobs = ports.groups().jobs(group(caller, farm, id).id());
    // An empty criterion would not narrow.
    return jobs.isEmpty() ? List.of() : ports.jobs().list(JobQuery.UNFINISHED.withIds(jobs));
  }

  /** Returns one owner. */
  public Owner owner(Caller caller, Farm farm, OwnerId id) {
    return found(read(caller, farm).owners().byId(id), "owner", id.value());
  }

  /** Returns the owner of that id, or else of that user name. */
  public Owner ownerKnownAs(Caller caller, Farm farm, String key) {
    return known(
        read(caller, farm).owners(), "owner", key, OwnerId::new, Owners::byId, Owners::byName);
  }

  /** Returns one owner. */
  public Owner ownerNamed(Caller caller, Farm farm, String name) {
    return found(read(caller, farm).owners().byName(name), "owner", name);
  }

  /** Returns all deeds, by host. */
  public List<Deed> deeds(Caller caller, Farm farm) {
    return read(caller, farm).deeds().all();
  }

  /** Returns one deed. */
  public Deed deed(Caller caller, Farm farm, DeedId id) {
    return found(
        deeds(caller, farm).stream().filter(deed -> deed.id().equals(id)).findFirst(),
        "deed",
        id.value());
  }

  /** Returns the deed of a host that exists and belongs to somebody. */
  public Deed deedOfHost(Caller caller, Farm farm, HostId id) {
    HostId host = host(caller, farm, id).id();
    return found(
        deeds(caller, farm).stream().filter(deed -> deed.hostId().equals(host)).findFirst(),
        "deed of the host",
        id.value());
  }

  private FarmPorts read(Caller caller, Farm farm) {
    policy.require(caller, Role.VIEWER, "read the farm");
    return farm.ports();
  }

  /** A key that is blank is neither an id nor a name. */
  private static <P, I, T> T known(
      P port,
      String kind,
      String key,
      Function<String, I> id,
      BiFunction<P, I, Optional<T>> byId,
      BiFunction<P, String, Optional<T>> byName) {
    Optional<T> thing =
        key.isBlank()
            ? Optional.empty()
            : byId.apply(port, id.apply(key)).or(() -> byName.apply(port, key));
    return found(thing, kind, key);
  }

  private static <T> T found(Optional<T> thing, String kind, String key) {
    return thing.orElseThrow(() -> new FarmException(FarmFailure.NotFound.of(kind, key)));
  }
}
