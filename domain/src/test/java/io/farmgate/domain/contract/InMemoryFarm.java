package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.change.PolledChanges;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FrameControl;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Frames;
import io.farmgate.domain.port.Hosts;
import io.farmgate.domain.port.JobControl;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.port.LaunchKey;
import io.farmgate.domain.port.LaunchOnce;
import io.farmgate.domain.port.Layers;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Procs;
import io.farmgate.domain.port.SetupPorts;
import io.farmgate.domain.port.Shows;
import io.farmgate.domain.port.Submissions;
import io.farmgate.domain.port.WorkPorts;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.domain.spec.Submission;
import io.farmgate.domain.spec.SubmissionRules;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A farm of one host with two cores that runs nothing: a frame's command says how the frame ends,
 * see {@link #work}. Time stands still but for {@link #tick}, so that a test decides what is seen.
 *
 * <p>Safe to call from many threads: one lock holds all.
 */
public final class InMemoryFarm {
  private final MemoryWork work = new MemoryWork();
  private final MemoryFarmState state;
  private final FarmPorts ports;

  /** Creates an empty farm. */
  public InMemoryFarm(Clock clock) {
    state = new MemoryFarmState(clock, work);
    MemoryOwners owners = new MemoryOwners(state);
    MemoryFilters filters = new MemoryFilters(state);
    Jobs jobs = new MemoryJobs();
    Layers layers = new MemoryLayers();
    Frames frames = new MemoryFrames();
    Hosts hosts = new MemoryHosts();
    ports =
        new FarmPorts(
            new MemoryShows(),
            jobs,
            new MemoryJobControl(),
            layers,
            frames,
            new MemoryFrameControl(),
            new MemoryLogs(state),
            hosts,
            new MemoryProcs(),
            new MemoryGroups(state),
            owners,
            owners,
            new MemorySubmissions(),
            new SetupPorts(
                new MemoryFacilities(state),
                new MemoryAllocations(state),
                new MemorySubscriptions(state),
                new MemoryLimits(state),
                state.services,
                new MemoryServiceOverrides(state),
                new MemoryShowControl(state),
                filters,
                new MemoryFilterParts(state, filters),
                state.departments,
                new MemoryTasks(state)),
            new WorkPorts(
                new MemoryDependencies(state),
                new MemoryLayerControl(state),
                new MemoryLayerLimits(state),
                new MemoryOutputs(state),
                new MemoryUpkeep(state),
                new MemoryComments(state),
                new MemoryHostControl(state),
                state.redirects,
                state::figures,
                new MemoryFrameMarks(state),
                new MemoryFrameOrder(state),
                new MemoryFrameNotes(state),
                state.lendings),
            new PolledChanges(
                new PolledChanges.Ports(jobs, layers, frames, hosts), Duration.ofMillis(5)));
  }

  /** Returns the farm's ports; always the same ones. */
  public FarmPorts ports() {
    return ports;
  }

  /** Returns the commands that the farm understands. */
  public Work work() {
    return work;
  }

  /** Lets what runs go on by one step, and then starts what has room. */
  public void tick() {
    synchronized (state) {
      state.tick();
    }
  }

  private <T> T locked(Supplier<T> action) {
    synchronized (state) {
      return action.get();
    }
  }

  private static FarmException invalid(String message) {
    return new FarmException(new FarmFailure.Invalid(message));
  }

  private final class MemoryShows implements Shows {
    @Override
    public List<Show> all() {
      return locked(() -> state.shows.values().stream().map(this::snapshot).toList());
    }

    @Override
    public Optional<Show> byId(ShowId id) {
      return all().stream().filter(show -> show.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Show> byName(String name) {
      return locked(() -> state.findShow(name).map(this::snapshot));
    }

    @Override
    public Show create(String name) {
      NameRule.SHOW.check("show name", name);
      return locked(() -> {
        MemoryShow show = new MemoryShow(state.newShowId(name), name);
        if (state.findShow(name).isPresent()) {
          throw new FarmException(
              new FarmFailure.Conflict("there is a show '" + name + "' already"));
        }
        state.shows.put(name, show);
        state.sites.add(show, state.sites.standard, Cores.ZERO, SubmissionRules.MAX_CORES);
        return snapshot(show);
      });
    }

    @Override
    public void setDefaultCores(ShowId id, Cores min, Cores max) {
      synchronized (state) {
        MemoryShow show = state.show(id);
        MemoryFarmState.checkCores(min, Optional.of(max));
        show.minCores = min;
        show.maxCores = max;
      }
    }

    private Show snapshot(MemoryShow show) {
      return show.snapshot(state.jobs());
    }
  }

  private final class MemoryJobs implements Jobs {
    @Override
    public List<Job> list(JobQuery query) {
      return locked(() ->
          state.jobs().stream()
              .filter(job -> job.matches(query))
              .limit(query.limit() == 0 ? Long.MAX_VALUE : query.limit())
              .map(MemoryJob::snapshot)
              .toList());
    }

    @Override
    public Page<Job> page(JobQuery query, JobOrder order, PageRequest page) {
      return locked(() ->
          order.cut(
              state.jobs().stream().filter(job -> job.matches(query)).map(MemoryJob::snapshot),
              page));
    }

    @Override
    public Optional<Job> byId(JobId id) {
      return locked(() -> state.job(id).map(MemoryJob::snapshot));
    }

    @Override
    public Optional<Job> byName(String name) {
      return locked(() -> state.byName(name).map(MemoryJob::snapshot));
    }
  }

  private final class MemoryJobControl implements JobControl {
    @Override
    public void pause(JobId id) {
      change(id, job -> job.paused = true);
    }

    @Override
    public void resume(JobId id) {
      change(id, job -> job.paused = false);
    }

    @Override
    public void kill(JobId id, KillReason reason) {
      change(id, state::kill);
    }

    @Override
    public void setPriority(JobId id, int priority) {
      if (priority < 0) {
        throw invalid("priority: " + priority + " (expected: 0 or more)");
      }
      change(id, job -> job.priority = priority);
    }

    @Override
    public void setMaxRetries(JobId id, int maxRetries) {
      if (maxRetries < 0 || maxRetries > SubmissionRules.MAX_RETRIES) {
        throw invalid("max retries: " + maxRetries + " (expected: 0 to 16)");
      }
      change(id, job -> job.maxRetries = maxRetries);
    }

    @Override
    public void setAutoEat(JobId id, boolean autoEat) {
      change(id, job -> job.autoEat = autoEat);
    }

    @Override
    public void setCores(JobId id, Cores min, Cores max) {
      MemoryFarmState.checkCores(min, Optional.of(max));
      change(
          id,
          job -> {
            job.minCores = min;
            job.maxCores = max;
          });
    }

    private void change(JobId id, Consumer<MemoryJob> change) {
      synchronized (state) {
        change.accept(state.known(id));
      }
    }
  }

  private final class MemoryLayers implements Layers {
    @Override
    public List<Layer> ofJob(JobId id) {
      return locked(() ->
          state.job(id).stream()
              .flatMap(job -> job.layers.stream())
              .map(MemoryLayer::snapshot)
              .toList());
    }

    @Override
    public Optional<Layer> byId(LayerId id) {
      return locked(() ->
          state.jobs().stream()
              .flatMap(job -> job.layers.stream())
              .filter(layer -> layer.id.equals(id))
              .map(MemoryLayer::snapshot)
              .findFirst());
    }
  }

  private final class MemoryFrames implements Frames {
    @Override
    public List<Frame> list(FrameQuery query) {
      return locked(() -> state.frames(query).stream().map(MemoryFrame::snapshot).toList());
    }

    @Override
    public Page<Frame> page(FrameQuery query, boolean reversed, PageRequest page) {
      return locked(() -> state.page(query, reversed, page));
    }

    @Override
    public Optional<Frame> byId(FrameId id) {
      return locked(() ->
          state.jobs().stream()
              .flatMap(MemoryJob::frames)
              .filter(frame -> frame.id.equals(id))
              .map(MemoryFrame::snapshot)
              .findFirst());
    }
  }

  private final class MemoryFrameControl implements FrameControl {
    @Override
    public int retry(FrameQuery frames, KillReason reason) {
      return locked(() -> state.retry(frames));
    }

    @Override
    public int kill(FrameQuery frames, KillReason reason) {
      return locked(() ->
          (int) state.frames(frames).stream().filter(frame -> frame.kill(state.now())).count());
    }

    @Override
    public int eat(FrameQuery frames, KillReason reason) {
      return locked(() -> {
        long eaten = state.frames(frames).stream().filter(frame -> frame.eat(state.now())).count();
        state.settle();
        return (int) eaten;
      });
    }
  }

  private final class MemoryHosts implements Hosts {
    @Override
    public List<Host> all() {
      return locked(() -> List.of(state.host()));
    }

    @Override
    public Optional<Host> byId(HostId id) {
      return all().stream().filter(host -> host.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Host> byName(String name) {
      return all().stream().filter(host -> host.name().equals(name)).findFirst();
    }

    @Override
    public void setLock(HostId id, Host.LockState lock) {
      synchronized (state) {
        if (!id.equals(MemoryFarmState.HOST)) {
          throw MemoryFarmState.notFound("host", id.value());
        }
        state.lock = lock;
      }
    }
  }

  private final class MemoryProcs implements Procs {
    @Override
    public List<Proc> all() {
      return locked(() ->
          state
              .running()
              .flatMap(frame ->
                  Optional.ofNullable(frame.proc).stream()
                      .map(proc ->
                          frame.proc(
                              proc,
                              state.now(),
                              state.unbooked.contains(proc),
                              state.redirects.target(proc))))
              .sorted(Comparator.comparing(Proc::startTime))
              .toList());
    }

    @Override
    public void kill(ProcId id, KillReason reason) {
      synchronized (state) {
        state
            .running()
            .filter(frame -> id.equals(frame.proc))
            .findFirst()
            .orElseThrow(() -> MemoryFarmState.notFound("proc", id.value()))
            .kill(state.now());
      }
    }

    @Override
    public void unbook(ProcId id) {
      synchronized (state) {
        if (state.running().noneMatch(frame -> id.equals(frame.proc))) {
          throw MemoryFarmState.notFound("proc", id.value());
        }
        state.unbooked.add(id);
      }
    }
  }

  private final class MemorySubmissions implements Submissions {
    private final Map<List<String>, String> kept = new HashMap<>();

    @Override
    public List<Job> launch(Submission submission) {
      return locked(() -> state.launch(submission).stream().map(MemoryJob::snapshot).toList());
    }

    @Override
    public LaunchOnce launchOnce(
        Submission submission, LaunchKey key, Function<List<Job>, String> answer) {
      return locked(() -> {
        String before = kept.get(List.of(key.caller(), key.key()));
        if (before == null) {
          List<Job> jobs = launch(submission);
          String now;
          try {
            now = answer.apply(jobs);
          } catch (RuntimeException e) {
            state.forget(jobs);
            throw e;
          }
          kept.put(List.of(key.caller(), key.key()), key.digest() + "\n" + now);
          return new LaunchOnce.Launched(now, false);
        }
        return before.startsWith(key.digest() + "\n")
            ? new LaunchOnce.Launched(before.substring(key.digest().length() + 1), true)
            : new LaunchOnce.OtherWork();
      });
    }
  }
}
