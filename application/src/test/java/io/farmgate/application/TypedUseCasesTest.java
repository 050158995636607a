package io.farmgate.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Browse, control and submit, on a farm in memory. */
final class TypedUseCasesTest {
  private static final Caller VIEWER = new Caller("vera", Role.VIEWER);
  private static final Caller OPERATOR = new Caller("otto", Role.OPERATOR);
  private static final Caller ADMIN = new Caller("ada", Role.ADMIN);
  private static final KillReason REASON = new KillReason("otto", "desk", 1, "a test");

  private final AccessPolicy policy = new AccessPolicy();
  private final BrowseFarm browse = new BrowseFarm(policy);
  private final ControlFarm control = new ControlFarm(policy);
  private final SubmitWork submit = new SubmitWork(policy);
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final Farm farm =
      new Farm("memory", "a test", Optional.of(memory.ports()), Optional.empty());

  @BeforeEach
  void createShow() {
    control.createShow(ADMIN, farm, "demo");
  }

  @Test
  void viewerShouldReadWhatAnOperatorLaunched() {
    Job job = launch();

    assertThat(browse.shows(VIEWER, farm)).extracting("name").contains("demo");
    assertThat(browse.showNamed(VIEWER, farm, "demo").id())
        .isEqualTo(browse.show(VIEWER, farm, browse.showNamed(VIEWER, farm, "demo").id()).id());
    assertThat(browse.jobs(VIEWER, farm, JobQuery.UNFINISHED)).hasSize(1);
    assertThat(browse.job(VIEWER, farm, job.id()).name()).isEqualTo(job.name());
    assertThat(browse.jobNamed(VIEWER, farm, job.name()).id()).isEqualTo(job.id());
    LayerId layer = browse.layers(VIEWER, farm, job.id()).getFirst().id();
    assertThat(browse.layer(VIEWER, farm, layer).name()).isEqualTo("render");
    assertThat(browse.layerNamed(VIEWER, farm, job.id(), "render").id()).isEqualTo(layer);
    FrameId frame = browse.frames(VIEWER, farm, FrameQuery.of(job.id())).getFirst().id();
    assertThat(browse.frame(VIEWER, farm, frame).number()).isEqualTo(1);
    Host host = browse.hosts(VIEWER, farm).getFirst();
    assertThat(browse.host(VIEWER, farm, host.id()).name()).isEqualTo(host.name());
    assertThat(browse.hostNamed(VIEWER, farm, host.name()).id()).isEqualTo(host.id());
    assertThat(browse.procs(VIEWER, farm)).isEmpty();
  }

  @Test
  void groupsOwnersAndDeedsShouldBeReadByViewers() {
    Job job = launch();
    ShowId show = browse.showNamed(VIEWER, farm, "demo").id();
    Group root = browse.groups(VIEWER, farm, show).getFirst();
    Group comp = control.createGroup(OPERATOR, farm, root.id(), "comp");
    control.moveJobs(OPERATOR, farm, comp.id(), Set.of(job.id()));
    control.changeGroup(OPERATOR, farm, comp.id(), settings -> settings.withMinCores(Cores.ONE));
    Owner owner = control.createOwner(ADMIN, farm, show, "artist1");
    Host host = browse.hosts(VIEWER, farm).getFirst();
    control.giveHost(ADMIN, farm, host.name(), owner.id());

    assertThat(browse.groupNamed(VIEWER, farm, "demo", "comp").settings().minCores())
        .isEqualTo(Cores.ONE);
    assertThat(browse.jobsOfGroup(VIEWER, farm, comp.id())).extracting("id").contains(job.id());
    assertThat(browse.jobsOfGroup(VIEWER, farm, root.id())).isEmpty();
    assertThat(browse.owner(VIEWER, farm, owner.id()).hosts()).isEqualTo(1);
    Deed deed = browse.deedOfHost(VIEWER, farm, host.id());
    assertThat(browse.deed(VIEWER, farm, deed.id()).ownerName()).isEqualTo("artist1");
    control.setOwnerShow(ADMIN, farm, owner.id(), "demo");
    control.endDeed(ADMIN, farm, deed.id());
    assertFailure(
        FarmFailure.NotFound.class,
        () -> browse.deed(VIEWER, farm, deed.id()),
        () -> browse.deedOfHost(VIEWER, farm, host.id()),
        () -> browse.group(VIEWER, farm, new GroupId("no")),
        () -> browse.groupNamed(VIEWER, farm, "demo", "no"),
        () -> browse.jobsOfGroup(VIEWER, farm, new GroupId("no")),
        () -> browse.ownerNamed(VIEWER, farm, "no"),
        () -> browse.proc(VIEWER, farm, new ProcId("no")),
        () -> control.giveHost(ADMIN, farm, "no", owner.id()),
        () -> control.setOwnerShow(ADMIN, farm, owner.id(), "no"),
        () -> control.unbookProc(OPERATOR, farm, new ProcId("no")));
  }

  @Test
  void groupsShouldNeedAnOperatorAndOwnersAnAdmin() {
    ShowId show = browse.showNamed(VIEWER, farm, "demo").id();
    GroupId root = browse.groups(VIEWER, farm, show).getFirst().id();
    OwnerId owner = control.createOwner(ADMIN, farm, show, "artist1").id();

    assertFailure(
        FarmFailure.Forbidden.class,
        () -> control.createGroup(VIEWER, farm, root, "comp"),
        () -> control.deleteGroup(VIEWER, farm, root),
        () -> control.changeGroup(VIEWER, farm, root, settings -> settings),
        () -> control.moveJobs(VIEWER, farm, root, Set.of()),
        () -> control.unbookProc(VIEWER, farm, new ProcId("any")),
        () -> control.createOwner(OPERATOR, farm, show, "artist2"),
        () -> control.changeQuota(OPERATOR, farm, owner, quota -> quota),
        () -> control.setOwnerShow(OPERATOR, farm, owner, "demo"),
        () -> control.giveHost(OPERATOR, farm, "memory", owner),
        () -> control.endDeed(OPERATOR, farm, new DeedId("any")),
        () -> control.deleteOwner(OPERATOR, farm, owner));
  }

  @Test
  void whatIsNotThereShouldBeNotFound() {
    JobId job = new JobId("no-job");
    assertFailure(
        FarmFailure.NotFound.class,
        () -> browse.show(VIEWER, farm, new ShowId("no")),
        () -> browse.showNamed(VIEWER, farm, "no"),
        () -> browse.job(VIEWER, farm, job),
        () -> browse.jobNamed(VIEWER, farm, "no"),
        () -> browse.layers(VIEWER, farm, job),
        () -> browse.layer(VIEWER, farm, new LayerId("no")),
        () -> browse.layerNamed(VIEWER, farm, launch().id(), "no"),
        () -> browse.frames(VIEWER, farm, FrameQuery.of(job)),
        () -> browse.frame(VIEWER, farm, new FrameId("no")),
        () -> browse.host(VIEWER, farm, new HostId("no")),
        () -> browse.hostNamed(VIEWER, farm, "no"),
        () -> control.killFrames(OPERATOR, farm, FrameQuery.one(new FrameId("no")), REASON),
        () -> control.retryFrames(OPERATOR, farm, FrameQuery.of(job), REASON),
        () -> control.killFrames(OPERATOR, farm, FrameQuery.of(job), REASON),
        () -> control.eatFrames(OPERATOR, farm, FrameQuery.of(job), REASON),
        () -> control.killJob(OPERATOR, farm, job, REASON),
        () -> control.killProc(OPERATOR, farm, new ProcId("no"), REASON),
        () -> control.lockHost(OPERATOR, farm, new HostId("no"), Host.LockState.LOCKED));
  }

  @Test
  void viewerShouldChangeNothing() {
    Job job = launch();
    FrameQuery frames = FrameQuery.of(job.id());
    HostId host = browse.hosts(VIEWER, farm).getFirst().id();

    assertFailure(
        FarmFailure.Forbidden.class,
        () -> submit.launch(VIEWER, farm, submission("other")),
        () -> control.job(VIEWER, farm, "pause a job", jobs -> jobs.pause(job.id())),
        () -> control.killJob(VIEWER, farm, job.id(), REASON),
        () -> control.retryFrames(VIEWER, farm, frames, REASON),
        () -> control.killFrames(VIEWER, farm, frames, REASON),
        () -> control.eatFrames(VIEWER, farm, frames, REASON),
        () -> control.killProc(VIEWER, farm, new ProcId("no"), REASON),
        () -> control.lockHost(VIEWER, farm, host, Host.LockState.LOCKED));

    assertThat(browse.job(VIEWER, farm, job.id())).isEqualTo(job);
    assertThat(browse.hosts(VIEWER, farm).getFirst().lockState()).isEqualTo(Host.LockState.OPEN);
  }

  @Test
  void operatorShouldNotTouchTheStructureOfTheFarm() {
    ShowId show = browse.showNamed(VIEWER, farm, "demo").id();

    assertFailure(
        FarmFailure.Forbidden.class,
        () -> control.createShow(OPERATOR, farm, "another"),
        () -> control.setDefaultCores(OPERATOR, farm, show, Cores.ZERO, Cores.ONE));

    control.setDefaultCores(ADMIN, farm, show, Cores.of(2), Cores.of(8));
    assertThat(browse.show(VIEWER, farm, show).defaultMaxCores()).isEqualTo(Cores.of(8));
  }

  @Test
  void operatorShouldPauseEatAndLock() {
    Job job = launch();
    control.job(OPERATOR, farm, "pause a job", jobs -> jobs.pause(job.id()));
    assertThat(browse.job(VIEWER, farm, job.id()).paused()).isTrue();

    FrameId frame = browse.frames(VIEWER, farm, FrameQuery.of(job.id())).getFirst().id();
    assertThat(control.eatFrames(OPERATOR, farm, FrameQuery.one(frame), REASON)).isOne();
    assertThat(browse.frame(VIEWER, farm, frame).state()).isEqualTo(FrameState.EATEN);

    HostId host = browse.hosts(VIEWER, farm).getFirst().id();
    control.lockHost(OPERATOR, farm, host, Host.LockState.LOCKED);
    assertThat(browse.host(VIEWER, farm, host).lockState()).isEqualTo(Host.LockState.LOCKED);
  }

  @Test
  void farmWithoutTypedPortsShouldBeUnsupported() {
    Farm other = new Farm("cue", "OpenCue", Optional.empty(), Optional.empty());

    assertFailure(FarmFailure.Unsupported.class, () -> browse.shows(VIEWER, other));
  }

  private Job launch() {
    return submit.launch(OPERATOR, farm, submission("hello")).getFirst();
  }

  private Submission submission(String job) {
    LayerSpec layer =
        new LayerSpec(
            "render",
            LayerType.RENDER,
            memory.work().succeed(),
            FrameRange.parse("1-3"),
            1,
            Optional.of(Cores.ONE),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    JobSpec spec =
        new JobSpec(
            job, false, Optional.empty(), 1, false, "", Optional.empty(), Map.of(), List.of(layer));
    return new Submission(
        "", "demo", "sh010", "otto", OptionalInt.empty(), "", List.of(spec), List.of());
  }

  private static void assertFailure(
      Class<? extends FarmFailure> expected, ThrowingCallable... calls) {
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              FarmException.class, e -> assertThat(e.failure()).isInstanceOf(expected));
    }
  }
}
