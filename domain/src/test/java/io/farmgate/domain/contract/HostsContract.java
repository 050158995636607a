package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.FREE_RETRIES;
import static io.farmgate.domain.contract.Capability.KILL_PROCS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LOCK_HOSTS;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Hosts} and {@link io.farmgate.domain.port.Procs} mean. */
public interface HostsContract extends FarmUnderTest {

  @Test
  default void hostsShouldBeListedByNameAndFound() {
    FarmDriver drive = drive();

    List<Host> hosts = drive.farm().hosts().all();

    assertThat(hosts).isNotEmpty().isSortedAccordingTo(Comparator.comparing(Host::name));
    Host host = hosts.getFirst();
    assertThat(host.hardwareState()).isEqualTo(Host.HardwareState.UP);
    assertThat(host.totalCores()).isGreaterThanOrEqualTo(Cores.ONE);
    assertThat(host.idleCores()).isBetween(Cores.ZERO, host.totalCores());
    assertThat(host.totalMemoryBytes()).isPositive();
    assertThat(drive.farm().hosts().byId(host.id()).map(Host::name)).contains(host.name());
    assertThat(drive.farm().hosts().byName(host.name()).map(Host::id)).contains(host.id());
  }

  @Test
  default void anUnknownHostShouldNotBeFound() {
    FarmDriver drive = drive(LOCK_HOSTS);
    HostId unknown = new HostId("no-such-host");

    assertThat(drive.farm().hosts().byId(unknown)).isEmpty();
    assertThat(drive.farm().hosts().byName("no-such-host")).isEmpty();
    assertThat(failureOf(() -> drive.farm().hosts().setLock(unknown, Host.LockState.LOCKED)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aLockedHostShouldTakeNoNewWorkUntilItIsOpened() {
    FarmDriver drive = drive(LAUNCH, LOCK_HOSTS);
    drive.lockAll(Host.LockState.LOCKED);
    assertThat(drive.host().lockState()).isEqualTo(Host.LockState.LOCKED);
    Job job = drive.launch("locked_out", "1-2", drive.work().succeed());

    drive.stays("locked", () -> drive.again(job).frames().waiting() == 2);
    assertThat(drive.again(job).state()).isEqualTo(JobState.WAITING);
    drive.lockAll(Host.LockState.OPEN);

    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void whatRunsShouldGoOnWhenItsHostIsLocked() {
    FarmDriver drive = drive(LAUNCH, LOCK_HOSTS);
    Job job = drive.launch("locked_in", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);

    drive.lockAll(Host.LockState.LOCKED);

    drive.stays("running", () -> drive.again(job).frames().running() == 1);
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    drive.lockAll(Host.LockState.OPEN);
  }

  @Test
  default void aRunningFrameShouldBeAProcThatHoldsCores() {
    FarmDriver drive = drive(LAUNCH);
    Job job = drive.launch("booked", "1", drive.work().untilOpened("end"));
    Frame frame = drive.await(job, FrameState.RUNNING).getFirst();

    Proc proc =
        drive.until("a proc", () -> drive.procs(job), procs -> procs.size() == 1).getFirst();

    assertThat(proc.frameId()).isIn(Optional.of(frame.id()), Optional.empty());
    assertThat(proc.frameName()).isEqualTo("0001-comp");
    assertThat(proc.layerId()).isIn(frame.layerId(), Optional.empty());
    assertThat(proc.jobName()).isEqualTo(job.name());
    assertThat(proc.show()).isEqualTo(drive.show());
    assertThat(proc.cores()).isGreaterThan(Cores.ZERO);
    Host host = drive.farm().hosts().byId(proc.hostId()).orElseThrow();
    assertThat(proc.hostName()).isEqualTo(host.name()).isEqualTo(frame.lastHost());
    assertThat(host.runningProcs()).isIn(OptionalInt.of(1), OptionalInt.empty());
    assertThat(host.idleCores().hundredths())
        .isEqualTo(host.totalCores().hundredths() - proc.cores().hundredths());
    assertThat(drive.again(job).coresInUse()).isEqualTo(proc.cores());
    assertThat(drive.again(job).state()).isEqualTo(JobState.RUNNING);
    drive.countsAddUp(job);

    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    drive.until("no procs", () -> drive.procs(job), List::isEmpty);
    assertThat(drive.again(job).coresInUse()).isEqualTo(Cores.ZERO);
    assertThat(drive.farm().hosts().byId(host.id()).orElseThrow().idleCores())
        .isEqualTo(host.totalCores());
  }

  @Test
  default void procsShouldNeverHoldMoreThanTheirHostHas() {
    FarmDriver drive = drive(LAUNCH);
    int frames = drive.host().totalCores().hundredths() / 100 + 2;
    Job job = drive.launch("crowd", "1-" + frames, drive.work().untilOpened("end"));
    drive.until("a frame to run", () -> drive.procs(job), procs -> !procs.isEmpty());

    drive.stays(
        "within its cores",
        () ->
            drive.farm().hosts().all().stream()
                .allMatch(host ->
                    drive.procs(job).stream()
                            .filter(proc -> proc.hostId().equals(host.id()))
                            .mapToInt(proc -> proc.cores().hundredths())
                            .sum()
                        <= host.totalCores().hundredths()));

    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void aKilledProcsFrameShouldWaitAnew() {
    FarmDriver drive = drive(LAUNCH, KILL_PROCS, FREE_RETRIES);
    Job job = drive.launch("shot_down", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);
    ProcId before = drive.procs(job).getFirst().id();

    drive.farm().procs().kill(before, REASON);

    drive.until(
        "another proc",
        () -> drive.procs(job),
        procs -> procs.size() == 1 && !procs.getFirst().id().equals(before));
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    assertThat(failureOf(() -> drive.farm().procs().kill(before, REASON)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().procs().kill(new ProcId("no-such-proc"), REASON)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }
}
