package io.farmgate.domain.contract;

import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameCause;
import io.farmgate.domain.FrameDisplay;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameNames;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.LendingId;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.RunStats;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.spec.FrameCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A frame of {@link InMemoryFarm}. */
final class MemoryFrame {
  final FrameId id;
  final MemoryLayer layer;
  final List<MemoryDepend> waitsFor = new ArrayList<>();
  FrameState state = FrameState.WAITING;
  @Nullable ProcId proc;

  /** Of which part of the host it was booked that somebody lends, where it was of one. */
  @Nullable LendingId lentBy;

  /** Whether it may start whatever holds it. */
  boolean waived;

  /** Its place in the layer, from 0. */
  int order;

  Checkpoint checkpoint = Checkpoint.NONE;
  final Map<FrameState, FrameDisplay> displays = new EnumMap<>(FrameState.class);

  private final FrameChunk chunk;
  private int retries;
  private int runs;
  private int exitStatus = -1;
  private @Nullable Instant start;
  private @Nullable Instant stop;
  private String lastHost = "";
  private Cores lastCores = Cores.ZERO;
  private Duration coreTime = Duration.ZERO;
  @Nullable StringBuilder log;

  MemoryFrame(FrameId id, MemoryLayer layer, FrameChunk chunk, int order) {
    this.id = id;
    this.layer = layer;
    this.chunk = chunk;
    this.order = order;
  }

  int number() {
    return chunk.first();
  }

  String name() {
    return FrameNames.of(number(), layer.spec.name());
  }

  /** Makes a frame that waits look whether it must be held back, and one held back whether not. */
  void settle() {
    if (state == FrameState.WAITING || state == FrameState.DEPEND) {
      boolean free = waived || !isHeld();
      if (free && state == FrameState.DEPEND) {
        change(FrameCause.RELEASED);
      } else if (!free && state == FrameState.WAITING) {
        change(FrameCause.HELD);
      }
    }
  }

  /** Lets it start whatever holds it; returns whether it was held. */
  boolean waive() {
    if (state != FrameState.DEPEND) {
      return false;
    }
    waived = true;
    change(FrameCause.WAIVED);
    return true;
  }

  /** Takes that back. */
  void unwaive() {
    waived = false;
    change(FrameCause.UNWAIVED);
  }

  boolean isHeld() {
    return waitsFor.stream().anyMatch(MemoryDepend::isActive);
  }

  void start(ProcId newProc, String host, Cores cores, Instant now) {
    change(FrameCause.DISPATCHED);
    proc = newProc;
    runs++;
    start = now;
    stop = null;
    exitStatus = -1;
    lastHost = host;
    lastCores = cores;
    log = new StringBuilder("command " + command() + "\n").append(MemoryWork.output(command()));
  }

  int run() {
    return runs;
  }

  /** What its last run has booked. */
  Cores cores() {
    return lastCores;
  }

  String command() {
    return new FrameCommand(layer.job.name, layer.spec.name(), layer.spec.chunk(), chunk)
        .expand(layer.spec.command());
  }

  /** The command ended by itself. */
  void end(int status, Instant now) {
    stopRun(status, now);
    if (status == 0) {
      change(FrameCause.SUCCEEDED);
    } else if (retries < layer.job.maxRetries) {
      retries++;
      change(checkpoint.isUnderWay() ? FrameCause.CHECKPOINTED : FrameCause.FAILED_TO_RETRY);
    } else {
      change(layer.job.autoEat ? FrameCause.FAILED_AND_EATEN : FrameCause.FAILED_FOR_GOOD);
    }
  }

  /** Ends the command if it runs; the frame waits anew. */
  boolean kill(Instant now) {
    if (state != FrameState.RUNNING) {
      return false;
    }
    stopRun(1, now);
    change(checkpoint.isUnderWay() && !isHeld() ? FrameCause.CHECKPOINTED : FrameCause.KILLED);
    settle();
    return true;
  }

  void saved(Checkpoint.State next) {
    checkpoint = checkpoint.become(next);
    if (state == FrameState.CHECKPOINT && !checkpoint.isUnderWay()) {
      change(FrameCause.CONTINUED);
      settle();
    }
  }

  boolean isRetriable() {
    return state.isFinal() || state == FrameState.RUNNING || state == FrameState.CHECKPOINT;
  }

  boolean retry(Instant now) {
    if (!isRetriable()) {
      return false;
    }
    if (!kill(now)) {
      change(FrameCause.RETRIED);
      settle();
    }
    retries = 0;
    return true;
  }

  boolean eat(Instant now) {
    kill(now);
    if (state.isDone()) {
      return false;
    }
    change(FrameCause.EATEN);
    return true;
  }

  private void change(FrameCause cause) {
    state = cause.apply(state);
  }

  private void stopRun(int status, Instant now) {
    Instant began = start == null ? now : start;
    Duration took = Duration.between(began, now);
    Duration cores = took.multipliedBy(lastCores.hundredths()).dividedBy(100);
    coreTime = coreTime.plus(cores);
    layer.runs = layer.runs.plus(run(status == 0, took, cores));
    exitStatus = status;
    if (log != null) {
      log.append("exitStatus ").append(status).append('\n');
    }
    stop = now;
    proc = null;
  }

  private static RunStats run(boolean succeeded, Duration took, Duration cores) {
    Duration zero = Duration.ZERO;
    return succeeded
        ? new RunStats(1, 0, took, took, took, cores, zero, zero, zero, 0)
        : new RunStats(0, 1, zero, zero, zero, zero, cores, zero, zero, 0);
  }

  boolean matches(FrameQuery query) {
    return (query.ids().isEmpty() || query.ids().contains(id))
        && (query.layers().isEmpty() || query.layers().contains(layer.spec.name()))
        && (query.names().isEmpty() || query.names().contains(name()))
        && (query.numbers().isEmpty() || query.numbers().contains(number()))
        && (query.states().isEmpty() || query.states().contains(state))
        && query.minRssBytes().orElse(0L) <= 0;
  }

  Frame snapshot() {
    return new Frame(
        id,
        Optional.of(layer.job.id),
        Optional.of(layer.id),
        layer.spec.name(),
        number(),
        state,
        retries,
        exitStatus,
        0,
        order,
        Optional.ofNullable(start),
        Optional.ofNullable(stop),
        0,
        0,
        0,
        lastHost,
        lastCores,
        coreTime,
        checkpoint,
        Optional.ofNullable(displays.get(state)),
        OptionalInt.empty());
  }

  /** Returns the proc of a running frame. */
  Proc proc(ProcId running, Instant now, boolean unbooked, Optional<String> redirect) {
    return new Proc(
        running,
        MemoryFarmState.HOST,
        lastHost,
        layer.job.show.name,
        layer.job.group.name,
        layer.job.id,
        layer.job.name,
        Optional.of(layer.id),
        Optional.of(id),
        name(),
        lastCores,
        0,
        0,
        layer.spec.services(),
        layer.job.name + "/" + name() + ".log",
        unbooked,
        redirect,
        start == null ? now : start);
  }
}
