package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.SetupPorts;
import io.farmgate.domain.port.WorkPorts;
import io.farmgate.domain.schedule.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A farm on this one machine: it queues jobs, runs their frames as processes, and keeps its state
 * on disk. What one of its ports has answered survives {@code kill -9} and power failure.
 *
 * <p>Needs Linux and the program {@code setsid}. Safe to use from many threads.
 */
public final class EmbeddedFarm implements AutoCloseable {
  private final StateFolder folder;
  private final FarmDatabase database;
  private final FrameEnds ends;
  private final FrameRunner runner;
  private final Scheduler scheduler;
  private final RunWatch watch;
  private final Checkpoints checkpoints;
  private final FarmPorts ports;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedFarm(EmbeddedFarmConfig config, StateFolder folder, FarmDatabase database) {
    this.folder = folder;
    this.database = database;
    HostProbe probe = new HostProbe(config.logRoot(), config.clock());
    this.ends = new FrameEnds(database, config.clock(), probe.sample().totalMemory());
    List<Orphans.Left> left = Orphans.end(ends, config.clock(), config.killGrace());

    RunningFrames running = new RunningFrames();
    WakeUp wakeUp = new WakeUp();
    Cores cores = config.cores().orElseGet(() -> new Cores(100 * HostProbe.processors()));
    HostStore hosts = new HostStore(database, probe, cores, wakeUp);
    Amounts total = new Amounts(cores, probe.sample().totalMemory(), HostProbe.gpus());
    Booking booking = new Booking(database, hosts, total, config.clock());
    this.runner = new FrameRunner(ends, running, config, wakeUp);
    left.forEach(one -> runner.outlast(one.orphan(), one.tree()));
    FigureCounts figures = new FigureCounts();
    Reboots reboots = new Reboots(config.rebootCommand());
    HostChanges hostChanges = new HostChanges(database, hosts, reboots, wakeUp);
    this.scheduler = new Scheduler(booking, runner, wakeUp, hostChanges::rebootIfIdle, figures);
    this.checkpoints = new Checkpoints(database, wakeUp, config.clock());
    FrameStore frames = new FrameStore(database, running);
    Journal journal = new Journal(database, frames, hosts);
    this.watch =
        new RunWatch(
            running, probe, config.frames().memoryFactor(), runner::end, journal::progressed);
    ShowStore shows = new ShowStore(database);
    shows.ensure(config.defaultShow());
    JobStore jobs = new JobStore(database);
    this.ports =
        new FarmPorts(
            shows,
            jobs,
            new JobChanges(database, runner, wakeUp, config.clock()),
            new LayerStore(database),
            frames,
            new FrameChanges(database, frames, running, runner, wakeUp, config.clock()),
            new LogFiles(jobs, frames, List.of(config.logRoot()), Duration.ZERO),
            hosts,
            new ProcStore(database, running, runner, config.clock(), figures),
            new GroupStore(database, wakeUp),
            new OwnerStore(database, wakeUp),
            new DeedStore(database),
            new JobLauncher(database, config.logRoot(), wakeUp, config.clock()),
            new SetupPorts(
                new FacilityStore(database),
                new AllocationStore(database, hosts, wakeUp),
                new SubscriptionStore(database, wakeUp),
                new LimitStore(database, wakeUp),
                new ServiceStore(database),
                new ServiceOverrideStore(database),
                new ShowChanges(database, wakeUp),
                new FilterStore(database, wakeUp),
                new FilterPartStore(database),
                new DepartmentStore(database, wakeUp),
                new TaskStore(database, wakeUp)),
            new WorkPorts(
                new DependStore(database, wakeUp),
                new LayerChanges(database, wakeUp, config.clock()),
                new LayerLimitStore(database, wakeUp),
                new LayerOutputStore(database),
                new UpkeepStore(database, wakeUp, config.clock()),
                new CommentStore(database, config.clock()),
                hostChanges,
                new RedirectStore(database),
                figures,
                new FrameMarkChanges(database, frames, running, wakeUp),
                new FrameOrderChanges(database),
                new FrameNoteStore(database, wakeUp),
                new LendingStore(database, wakeUp)),
            journal);
  }

  /**
   * Opens the farm that is kept in the state folder, or creates it. What a gateway that died has
   * left running is ended first, and its frames wait anew. Then booking starts.
   *
   * @throws FarmStartException where the folder is in use or cannot be written to, the database is
   *     damaged or of a newer version, or the machine lacks what the farm needs
   */
  public static EmbeddedFarm open(EmbeddedFarmConfig config) {
    StateFolder folder = StateFolder.lock(config.stateFolder());
    boolean done = false;
    try {
      createLogRoot(config.logRoot());
      EmbeddedFarm farm = open(config, folder);
      done = true;
      return farm;
    } finally {
      if (!done) {
        folder.close();
      }
    }
  }

  private static EmbeddedFarm open(EmbeddedFarmConfig config, StateFolder folder) {
    FarmDatabase database = FarmDatabase.open(folder.path().resolve("farm.db"));
    boolean done = false;
    try {
      EmbeddedFarm farm = new EmbeddedFarm(config, folder, database);
      farm.watch.start();
      farm.checkpoints.start();
      farm.scheduler.start();
      done = true;
      return farm;
    } catch (FarmException e) {
      throw new FarmStartException("the embedded farm cannot start: " + e.getMessage(), e);
    } finally {
      if (!done) {
        database.close();
      }
    }
  }

  /** Returns the farm's ports. After {@link #close} they answer that it is unavailable. */
  public FarmPorts ports() {
    return ports;
  }

  /**
   * Ends the processes of all running frames, which run again at the next start, and closes the
   * state. Takes as long as the grace before killing, and at most a quarter of a minute more.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    scheduler.stop();
    try {
      ends.requeueAll();
    } finally {
      runner.close();
      watch.stop();
      checkpoints.stop();
      database.close();
      folder.close();
    }
  }

  private static void createLogRoot(Path logRoot) {
    try {
      Files.createDirectories(logRoot);
    } catch (IOException e) {
      throw new FarmStartException(
          "the log folder " + logRoot + " cannot be created (expected: a folder of this user's)",
          e);
    }
  }
}
