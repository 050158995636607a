package io.farmgate.adapter.grpc.cuebot.fake;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.opencue.wire.host.HardwareState;
import io.farmgate.opencue.wire.host.Host;
import io.farmgate.opencue.wire.host.LockState;
import io.farmgate.opencue.wire.job.Frame;
import io.farmgate.opencue.wire.job.FrameState;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.job.JobStats;
import io.farmgate.opencue.wire.job.Layer;
import io.farmgate.opencue.wire.job.LayerStats;
import io.farmgate.opencue.wire.job.LayerType;
import io.farmgate.opencue.wire.show.Show;
import io.farmgate.opencue.wire.show.ShowStats;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A small farm in memory that speaks Cuebot's contract, to be put behind a {@link FakeCuebot}:
 * shows, jobs, layers, frames and hosts. Nothing renders; a test moves frames on by {@link
 * #setFrameState}.
 *
 * <p>It answers as a real Cuebot was observed to answer, its surprises included: two shows of one
 * name, kills that are ignored, lists that are empty without a limit, and the exact codes and texts
 * for what does not exist. Methods that it does not model answer UNIMPLEMENTED. Thread-safe: one
 * call at a time.
 */
public final class FakeFarm implements FakeCuebot.Behaviour {
  private final Clock clock;
  private final Map<String, Show> shows = new LinkedHashMap<>();
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final Map<String, Frame> frames = new LinkedHashMap<>();
  private final Map<String, String> layerOfFrame = new LinkedHashMap<>();
  private final FarmMethods methods = new FarmMethods(this);
  private int lastId;

  /** An empty farm whose times come from {@code clock}. */
  public FakeFarm(Clock clock) {
    this.clock = clock;
  }

  /** An empty farm. */
  public FakeFarm() {
    this(Clock.systemUTC());
  }

  @Override
  public synchronized Answer answer(Received call) {
    return methods.answer(call);
  }

  /** Adds a show; Cuebot does not mind one of the same name, and neither does this. */
  public synchronized Show addShow(String name) {
    Show show =
        Show.newBuilder()
            .setId(nextId())
            .setName(name)
            .setDefaultMinCores(1)
            .setDefaultMaxCores(200_000)
            .setBookingEnabled(true)
            .setDispatchEnabled(true)
            .setActive(true)
            .build();
    shows.put(show.getId(), show);
    return show;
  }

  /** Adds a host of 8 cores and 16 GB. */
  public synchronized Host addHost(String name, HardwareState state) {
    Host host =
        Host.newBuilder()
            .setId(nextId())
            .setName(name)
            .setAllocName("local.general")
            .setCores(8)
            .setIdleCores(8)
            .setMemory(16_777_216)
            .setIdleMemory(16_777_216)
            .setTotalMemory(16_777_216)
            .setFreeMemory(8_388_608)
            .setBootTime(now() - 3600)
            .setPingTime(now())
            .setOs("Linux")
            .addTags("general")
            .setState(state)
            .setLockState(LockState.OPEN)
            .build();
    hosts.put(host.getId(), host);
    return host;
  }

  /** Adds a pending job without layers. Its full name is made as Cuebot makes it. */
  public synchronized Job addJob(String show, String shot, String user, String name) {
    String fullName = fullName(show, shot, user, name);
    Job job =
        Job.newBuilder()
            .setId(nextId())
            .setState(JobState.PENDING)
            .setName(fullName)
            .setShot(shot)
            .setShow(show)
            .setUser(user)
            .setGroup(show)
            .setFacility("local")
            .setOs("Linux")
            .setUid(1000)
            .setPriority(1)
            .setMinCores(1)
            .setMaxCores(200)
            .setLogDir("/logs/" + show + '/' + shot + "/logs/" + fullName)
            .setStartTime(now())
            .build();
    jobs.put(job.getId(), job);
    return job;
  }

  static String fullName(String show, String shot, String user, String name) {
    return "%s-%s-%s_%s".formatted(show, shot, user, name).toLowerCase(Locale.ROOT);
  }

  /** Adds a layer with one waiting frame for each number. */
  public synchronized Layer addLayer(Job job, String name, String command, int first, int last) {
    Layer layer =
        Layer.newBuilder()
            .setId(nextId())
            .setName(name)
            .setRange(first + "-" + last)
            .addTags("general")
            .setMinCores(1)
            .setMinMemory(262_144)
            .setChunkSize(1)
            .setType(LayerType.RENDER)
            .addServices("shell")
            .setParentId(job.getId())
            .setCommand(command)
            .build();
    layers.put(layer.getId(), layer);
    for (int number = first; number <= last; number++) {
      Frame frame =
          Frame.newBuilder()
              .setId(nextId())
              .setName("%04d-%s".formatted(number, name))
              .setLayerName(name)
              .setNumber(number)
              .setState(FrameState.WAITING)
              .setExitStatus(-1)
              .setDispatchOrder(number - first)
              .setLastResource("/0.00/0")
              .build();
      frames.put(frame.getId(), frame);
      layerOfFrame.put(frame.getId(), layer.getId());
    }
    return layer;
  }

  /** Moves a frame on. A job all of whose frames have succeeded or were eaten is finished. */
  public synchronized void setFrameState(String frameId, FrameState state) {
    changeFrame(frameId, frame -> moved(frame, state));
    Layer layer = layers.get(layerOfFrame.get(frameId));
    if (layer != null && framesOfJob(layer.getParentId()).stream().allMatch(FakeFarm::isDone)) {
      changeJob(layer.getParentId(), this::finished);
    }
  }

  private Frame moved(Frame frame, FrameState state) {
    Frame.Builder next = frame.toBuilder().setState(state);
    switch (state) {
      case RUNNING -> next.setStartTime(now()).setStopTime(0).setLastResource("render01/1.00/0");
      case SUCCEEDED -> next.setExitStatus(0).setStopTime(now());
      case DEAD -> next.setExitStatus(1).setStopTime(now());
      case WAITING, SETUP, DEPEND, EATEN, CHECKPOINT, UNRECOGNIZED -> {}
    }
    return next.build();
  }

  private Job finished(Job job) {
    return job.toBuilder().setState(JobState.FINISHED).setStopTime(now()).build();
  }

  private static boolean isDone(Frame frame) {
    return frame.getState() == FrameState.SUCCEEDED || frame.getState() == FrameState.EATEN;
  }

  /** Returns the job as it stands, with its statistics. */
  public synchronized Optional<Job> job(String id) {
    return Optional.ofNullable(jobs.get(id)).map(this::withStats);
  }

  /** Returns the show as it stands. */
  public synchronized Optional<Show> show(String id) {
    return Optional.ofNullable(shows.get(id)).map(this::withStats);
  }

  /** Returns how many shows there are of a name. */
  public synchronized long shows(String name) {
    return shows.values().stream().filter(show -> show.getName().equals(name)).count();
  }

  /** Returns the host as it stands. */
  public synchronized Optional<Host> host(String id) {
    return Optional.ofNullable(hosts.get(id));
  }

  /** Returns the frame as it stands. */
  public synchronized Optional<Frame> frame(String id) {
    return Optional.ofNullable(frames.get(id));
  }

  /** Returns the layer as it stands, with its statistics. */
  public synchronized Optional<Layer> layer(String id) {
    return Optional.ofNullable(layers.get(id)).map(this::withStats);
  }

  /** Returns the frames of a job in dispatch order. */
  public synchronized List<Frame> framesOfJob(String jobId) {
    return layersOfJob(jobId).stream().flatMap(l -> framesOfLayer(l.getId()).stream()).toList();
  }

  synchronized List<Frame> framesOfLayer(String layerId) {
    return frames.values().stream()
        .filter(frame -> layerId.equals(layerOfFrame.get(frame.getId())))
        .toList();
  }

  synchronized List<Layer> layersOfJob(String jobId) {
    return layers.values().stream()
        .filter(layer -> layer.getParentId().equals(jobId))
        .map(this::withStats)
        .toList();
  }

  synchronized List<Show> shows() {
    return shows.values().stream().map(this::withStats).toList();
  }

  synchronized List<Job> jobs() {
    return jobs.values().stream().map(this::withStats).toList();
  }

  synchronized Collection<Host> hosts() {
    return List.copyOf(hosts.values());
  }

  synchronized void changeShow(String id, UnaryOperator<Show> change) {
    shows.computeIfPresent(id, (key, show) -> change.apply(show));
  }

  synchronized void changeHost(String id, UnaryOperator<Host> change) {
    hosts.computeIfPresent(id, (key, host) -> change.apply(host));
  }

  synchronized void changeJob(String id, UnaryOperator<Job> change) {
    jobs.computeIfPresent(id, (key, job) -> change.apply(job));
  }

  synchronized void changeLayer(String id, UnaryOperator<Layer> change) {
    layers.computeIfPresent(id, (key, layer) -> change.apply(layer));
  }

  synchronized void changeFrame(String id, UnaryOperator<Frame> change) {
    frames.computeIfPresent(id, (key, frame) -> change.apply(frame));
  }

  /** Ends the job at once; its running frames wait again with exit status 1, as was observed. */
  synchronized void kill(String jobId) {
    for (Frame frame : framesOfJob(jobId)) {
      killFrame(frame.getId());
    }
    changeJob(jobId, this::finished);
  }

  synchronized void killFrame(String frameId) {
    changeFrame(
        frameId,
        frame ->
            frame.getState() == FrameState.RUNNING
                ? moved(frame, FrameState.WAITING).toBuilder()
                    .setExitStatus(1)
                    .setStopTime(now())
                    .build()
                : frame);
  }

  private Show withStats(Show show) {
    List<Job> pending =
        jobs.values().stream()
            .filter(j -> j.getShow().equals(show.getName()) && j.getState() == JobState.PENDING)
            .toList();
    FrameTally tally =
        FrameTally.of(pending.stream().flatMap(j -> framesOfJob(j.getId()).stream()).toList());
    return show.toBuilder()
        .setShowStats(
            ShowStats.newBuilder()
                .setPendingJobs(pending.size())
                .setPendingFrames(tally.pending())
                .setRunningFrames(tally.running())
                .setDeadFrames(tally.dead()))
        .build();
  }

  private Job withStats(Job job) {
    FrameTally tally = FrameTally.of(framesOfJob(job.getId()));
    return job.toBuilder()
        .setJobStats(
            JobStats.newBuilder()
                .setTotalLayers(layersOfJob(job.getId()).size())
                .setTotalFrames(tally.total())
                .setWaitingFrames(tally.waiting())
                .setRunningFrames(tally.running())
                .setDeadFrames(tally.dead())
                .setEatenFrames(tally.eaten())
                .setDependFrames(tally.depend())
                .setSucceededFrames(tally.succeeded())
                .setPendingFrames(tally.pending()))
        .build();
  }

  private Layer withStats(Layer layer) {
    FrameTally tally = FrameTally.of(framesOfLayer(layer.getId()));
    return layer.toBuilder()
        .setLayerStats(
            LayerStats.newBuilder()
                .setTotalFrames(tally.total())
                .setWaitingFrames(tally.waiting())
                .setRunningFrames(tally.running())
                .setDeadFrames(tally.dead())
                .setEatenFrames(tally.eaten())
                .setDependFrames(tally.depend())
                .setSucceededFrames(tally.succeeded())
                .setPendingFrames(tally.pending()))
        .build();
  }

  private int now() {
    return Math.toIntExact(clock.instant().getEpochSecond());
  }

  private String nextId() {
    return "00000000-0000-0000-0000-%012d".formatted(++lastId);
  }
}
