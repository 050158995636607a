package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.guard.HonestErrors;
import io.farmgate.adapter.grpc.cuebot.guard.HonestErrors.Meaning;
import io.farmgate.adapter.grpc.cuebot.guard.Lane;
import io.farmgate.adapter.grpc.cuebot.guard.LaneLimits;
import io.farmgate.adapter.grpc.cuebot.guard.LaneTable;
import io.farmgate.adapter.grpc.cuebot.guard.RequestChecks;
import io.farmgate.adapter.grpc.cuebot.guard.UniqueNames;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** The guards that are on, and what they keep. Thread-safe. */
final class Guards {
  private static final String NAMES = "names";

  private final Set<Guard> on;
  private final GuardRecorder recorder;
  private final ScheduledExecutorService timer;
  private final HonestErrors errors = HonestErrors.load();
  private final LaneTable laneTable;
  private final RequestChecks checks;
  private final ConcurrentHashMap<LaneKey, Lane> lanes = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Guards(
      Set<Guard> on,
      MethodCatalogue catalogue,
      GuardRecorder recorder,
      ScheduledExecutorService timer) {
    this.on = on;
    this.recorder = recorder;
    this.timer = timer;
    this.laneTable = LaneTable.load(catalogue);
    this.checks = RequestChecks.load(catalogue, InstantSource.system());
  }

  /** Lanes of two Cuebots have nothing to do with each other: each has servants of its own. */
  private record LaneKey(String endpoint, String name) {}

  /** A lane, and how a call goes in it. */
  record Way(Lane lane, boolean change) {}

  /** Returns the lane that a call needs at that Cuebot; empty for a call that may go at once. */
  Optional<Way> lane(String endpoint, String method) {
    if (looksFirst(method)) {
      // Several Cuebots share one database, and so its names.
      return Optional.of(new Way(lane(new LaneKey("", NAMES)), true));
    }
    if (!on.contains(Guard.LANES)) {
      return Optional.empty();
    }
    return laneTable
        .rule(method)
        .map(rule -> new Way(lane(new LaneKey(endpoint, rule.lane())), rule.change()));
  }

  private Lane lane(LaneKey key) {
    Lane lane = lanes.get(key);
    if (lane == null) {
      lane =
          lanes.computeIfAbsent(
              key,
              k -> new Lane("calls on " + k.name(), LaneLimits.DEFAULT, timer, told(Guard.LANES)));
      if (closed) {
        lane.close();
      }
    }
    return lane;
  }

  /** Returns why a request is not to be sent; empty where it is. */
  Optional<FarmFailure> refusal(String method, WireBytes request) {
    if (!on.contains(Guard.CHECKS)) {
      return Optional.empty();
    }
    Optional<RequestChecks.Refusal> refusal = checks.refusal(method, request.array());
    refusal.ifPresent(found -> recorder.acted(Guard.CHECKS, found.kind()));
    return refusal.map(RequestChecks.Refusal::failure);
  }

  /** Returns what to ask before a call that takes a new name, in the lane of names. */
  Optional<UniqueNames.Probe> probe(String method, WireBytes request) {
    return looksFirst(method) ? UniqueNames.probe(method, request) : Optional.empty();
  }

  private boolean looksFirst(String method) {
    return on.contains(Guard.CHECKS) && UniqueNames.concern(method);
  }

  /** A name was taken already. */
  void duplicate() {
    recorder.acted(Guard.CHECKS, "duplicate");
  }

  /** Returns who says what the farm's errors mean, also where that guard is off. */
  Honesty meanings() {
    return errors::meaning;
  }

  /** Returns who says what the farm's errors mean. */
  Honesty honesty() {
    return on.contains(Guard.ERRORS) ? this::meaning : Honesty.NONE;
  }

  private Optional<Meaning> meaning(String method, int code, String text) {
    Optional<Meaning> meaning = errors.meaning(method, code, text);
    meaning.ifPresent(found -> recorder.acted(Guard.ERRORS, "code-" + found.code()));
    return meaning;
  }

  private Consumer<String> told(Guard guard) {
    return action -> recorder.acted(guard, action);
  }

  /** Refuses the calls that wait. */
  void close() {
    closed = true;
    lanes.values().forEach(Lane::close);
  }
}
