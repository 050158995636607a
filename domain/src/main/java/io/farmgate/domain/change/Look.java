package io.farmgate.domain.change;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.change.PolledChanges.Ports;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.FarmChange.Kind;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Interest;
import io.farmgate.domain.port.JobQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A farm as it was seen last, and how it differs now. Not thread-safe.
 *
 * <p>A look asks for the unfinished jobs, the hosts, and, of at most {@value #JOBS_A_LOOK} jobs
 * that have changed, their layers and frames; further ones wait for the next looks. Frames of jobs
 * with more than {@value #MOST_FRAMES} are never listed.
 */
final class Look {
  static final int JOBS_A_LOOK = 20;
  static final int MOST_FRAMES = 1000;

  /** Frames of all jobs that are kept to compare with; some 20 MB. */
  private static final int MOST_KNOWN = 100_000;

  private final Ports ports;
  private Interest before = new Interest(Set.of(), Set.of(Kind.JOB));
  private boolean first = true;
  private final Map<JobId, Job> jobs = new LinkedHashMap<>();
  private final Map<HostId, Host> hosts = new LinkedHashMap<>();
  private final Map<JobId, Map<LayerId, Layer>> layers = new HashMap<>();
  private final Map<JobId, Map<FrameId, Seen>> frames = new HashMap<>();
  private final List<FarmChange> untold = new ArrayList<>();

  /** Jobs whose layers and frames are to be read, with how they were seen before. */
  private final Map<JobId, Optional<Job>> due = new LinkedHashMap<>();

  Look(Ports ports) {
    this.ports = ports;
  }

  /**
   * Looks, and says what differs from the last look of what was asked for then too. What a look has
   * found before it failed in the middle, the next one tells.
   */
  List<FarmChange> around(Interest interest) {
    List<Job> jobsNow = ofJobs(interest) ? unfinished(interest.shows()) : List.of();
    List<Host> hostsNow = interest.kinds().contains(Kind.HOST) ? ports.hosts().all() : List.of();
    Map<JobId, Optional<Job>> over = over(jobsNow, interest);
    jobs(jobsNow, over, interest);
    if (interest.kinds().contains(Kind.HOST)) {
      hosts(hostsNow, before.kinds().contains(Kind.HOST) && !first);
    } else {
      hosts.clear();
    }
    before = interest;
    first = false;
    inside(interest);
    List<FarmChange> changes = List.copyOf(untold);
    untold.clear();
    return changes;
  }

  private static boolean ofJobs(Interest interest) {
    return interest.kinds().stream().anyMatch(kind -> kind != Kind.HOST);
  }

  private List<Job> unfinished(Set<String> shows) {
    return ports
        .jobs()
        .list(
            new JobQuery(
                Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of(), shows, Set.of(),
                false, 0));
  }

  /** Returns the jobs that are listed no longer, as they are now. */
  private Map<JobId, Optional<Job>> over(List<Job> now, Interest interest) {
    Map<JobId, Optional<Job>> over = new LinkedHashMap<>();
    jobs.values().stream()
        .filter(job -> asks(interest, job))
        .map(Job::id)
        .forEach(id -> over.put(id, Optional.empty()));
    now.forEach(job -> over.remove(job.id()));
    over.replaceAll((id, none) -> ports.jobs().byId(id));
    return over;
  }

  private static boolean asks(Interest interest, Job job) {
    return ofJobs(interest) && interest.covers(job.show());
  }

  private void jobs(List<Job> now, Map<JobId, Optional<Job>> over, Interest interest) {
    boolean framesToo =
        interest.kinds().contains(Kind.FRAME) && !before.kinds().contains(Kind.FRAME);
    for (Job job : now) {
      Job known = jobs.put(job.id(), job);
      if (known == null ? !first && asks(before, job) : !job.equals(known)) {
        untold.add(new FarmChange.OfJob(job));
        due.putIfAbsent(job.id(), Optional.ofNullable(known));
      } else if (job.frames().running() > 0 && (known == null || framesToo)) {
        // So that its frames are known before they change.
        due.putIfAbsent(job.id(), Optional.of(job));
      }
    }
    over.forEach((id, job) -> {
      Job known = jobs.get(id);
      untold.add(job.<FarmChange>map(FarmChange.OfJob::new).orElseGet(() -> gone(known)));
      job.ifPresent(ended -> {
        due.putIfAbsent(id, Optional.ofNullable(known));
        jobs.put(id, ended);
      });
      if (job.isEmpty()) {
        forget(id);
      }
    });
    // Nobody asks for them any more.
    List.copyOf(jobs.values()).stream()
        .filter(job -> !asks(interest, job))
        .forEach(job -> forget(job.id()));
  }

  private static FarmChange gone(@Nullable Job known) {
    return known == null ? new FarmChange.Lost() : new FarmChange.JobGone(known);
  }

  private void forget(JobId id) {
    jobs.remove(id);
    layers.remove(id);
    frames.remove(id);
    due.remove(id);
  }

  /** Looks into jobs that have changed. */
  private void inside(Interest interest) {
    Iterator<Map.Entry<JobId, Optional<Job>>> waiting = due.entrySet().iterator();
    List<JobId> ended = new ArrayList<>();
    for (int i = 0; i < JOBS_A_LOOK && waiting.hasNext(); i++) {
      Map.Entry<JobId, Optional<Job>> next = waiting.next();
      Job job = jobs.get(next.getKey());
      if (job != null) {
        if (interest.kinds().contains(Kind.LAYER)) {
          layers(job, next.getValue().isEmpty());
        }
        if (interest.kinds().contains(Kind.FRAME)) {
          frames(job, next.getValue());
        }
        if (job.state().isFinished()) {
          ended.add(job.id());
        }
      }
      waiting.remove();
    }
    ended.forEach(this::forget);
  }

  private void layers(Job job, boolean isNew) {
    Map<LayerId, Layer> known = layers.get(job.id());
    Map<LayerId, Layer> now = new LinkedHashMap<>();
    for (Layer layer : ports.layers().ofJob(job.id())) {
      now.put(layer.id(), layer);
      // Of a job that is not new, and seen for the first time, all layers may have changed.
      if (isNew || known == null || !layer.equals(known.get(layer.id()))) {
        untold.add(new FarmChange.OfLayer(job, layer));
      }
    }
    layers.put(job.id(), now);
  }

  private void frames(Job job, Optional<Job> seen) {
    Map<FrameId, Seen> known = frames.get(job.id());
    boolean moved = seen.isEmpty() || !seen.get().frames().equals(job.frames());
    if (!moved && known != null) {
      return;
    }
    int others = frames.values().stream().mapToInt(Map::size).sum();
    if (job.frames().total() > MOST_FRAMES || others > MOST_KNOWN) {
      frames.remove(job.id());
      manyIf(moved && seen.isPresent(), job);
      return;
    }
    Map<FrameId, Seen> now = new HashMap<>();
    for (Frame frame : ports.frames().list(FrameQuery.of(job.id()).page(0, MOST_FRAMES))) {
      Seen fresh = Seen.of(frame);
      now.put(frame.id(), fresh);
      Seen last = known == null ? null : known.get(frame.id());
      if ((known != null || seen.isEmpty())
          && (last == null ? fresh.begun() : !fresh.equals(last))) {
        untold.add(new FarmChange.OfFrame(job, frame));
      }
    }
    manyIf(known == null && moved && seen.isPresent(), job);
    frames.put(job.id(), now);
  }

  /** Tells to read the frames of a job where it is not known which of them have changed. */
  private void manyIf(boolean so, Job job) {
    if (so) {
      untold.add(new FarmChange.ManyFrames(job));
    }
  }

  /** What tells one state of a frame from another. */
  private record Seen(
      FrameState state,
      int retries,
      int exitStatus,
      Optional<Instant> startTime,
      Optional<Instant> stopTime) {
    static Seen of(Frame frame) {
      return new Seen(
          frame.state(), frame.retries(), frame.exitStatus(), frame.startTime(), frame.stopTime());
    }

    /** Tells whether it is not as it came with its job. */
    boolean begun() {
      return state != FrameState.WAITING && state != FrameState.DEPEND;
    }
  }

  private void hosts(List<Host> now, boolean told) {
    Map<HostId, Host> gone = new LinkedHashMap<>(hosts);
    hosts.clear();
    for (Host host : now) {
      Host last = gone.remove(host.id());
      hosts.put(host.id(), host);
      if (told && (last == null || !acted(last).equals(acted(host)))) {
        untold.add(new FarmChange.OfHost(host));
      }
    }
    if (told) {
      gone.values().forEach(host -> untold.add(new FarmChange.HostGone(host)));
    }
  }

  /** What somebody did to a host, and not what it measures of itself. */
  private static List<Object> acted(Host host) {
    return List.of(
        host.name(),
        host.hardwareState(),
        host.lockState(),
        host.hasComment(),
        host.threadMode(),
        host.os(),
        host.allocation(),
        host.tags(),
        host.totalCores(),
        host.idleCores(),
        host.totalMemoryBytes(),
        host.idleMemoryBytes(),
        host.totalGpus(),
        host.idleGpus(),
        host.runningProcs());
  }
}
