package io.farmgate.domain.contract;

import io.farmgate.domain.Comment;
import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.RunStats;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job of {@link InMemoryFarm}. */
final class MemoryJob {
  final JobId id;
  final String name;
  final MemoryShow show;
  final MemoryFacility facility;
  MemoryGroup group;
  final List<MemoryLayer> layers = new ArrayList<>();
  final List<Comment> comments = new ArrayList<>();
  int priority;
  int maxRetries;
  boolean autoEat;
  boolean paused;
  boolean killed;
  Cores minCores;
  Cores maxCores;
  int minGpus;
  int maxGpus;
  final Set<String> subscribers = new TreeSet<>();
  private final Submission submission;
  private final String os;
  private final Instant start;
  private @Nullable Instant stop;

  MemoryJob(
      JobId id,
      MemoryShow show,
      MemoryFacility facility,
      Submission submission,
      JobSpec spec,
      Instant now) {
    this.id = id;
    this.show = show;
    this.facility = facility;
    this.group = show.root;
    this.submission = submission;
    this.name = JobNames.full(submission.show(), submission.shot(), submission.user(), spec.name());
    this.priority = spec.priority().orElse(group.settings.defaultPriority().orElse(100));
    this.maxRetries = spec.maxRetries();
    this.autoEat = spec.autoEat();
    this.paused = spec.paused();
    this.maxCores =
        spec.maxCores().or(() -> group.settings.defaultMaxCores()).orElse(show.maxCores);
    this.minCores = group.settings.defaultMinCores().orElse(show.minCores);
    this.minGpus = show.minGpus;
    this.maxGpus = show.maxGpus;
    this.os = spec.os();
    this.start = now;
    for (int i = 0; i < spec.layers().size(); i++) {
      layers.add(new MemoryLayer(this, spec.layers().get(i), i + 1));
    }
  }

  Stream<MemoryFrame> frames() {
    return layers.stream().flatMap(MemoryLayer::inOrder);
  }

  FrameCounts counts() {
    return FarmDriver.counts(frames().map(MemoryFrame::snapshot).toList());
  }

  RunStats runs() {
    return layers.stream().map(layer -> layer.runs).reduce(RunStats.NONE, RunStats::plus);
  }

  JobState state() {
    return JobState.derive(counts(), paused, killed);
  }

  boolean isFinished() {
    return state().isFinished();
  }

  /** Notes when the job finished, or that it has work again. */
  void settle(Instant now) {
    frames().forEach(MemoryFrame::settle);
    if (!isFinished()) {
      stop = null;
    } else if (stop == null) {
      stop = now;
    }
  }

  String user() {
    return submission.user();
  }

  /** Puts the job into a group, whose defaults it takes over. */
  void moveTo(MemoryGroup other) {
    group = other;
    other.settings.defaultPriority().ifPresent(given -> priority = given);
    other.settings.defaultMinCores().ifPresent(given -> minCores = given);
    other.settings.defaultMaxCores().ifPresent(given -> maxCores = given);
  }

  int coresInUse() {
    return frames()
        .filter(frame -> frame.proc != null)
        .mapToInt(frame -> frame.cores().hundredths())
        .sum();
  }

  /** What counts for maxima: not what people lend. */
  int coresOfFarm() {
    return frames()
        .filter(frame -> frame.proc != null && frame.lentBy == null)
        .mapToInt(frame -> frame.cores().hundredths())
        .sum();
  }

  boolean hasRoomFor(Cores cores) {
    return maxCores.hundredths() == 0
        || coresOfFarm() + cores.hundredths() <= maxCores.hundredths();
  }

  boolean matches(JobQuery query) {
    return (query.ids().isEmpty() || query.ids().contains(id.value()))
        && (query.names().isEmpty() || query.names().contains(name))
        && (query.substrings().isEmpty() || query.substrings().stream().anyMatch(name::contains))
        && (query.patterns().isEmpty()
            || query.patterns().stream().anyMatch(pattern -> pattern.matcher(name).find()))
        && (query.users().isEmpty() || query.users().contains(submission.user()))
        && (query.shots().isEmpty() || query.shots().contains(submission.shot()))
        && (query.shows().isEmpty() || query.shows().contains(show.name))
        && (query.states().isEmpty() || query.states().contains(state()))
        && (query.includeFinished() || !query.states().isEmpty() || !isFinished());
  }

  Job snapshot() {
    return new Job(
        id,
        name,
        show.name,
        submission.shot(),
        submission.user(),
        submission.uid(),
        group.name,
        facility.name,
        os,
        priority,
        minCores,
        maxCores,
        paused,
        killed,
        autoEat,
        !comments.isEmpty(),
        OptionalInt.of(maxRetries),
        start,
        Optional.ofNullable(stop),
        "/logs/" + name,
        layers.size(),
        counts(),
        new Cores(coresInUse()),
        minGpus,
        maxGpus,
        runs());
  }
}
