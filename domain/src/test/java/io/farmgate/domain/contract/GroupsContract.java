package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.EXACT_MAXIMA;
import static io.farmgate.domain.contract.Capability.GROUPS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupGpus;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Groups} means. */
public interface GroupsContract extends FarmUnderTest {

  @Test
  default void aShowShouldHaveItsRootGroupFromTheStart() {
    FarmDriver drive = drive(GROUPS);

    Group root = root(drive);

    assertThat(root.name()).isEqualTo(drive.show());
    assertThat(root.show()).isEqualTo(drive.show());
    assertThat(root.parent()).isEmpty();
    assertThat(root.level()).isZero();
    assertThat(root.settings()).isEqualTo(GroupSettings.NONE);
    assertThat(root.frames()).isEqualTo(FrameCounts.NONE);
    assertThat(drive.farm().groups().byId(root.id())).contains(root);
  }

  @Test
  default void aJobShouldComeIntoTheRootGroupAndBeCountedThere() {
    FarmDriver drive = drive(GROUPS, LAUNCH);
    drive.lockAll(Host.LockState.LOCKED);
    Job job = drive.launch("counted", "1-3", drive.work().succeed());

    Group root = root(drive);

    assertThat(job.group()).isEqualTo(root.name());
    assertThat(root.pendingJobs()).isEqualTo(1);
    assertThat(root.frames().pending()).isEqualTo(3);
    assertThat(drive.farm().groups().jobs(root.id())).containsExactly(job.id());
    drive.lockAll(Host.LockState.OPEN);
    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.farm().groups().jobs(root.id())).isEmpty();
    assertThat(root(drive).pendingJobs()).isZero();
  }

  @Test
  default void aGroupShouldBeCreatedInAnotherOneOnce() {
    FarmDriver drive = drive(GROUPS);
    Group root = root(drive);

    Group comp = drive.farm().groups().create(root.id(), "comp");
    Group late = drive.farm().groups().create(comp.id(), "a_late_one");

    assertThat(comp.parent()).contains(root.id());
    assertThat(late.level()).isEqualTo(2);
    assertThat(ofShow(drive))
        .extracting(Group::name)
        .containsExactly(drive.show(), "a_late_one", "comp");
    assertThat(failureOf(() -> drive.farm().groups().create(root.id(), "comp")))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> drive.farm().groups().create(root.id(), "no name")))
        .isInstanceOf(FarmFailure.Invalid.class);
  }

  @Test
  default void settingsShouldBeReadBack() {
    FarmDriver drive = drive(GROUPS);
    GroupId id = root(drive).id();
    GroupSettings wanted =
        new GroupSettings(
            "compositing",
            OptionalInt.of(40),
            Optional.of(Cores.ONE),
            Optional.of(Cores.of(8)),
            Cores.of(4),
            Optional.of(Cores.of(16)),
            GroupGpus.NONE);

    drive.farm().groups().change(id, before -> wanted);
    assertThat(root(drive).settings()).isEqualTo(wanted);
    drive.farm().groups().change(id, before -> before.withMaxCores(Optional.empty()));

    assertThat(root(drive).settings()).isEqualTo(wanted.withMaxCores(Optional.empty()));
    assertThat(
            failureOf(() ->
                drive
                    .farm()
                    .groups()
                    .change(id, before -> before.withMaxCores(Optional.of(Cores.ONE)))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(root(drive).settings()).isEqualTo(wanted.withMaxCores(Optional.empty()));
  }

  @Test
  default void aMovedJobShouldTakeOverTheGroupsDefaults() {
    FarmDriver drive = drive(GROUPS, LAUNCH);
    drive.lockAll(Host.LockState.LOCKED);
    Group comp = drive.farm().groups().create(root(drive).id(), "comp");
    drive
        .farm()
        .groups()
        .change(
            comp.id(),
            settings ->
                settings
                    .withDefaultPriority(OptionalInt.of(77))
                    .withDefaultMaxCores(Optional.of(Cores.of(2))));
    Job job = drive.launch("moved", "1-2", drive.work().succeed());

    drive.farm().groups().move(comp.id(), Set.of(job.id()));

    assertThat(drive.again(job).group()).isEqualTo("comp");
    assertThat(drive.again(job).priority()).isEqualTo(77);
    assertThat(drive.again(job).maxCores()).isEqualTo(Cores.of(2));
    assertThat(drive.farm().groups().jobs(comp.id())).containsExactly(job.id());
    assertThat(root(drive).pendingJobs()).isZero();
    assertThat(failureOf(() -> drive.farm().groups().delete(comp.id())))
        .isInstanceOf(FarmFailure.Precondition.class);
    drive.lockAll(Host.LockState.OPEN);
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void theJobsOfAGroupShouldNotHoldMoreThanItsMaximum() {
    FarmDriver drive = drive(GROUPS, LAUNCH, EXACT_MAXIMA);
    drive
        .farm()
        .groups()
        .change(root(drive).id(), settings -> settings.withMaxCores(Optional.of(Cores.ONE)));
    Job one = drive.launch("bound_one", "1", drive.work().untilOpened("end"));
    Job two = drive.launch("bound_two", "1", drive.work().untilOpened("end"));
    drive.until("one to run", () -> root(drive).coresInUse(), Cores.ONE::equals);

    drive.stays("one core", () -> root(drive).coresInUse().equals(Cores.ONE));

    drive.work().open("end");
    drive.await(one, JobState.SUCCEEDED);
    drive.await(two, JobState.SUCCEEDED);
  }

  @Test
  default void onlyAnEmptyGroupThatIsNoRootShouldBeDeleted() {
    FarmDriver drive = drive(GROUPS);
    GroupId root = root(drive).id();
    GroupId outer = drive.farm().groups().create(root, "outer").id();
    GroupId inner = drive.farm().groups().create(outer, "inner").id();

    assertThat(failureOf(() -> drive.farm().groups().delete(root)))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> drive.farm().groups().delete(outer)))
        .isInstanceOf(FarmFailure.Precondition.class);
    drive.farm().groups().delete(inner);
    drive.farm().groups().delete(outer);

    assertThat(ofShow(drive)).hasSize(1);
  }

  @Test
  default void whatIsNotThereShouldBeNotFound() {
    FarmDriver drive = drive(GROUPS);
    GroupId unknown = new GroupId("no-such-group");

    assertThat(drive.farm().groups().byId(unknown)).isEmpty();
    assertThat(drive.farm().groups().ofShow(new ShowId("no-such-show"))).isEmpty();
    assertThat(failureOf(() -> drive.farm().groups().create(unknown, "comp")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().groups().delete(unknown)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().groups().change(unknown, settings -> settings)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().groups().move(unknown, Set.of())))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(
            failureOf(() ->
                drive.farm().groups().move(root(drive).id(), Set.of(new JobId("no-such-job")))))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  private static Group root(FarmDriver drive) {
    return ofShow(drive).getFirst();
  }

  private static List<Group> ofShow(FarmDriver drive) {
    Show show = drive.farm().shows().byName(drive.show()).orElseThrow();
    return drive.farm().groups().ofShow(show.id());
  }
}
