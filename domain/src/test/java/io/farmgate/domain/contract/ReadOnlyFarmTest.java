package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.DependId;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.OwnerQuota;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Allocations;
import io.farmgate.domain.port.Comments;
import io.farmgate.domain.port.Deeds;
import io.farmgate.domain.port.Departments;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.port.Dependencies;
import io.farmgate.domain.port.Facilities;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FilterParts;
import io.farmgate.domain.port.Filters;
import io.farmgate.domain.port.FrameControl;
import io.farmgate.domain.port.FrameMarks;
import io.farmgate.domain.port.FrameNotes;
import io.farmgate.domain.port.FrameOrder;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.GroupEdit;
import io.farmgate.domain.port.Groups;
import io.farmgate.domain.port.HostControl;
import io.farmgate.domain.port.Hosts;
import io.farmgate.domain.port.JobControl;
import io.farmgate.domain.port.JobUpkeep;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.port.LayerControl;
import io.farmgate.domain.port.LayerLimits;
import io.farmgate.domain.port.LayerOutputs;
import io.farmgate.domain.port.Lendings;
import io.farmgate.domain.port.Limits;
import io.farmgate.domain.port.Owners;
import io.farmgate.domain.port.Procs;
import io.farmgate.domain.port.Redirects;
import io.farmgate.domain.port.ServiceOverrides;
import io.farmgate.domain.port.Services;
import io.farmgate.domain.port.SetupPorts;
import io.farmgate.domain.port.ShowControl;
import io.farmgate.domain.port.Shows;
import io.farmgate.domain.port.Subscriptions;
import io.farmgate.domain.port.Tasks;
import io.farmgate.domain.port.WorkPorts;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A farm that can be looked at only: the kit asks it for clear refusals and passes it. */
final class ReadOnlyFarmTest implements FarmContract {
  private static final Pattern READS =
      Pattern.compile("all|names|by.+|of.+|on|find|standard|matchers|actions|filterOf");

  private final InMemoryFarm whole = new InMemoryFarm(Clock.systemUTC());
  private final FarmPorts farm =
      new FarmPorts(
          new ReadOnlyShows(),
          whole.ports().jobs(),
          new NoJobControl(),
          whole.ports().layers(),
          whole.ports().frames(),
          new NoFrameControl(),
          (frame, job) -> {
            throw refusal();
          },
          new ReadOnlyHosts(),
          new ReadOnlyProcs(),
          new NoGroups(),
          new NoOwners(),
          new NoDeeds(),
          submission -> {
            throw refusal();
          },
          new SetupPorts(
              readOnly(Facilities.class, whole.ports().setup().facilities()),
              readOnly(Allocations.class, whole.ports().setup().allocations()),
              readOnly(Subscriptions.class, whole.ports().setup().subscriptions()),
              readOnly(Limits.class, whole.ports().setup().limits()),
              readOnly(Services.class, whole.ports().setup().services()),
              readOnly(ServiceOverrides.class, whole.ports().setup().overrides()),
              readOnly(ShowControl.class, whole.ports().setup().shows()),
              readOnly(Filters.class, whole.ports().setup().filters()),
              readOnly(FilterParts.class, whole.ports().setup().filterParts()),
              readOnly(Departments.class, whole.ports().setup().departments()),
              readOnly(Tasks.class, whole.ports().setup().tasks())),
          new WorkPorts(
              new NoDependencies(),
              readOnly(LayerControl.class, whole.ports().work().layers()),
              readOnly(LayerLimits.class, whole.ports().work().layerLimits()),
              readOnly(LayerOutputs.class, whole.ports().work().outputs()),
              readOnly(JobUpkeep.class, whole.ports().work().jobs()),
              readOnly(Comments.class, whole.ports().work().comments()),
              readOnly(HostControl.class, whole.ports().work().hosts()),
              readOnly(Redirects.class, whole.ports().work().redirects()),
              whole.ports().work().figures(),
              readOnly(FrameMarks.class, whole.ports().work().frameMarks()),
              readOnly(FrameOrder.class, whole.ports().work().frameOrder()),
              readOnly(FrameNotes.class, whole.ports().work().frameNotes()),
              readOnly(Lendings.class, whole.ports().work().lendings())),
          whole.ports().changes());

  @Override
  public FarmPorts farm() {
    return farm;
  }

  @Override
  public Work work() {
    return whole.work();
  }

  @Override
  public Set<Capability> lacks() {
    return EnumSet.complementOf(EnumSet.of(Capability.REVERSED_FRAMES));
  }

  private static FarmException refusal() {
    return new FarmException(
        new FarmFailure.Unsupported("the farm 'museum' can be looked at only"));
  }

  /** Lets those methods of a port through that answer with what there is. */
  private static <T> T readOnly(Class<T> port, T whole) {
    Object refusing =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (READS.matcher(method.getName()).matches()) {
                return method.invoke(whole, arguments);
              }
              throw refusal();
            });
    return port.cast(refusing);
  }

  private final class ReadOnlyShows implements Shows {
    @Override
    public List<Show> all() {
      return whole.ports().shows().all();
    }

    @Override
    public Optional<Show> byId(ShowId id) {
      return whole.ports().shows().byId(id);
    }

    @Override
    public Optional<Show> byName(String name) {
      return whole.ports().shows().byName(name);
    }

    @Override
    public Show create(String name) {
      throw refusal();
    }

    @Override
    public void setDefaultCores(ShowId show, Cores min, Cores max) {
      throw refusal();
    }
  }

  private static final class NoDependencies implements Dependencies {
    @Override
    public Optional<Depend> byId(DependId id) {
      throw refusal();
    }

    @Override
    public List<Depend> ofJob(WorkRef.OfJob job) {
      throw refusal();
    }

    @Override
    public List<Depend> waitingFor(WorkRef target) {
      throw refusal();
    }

    @Override
    public List<Depend> holding(WorkRef dependent) {
      throw refusal();
    }

    @Override
    public Depend create(WorkRef dependent, WorkRef target) {
      throw refusal();
    }

    @Override
    public Depend createFrameByFrame(LayerId dependent, LayerId target, boolean anyFrame) {
      throw refusal();
    }

    @Override
    public void satisfy(DependId id) {
      throw refusal();
    }

    @Override
    public void unsatisfy(DependId id) {
      throw refusal();
    }

    @Override
    public void drop(WorkRef dependent, Depend.Where where) {
      throw refusal();
    }

    @Override
    public void dropWaitingFor(WorkRef target) {
      throw refusal();
    }
  }

  private static final class NoJobControl implements JobControl {
    @Override
    public void pause(JobId job) {
      throw refusal();
    }

    @Override
    public void resume(JobId job) {
      throw refusal();
    }

    @Override
    public void kill(JobId job, KillReason reason) {
      throw refusal();
    }

    @Override
    public void setPriority(JobId job, int priority) {
      throw refusal();
    }

    @Override
    public void setMaxRetries(JobId job, int maxRetries) {
      throw refusal();
    }

    @Override
    public void setAutoEat(JobId job, boolean autoEat) {
      throw refusal();
    }

    @Override
    public void setCores(JobId job, Cores min, Cores max) {
      throw refusal();
    }
  }

  private static final class NoFrameControl implements FrameControl {
    @Override
    public int retry(FrameQuery frames, KillReason reason) {
      throw refusal();
    }

    @Override
    public int kill(FrameQuery frames, KillReason reason) {
      throw refusal();
    }

    @Override
    public int eat(FrameQuery frames, KillReason reason) {
      throw refusal();
    }
  }

  private final class ReadOnlyHosts implements Hosts {
    @Override
    public List<Host> all() {
      return whole.ports().hosts().all();
    }

    @Override
    public Optional<Host> byId(HostId id) {
      return whole.ports().hosts().byId(id);
    }

    @Override
    public Optional<Host> byName(String name) {
      return whole.ports().hosts().byName(name);
    }

    @Override
    public void setLock(HostId id, Host.LockState lock) {
      throw refusal();
    }
  }

  private final class ReadOnlyProcs implements Procs {
    @Override
    public List<Proc> all() {
      return whole.ports().procs().all();
    }

    @Override
    public void kill(ProcId proc, KillReason reason) {
      throw refusal();
    }

    @Override
    public void unbook(ProcId proc) {
      throw refusal();
    }
  }

  private static final class NoGroups implements Groups {
    @Override
    public List<Group> ofShow(ShowId show) {
      return List.of();
    }

    @Override
    public Optional<Group> byId(GroupId id) {
      return Optional.empty();
    }

    @Override
    public Set<JobId> jobs(GroupId id) {
      return Set.of();
    }

    @Override
    public Group create(GroupId parent, String name) {
      throw refusal();
    }

    @Override
    public void delete(GroupId id) {
      throw refusal();
    }

    @Override
    public void rename(GroupId id, String name) {
      throw refusal();
    }

    @Override
    public void moveGroups(GroupId parent, Set<GroupId> groups) {
      throw refusal();
    }

    @Override
    public void change(GroupId id, UnaryOperator<GroupSettings> change) {
      throw refusal();
    }

    @Override
    public void edit(GroupId id, GroupEdit edit) {
      throw refusal();
    }

    @Override
    public void move(GroupId id, Set<JobId> jobs) {
      throw refusal();
    }
  }

  private static final class NoOwners implements Owners {
    @Override
    public Optional<Owner> byId(OwnerId id) {
      return Optional.empty();
    }

    @Override
    public Optional<Owner> byName(String name) {
      return Optional.empty();
    }

    @Override
    public Owner create(ShowId show, String name) {
      throw refusal();
    }

    @Override
    public void setShow(OwnerId id, ShowId show) {
      throw refusal();
    }

    @Override
    public void changeQuota(OwnerId id, UnaryOperator<OwnerQuota> change) {
      throw refusal();
    }

    @Override
    public void delete(OwnerId id) {
      throw refusal();
    }
  }

  private static final class NoDeeds implements Deeds {
    @Override
    public List<Deed> all() {
      return List.of();
    }

    @Override
    public Deed give(HostId host, OwnerId owner) {
      throw refusal();
    }

    @Override
    public void end(DeedId deed) {
      throw refusal();
    }
  }
}
