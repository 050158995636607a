package io.farmgate.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.Proc;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Specs;
import io.farmgate.domain.spec.Submission;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * Drives a farm through one test: short words for what every test does, and waiting with an end.
 */
public final class FarmDriver {
  /** Who ends things in the kit. */
  public static final KillReason REASON = new KillReason("ada", "kit", 0, "contract kit");

  private static final int QUIET_LOOKS = 15;

  private final FarmUnderTest test;
  private @Nullable String show;

  FarmDriver(FarmUnderTest test) {
    this.test = test;
  }

  /** Returns the farm's ports. */
  public FarmPorts farm() {
    return test.farm();
  }

  /** Returns the farm's commands. */
  public Work work() {
    return test.work();
  }

  /** Returns the name of this test's own show. */
  public String show() {
    String known = show;
    if (known == null) {
      known = test.newShow();
      show = known;
    }
    return known;
  }

  /** Returns the only show's submission of jobs. */
  public Submission submission(JobSpec... jobs) {
    return Specs.submission(show(), jobs);
  }

  /** Launches jobs into this test's show. */
  public List<Job> launch(JobSpec... jobs) {
    return farm().submissions().launch(submission(jobs));
  }

  /** Launches one job of one layer, "comp". */
  public Job launch(String name, String range, String command) {
    return launch(Specs.job(name, Specs.layer("comp", range, command))).getFirst();
  }

  /** Reads a job again. */
  public Job again(Job job) {
    return farm().jobs().byId(job.id()).orElseThrow();
  }

  /** Returns the job's frames. */
  public List<Frame> frames(Job job) {
    return farm().frames().list(FrameQuery.of(job.id()));
  }

  /** Returns the job's frame of that name. */
  public Frame frame(Job job, String name) {
    return frames(job).stream()
        .filter(frame -> frame.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the job's procs. */
  public List<Proc> procs(Job job) {
    return farm().procs().all().stream().filter(proc -> proc.jobId().equals(job.id())).toList();
  }

  /** Returns a host that the tests work with. */
  public Host host() {
    return farm().hosts().all().getFirst();
  }

  /** Locks or opens all hosts. */
  public void lockAll(Host.LockState lock) {
    farm().hosts().all().forEach(host -> farm().hosts().setLock(host.id(), lock));
  }

  /** Waits until the job stands so. */
  public Job await(Job job, JobState wanted) {
    return until(job.name() + " to be " + wanted, () -> again(job), now -> now.state() == wanted);
  }

  /** Waits until all frames of the job stand so. */
  public List<Frame> await(Job job, FrameState wanted) {
    return until(
        "all frames of " + job.name() + " to be " + wanted,
        () -> frames(job),
        frames -> frames.stream().allMatch(frame -> frame.state() == wanted));
  }

  /** Waits until the frame stands so. */
  public Frame await(Job job, String frame, FrameState wanted) {
    return until(
        frame + " of " + job.name() + " to be " + wanted,
        () -> frame(job, frame),
        now -> now.state() == wanted);
  }

  /** Looks until it is as wanted; fails with the last thing seen when patience ends. */
  public <T> T until(String what, Supplier<T> look, Predicate<T> wanted) {
    long end = System.nanoTime() + test.patience().toNanos();
    while (true) {
      T seen = look.get();
      if (wanted.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + test.patience() + " for " + what + "; last: " + seen);
      }
      test.letTimePass();
    }
  }

  /** Gives the farm time to do what it must not do. */
  public void stays(String what, BooleanSupplier holds) {
    for (int look = 0; look < QUIET_LOOKS; look++) {
      assertThat(holds.getAsBoolean()).as("%s, look %d", what, look).isTrue();
      test.letTimePass();
    }
  }

  /**
   * Checks that job, layers and frames tell the same numbers. Only for a job that stands still: the
   * three are read one after the other.
   */
  public void countsAddUp(Job job) {
    List<Frame> frames = frames(job);
    List<Layer> layers = farm().layers().ofJob(job.id());
    Job now = again(job);
    assertThat(now.frames()).as("frames of the job").isEqualTo(counts(frames));
    assertThat(now.layers()).as("layers of the job").isEqualTo(layers.size());
    for (Layer layer : layers) {
      assertThat(layer.frames())
          .as("frames of the layer %s", layer.name())
          .isEqualTo(
              counts(
                  frames.stream()
                      .filter(frame -> frame.layerName().equals(layer.name()))
                      .toList()));
    }
  }

  /** Counts frames by state as a farm does. */
  public static FrameCounts counts(Collection<Frame> frames) {
    Map<FrameState, Integer> counts = new EnumMap<>(FrameState.class);
    frames.forEach(frame -> counts.merge(frame.state(), 1, Integer::sum));
    return new FrameCounts(
        counts.getOrDefault(FrameState.WAITING, 0),
        counts.getOrDefault(FrameState.DEPEND, 0),
        counts.getOrDefault(FrameState.RUNNING, 0) + counts.getOrDefault(FrameState.SETUP, 0),
        counts.getOrDefault(FrameState.SUCCEEDED, 0),
        counts.getOrDefault(FrameState.DEAD, 0),
        counts.getOrDefault(FrameState.EATEN, 0),
        counts.getOrDefault(FrameState.CHECKPOINT, 0));
  }

  /** Returns how a call is refused; a call that is not refused fails the test. */
  public static FarmFailure failureOf(ThrowingCallable call) {
    FarmException refusal = catchThrowableOfType(FarmException.class, call);
    assertThat(refusal).as("a refusal").isNotNull();
    FarmFailure failure = refusal.failure();
    assertThat(failure.message()).as("the refusal's message").isNotBlank();
    return failure;
  }
}
