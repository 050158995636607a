package io.farmgate.domain.contract;

import io.farmgate.domain.Comment;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Deed;
import io.farmgate.domain.DependId;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LendingId;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.contract.MemoryDepend.Part;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Figures;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobPlace;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.FrameLinks;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Submission;
import io.farmgate.domain.spec.SubmissionRules;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that {@link InMemoryFarm} knows. Its methods are called under the farm's lock. */
final class MemoryFarmState {
  static final HostId HOST = new HostId("host-1");
  static final String HOST_NAME = "memory";
  private static final Cores CORES = Cores.of(2);
  private static final long MEMORY = 16L << 30;

  /** Booked first to booked last. */
  private static final Comparator<MemoryJob> URGENCY =
      Comparator.comparingInt((MemoryJob job) -> job.priority).reversed();

  final Map<String, MemoryShow> shows = new TreeMap<>();
  final Map<String, MemoryOwner> owners = new TreeMap<>();
  final MemorySites sites = new MemorySites();
  final Map<String, MemoryLimit> limits = new TreeMap<>();
  final MemoryServices services = new MemoryServices(this);
  final MemoryRedirects redirects = new MemoryRedirects(this);
  final MemoryLendings lendings = new MemoryLendings(this);
  final MemoryDepartments departments = new MemoryDepartments(this);
  final List<MemoryDepend> depends = new ArrayList<>();
  final Set<ProcId> unbooked = new HashSet<>();
  final List<Comment> hostComments = new ArrayList<>();
  @Nullable Deed deed;
  Host.LockState lock = Host.LockState.OPEN;
  Host.HardwareState hardwareState = Host.HardwareState.UP;
  Host.ThreadMode threadMode = Host.ThreadMode.AUTO;
  String os = "linux";
  final Set<String> hostTags = new TreeSet<>();
  private final Map<JobId, MemoryJob> jobs = new LinkedHashMap<>();
  private final Clock clock;
  private final MemoryWork work;
  private int lastProc;
  private int lastDepend;

  MemoryFarmState(Clock clock, MemoryWork work) {
    this.clock = clock;
    this.work = work;
  }

  Instant now() {
    return clock.instant();
  }

  /** All jobs, the most urgent first and then the oldest. */
  List<MemoryJob> jobs() {
    return jobs.values().stream().sorted(URGENCY).toList();
  }

  Stream<MemoryFrame> running() {
    return jobs.values().stream().flatMap(MemoryJob::frames).filter(frame -> frame.proc != null);
  }

  Optional<MemoryJob> job(JobId id) {
    return Optional.ofNullable(jobs.get(id));
  }

  MemoryJob known(JobId id) {
    return job(id).orElseThrow(() -> notFound("job", id.value()));
  }

  Optional<MemoryJob> byName(String name) {
    return jobs.values().stream()
        .filter(job -> job.name.equals(name))
        .reduce((older, younger) -> older.isFinished() ? younger : older);
  }

  MemoryLayer known(LayerId id) {
    return jobs.values().stream()
        .flatMap(job -> job.layers.stream())
        .filter(layer -> layer.id.equals(id))
        .findFirst()
        .orElseThrow(() -> notFound("layer", id.value()));
  }

  static FarmException notFound(String kind, String key) {
    return new FarmException(FarmFailure.NotFound.of(kind, key));
  }

  /** Finds a show by its name, or else by what it goes by too. */
  Optional<MemoryShow> findShow(String name) {
    return Optional.ofNullable(shows.get(name))
        .or(() -> shows.values().stream().filter(show -> show.aliases.contains(name)).findFirst());
  }

  /** Returns an id that no show has, archived ones too. */
  ShowId newShowId(String name) {
    ShowId id = new ShowId("show-" + name);
    return shows.values().stream().anyMatch(show -> show.id.equals(id))
        ? new ShowId(id + "-" + shows.size())
        : id;
  }

  MemoryShow showNamed(String name) {
    return findShow(name).orElseThrow(() -> notFound("show", name));
  }

  MemoryShow show(ShowId id) {
    return shows.values().stream()
        .filter(show -> show.id.equals(id))
        .findFirst()
        .orElseThrow(() -> notFound("show", id.value()));
  }

  MemoryLimit knownLimit(String name) {
    MemoryLimit limit = limits.get(name);
    if (limit == null) {
      throw notFound("limit", name);
    }
    return limit;
  }

  List<MemoryJob> launch(Submission submission) {
    SubmissionRules.check(submission);
    MemoryShow show = showNamed(submission.show());
    if (!show.active) {
      throw MemorySites.precondition("the show '" + show.name + "' takes no jobs");
    }
    MemoryFacility facility =
        submission.facility().isBlank()
            ? sites.standard.facility
            : sites.known(submission.facility());
    List<MemoryJob> fresh = new ArrayList<>();
    for (JobSpec spec : submission.jobs()) {
      JobId id = new JobId("job-" + (jobs.size() + fresh.size() + 1));
      MemoryJob job = new MemoryJob(id, show, facility, submission, complete(show, spec), now());
      if (byName(job.name).filter(other -> !other.isFinished()).isPresent()) {
        throw new FarmException(
            new FarmFailure.Conflict("an unfinished job has the name '" + job.name + "'"));
      }
      fresh.add(job);
    }
    for (MemoryJob job : fresh) {
      for (MemoryLayer layer : job.layers) {
        layer.hold(this::knownLimit);
        layer.bound(services.counting(show, layer.spec));
      }
    }
    fresh.forEach(job -> MemoryFilterRun.all(this, job));
    new MemoryDepends(submission, fresh, this).tie();
    fresh.forEach(job -> jobs.put(job.id, job));
    settle();
    return fresh;
  }

  private JobSpec complete(MemoryShow show, JobSpec job) {
    return new JobSpec(
        job.name(),
        job.paused(),
        job.priority(),
        job.maxRetries(),
        job.autoEat(),
        job.os(),
        job.maxCores(),
        job.environment(),
        job.layers().stream().map(layer -> services.complete(show, layer)).toList());
  }

  /** Makes one thing wait for another. */
  MemoryDepend tie(Kind kind, boolean anyFrame, Part dependent, Part target) {
    MemoryDepend made = new MemoryDepend(nextDepend(), kind, anyFrame, dependent, target);
    MemoryLayer from = dependent.layer();
    MemoryLayer to = target.layer();
    if (made.isByFrame() && from != null && to != null) {
      FrameLinks.Sink pair =
          (waiting, awaited) ->
              made.pairs.add(
                  new MemoryDepend(
                      nextDepend(),
                      Kind.FRAME_ON_FRAME,
                      false,
                      new Part(dependent.job(), from, from.frames.get(waiting)),
                      new Part(target.job(), to, to.frames.get(awaited))));
      if (kind == Kind.FRAME_BY_FRAME) {
        FrameLinks.byFrame(from.chunks, to.chunks, pair);
      } else {
        FrameLinks.previous(from.frames.size(), to.frames.size(), pair);
      }
    }
    depends.add(made);
    made.hold();
    dependent.frames().forEach(frame -> frame.waived = false);
    return made;
  }

  /** All dependencies, and the pairs of those that are frame by frame. */
  Stream<MemoryDepend> dependsAndPairs() {
    return depends.stream()
        .flatMap(depend -> Stream.concat(Stream.of(depend), depend.pairs.stream()));
  }

  private DependId nextDepend() {
    return new DependId("depend-" + ++lastDepend);
  }

  /** Finds a piece of work. */
  Optional<Part> part(WorkRef ref) {
    return switch (ref) {
      case WorkRef.OfJob job -> job(job.id()).map(found -> new Part(found, null, null));
      case WorkRef.OfLayer layer ->
          jobs.values().stream()
              .flatMap(job -> job.layers.stream())
              .filter(one -> one.id.equals(layer.id()))
              .map(one -> new Part(one.job, one, null))
              .findFirst();
      case WorkRef.OfFrame frame ->
          jobs.values().stream()
              .flatMap(MemoryJob::frames)
              .filter(one -> one.id.equals(frame.id()))
              .map(one -> new Part(one.layer.job, one.layer, one))
              .findFirst();
    };
  }

  Part knownPart(WorkRef ref) {
    return part(ref)
        .orElseThrow(() ->
            switch (ref) {
              case WorkRef.OfJob job -> notFound("job", job.id().value());
              case WorkRef.OfLayer layer -> notFound("layer", layer.id().value());
              case WorkRef.OfFrame frame -> notFound("frame", frame.id().value());
            });
  }

  /** Undoes a launch. */
  void forget(List<Job> fresh) {
    fresh.forEach(job -> jobs.remove(job.id()));
  }

  /** One step: what has ended ends, what waits no longer is free, and what has room is started. */
  void tick() {
    for (MemoryFrame frame : running().toList()) {
      work.goOn(frame.command(), frame.run()).ifPresent(status -> frame.end(status, now()));
    }
    settle();
    if (hardwareState == Host.HardwareState.REBOOT_WHEN_IDLE && running().findAny().isEmpty()) {
      hardwareState = Host.HardwareState.UP;
    }
    if (hardwareState != Host.HardwareState.UP) {
      return;
    }
    if (lock != Host.LockState.OPEN) {
      lendings.book();
    } else {
      List<MemoryJob> booking =
          jobs().stream().filter(job -> !job.paused && !job.killed && job.show.isBooked()).toList();
      Set<ProcId> procs =
          running().flatMap(one -> Stream.ofNullable(one.proc)).collect(Collectors.toSet());
      for (Predicate<MemoryJob> whose : redirects.due(procs)) {
        bookFirst(booking.stream().filter(whose).toList());
      }
      lendings.book();
      booking.forEach(job -> book(job, Integer.MAX_VALUE));
    }
  }

  /** Starts one frame of the first of the jobs that can have one. */
  private void bookFirst(List<MemoryJob> jobs) {
    for (MemoryJob job : jobs) {
      if (book(job, 1)) {
        return;
      }
    }
  }

  /** Starts so many frames of a job at most, and tells whether it has started any. */
  private boolean book(MemoryJob job, int most) {
    int started = 0;
    for (MemoryFrame frame : job.frames().toList()) {
      Cores cores = frame.layer.cores();
      if (started < most
          && frame.state == FrameState.WAITING
          && isFor(frame.layer.spec.tags())
          && cores.compareTo(idle()) <= 0
          && mayStart(frame.layer)
          && job.hasRoomFor(cores)
          && job.group.hasRoomFor(cores, jobs.values())
          && ownerHasRoomFor(job, cores)) {
        start(frame, cores, null);
        started++;
      }
    }
    return started > 0;
  }

  /** Starts a frame, in a part of the host that somebody lends or in the farm's own. */
  void start(MemoryFrame frame, Cores cores, @Nullable LendingId lentBy) {
    frame.start(new ProcId("proc-" + ++lastProc), HOST_NAME, cores, now());
    frame.lentBy = lentBy;
  }

  private boolean isFor(List<String> tags) {
    return tags.isEmpty() || !Collections.disjoint(tags, hostTags());
  }

  private boolean mayStart(MemoryLayer layer) {
    return layer.mayStart(host().tags(), now())
        && layer.limits.stream().allMatch(limit -> limit.hasRoom(jobs.values()));
  }

  private boolean ownerHasRoomFor(MemoryJob job, Cores cores) {
    MemoryOwner owner = owners.get(job.user());
    return owner == null || owner.hasRoomFor(cores, jobs.values());
  }

  Optional<MemoryGroup> group(GroupId id) {
    return shows.values().stream()
        .flatMap(show -> show.groups.values().stream())
        .filter(group -> group.id.equals(id))
        .findFirst();
  }

  static void checkCores(Cores min, Optional<Cores> max) {
    if (max.isPresent() && min.compareTo(max.get()) > 0) {
      throw new FarmException(
          new FarmFailure.Invalid("min cores: above max cores (expected: no more than these)"));
    }
  }

  /** Follows what a change leads to; a job that ends may free another, and so on. */
  void settle() {
    for (int step = 0; step <= jobs.size(); step++) {
      jobs.values().forEach(job -> job.settle(now()));
    }
  }

  void kill(MemoryJob job) {
    if (!job.isFinished()) {
      job.killed = true;
      job.frames().forEach(frame -> frame.kill(now()));
      settle();
    }
  }

  List<MemoryFrame> frames(FrameQuery query) {
    return jobs.values().stream()
        .filter(job -> query.job().isEmpty() || query.job().get().equals(job.id))
        .flatMap(MemoryJob::frames)
        .filter(frame -> frame.matches(query))
        .skip(query.offset())
        .limit(query.limit() == 0 ? Long.MAX_VALUE : query.limit())
        .toList();
  }

  Page<Frame> page(FrameQuery query, boolean reversed, PageRequest page) {
    List<MemoryFrame> all =
        jobs.values().stream()
            .filter(job -> query.job().isEmpty() || query.job().get().equals(job.id))
            .flatMap(MemoryJob::frames)
            .toList();
    List<MemoryFrame> ordered = reversed ? all.reversed() : all;
    int from = page.after().map(place -> 1 + indexOf(ordered, place)).orElse(0);
    List<Frame> found =
        ordered.subList(from, ordered.size()).stream()
            .filter(frame -> frame.matches(query))
            .limit(page.limit() + 1L)
            .map(MemoryFrame::snapshot)
            .toList();
    return found.size() <= page.limit()
        ? new Page<>(found, Optional.empty())
        : new Page<>(
            found.subList(0, page.limit()),
            Optional.of(new Place(found.get(page.limit() - 1).id().value())));
  }

  private static int indexOf(List<MemoryFrame> frames, Place place) {
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).id.value().equals(place.text())) {
        return i;
      }
    }
    throw JobPlace.wrong();
  }

  int retry(FrameQuery query) {
    List<MemoryFrame> frames = frames(query);
    if (frames.stream().noneMatch(MemoryFrame::isRetriable)) {
      return 0;
    }
    MemoryJob job = frames.getFirst().layer.job;
    if (job.isFinished() && byName(job.name).orElse(job) != job && !isFinished(job.name)) {
      throw new FarmException(
          new FarmFailure.Conflict("another job has the name '" + job.name + "' now"));
    }
    List<MemoryDepend> done =
        dependsAndPairs().filter(depend -> !depend.isByFrame() && !depend.isActive()).toList();
    job.killed = false;
    int changed = (int) frames.stream().filter(frame -> frame.retry(now())).count();
    done.stream()
        .filter(MemoryDepend::isActive)
        .forEach(depend -> depend.dependent.frames().forEach(frame -> frame.waived = false));
    settle();
    return changed;
  }

  private boolean isFinished(String name) {
    return byName(name).map(MemoryJob::isFinished).orElse(true);
  }

  Cores idle() {
    return new Cores(
        CORES.hundredths() - running().mapToInt(frame -> frame.cores().hundredths()).sum());
  }

  private List<String> hostTags() {
    return Stream.concat(Stream.of(sites.ofHost.tag, HOST_NAME), hostTags.stream())
        .distinct()
        .toList();
  }

  Figures.Since figures() {
    return new Figures.Since(lastProc, unbooked.size(), 0);
  }

  Host host() {
    return new Host(
        HOST,
        HOST_NAME,
        hardwareState,
        lock,
        !hostComments.isEmpty(),
        threadMode,
        sites.ofHost.fullName(),
        os,
        hostTags(),
        CORES,
        idle(),
        MEMORY,
        MEMORY,
        MEMORY,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        OptionalInt.of((int) running().count()),
        Instant.EPOCH,
        now());
  }
}
