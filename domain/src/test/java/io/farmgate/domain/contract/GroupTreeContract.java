package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.GROUPS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupGpus;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.GroupEdit;
import io.farmgate.domain.port.Groups;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How groups lie in one another, what they are called, and which GPUs they have. */
public interface GroupTreeContract extends FarmUnderTest {

  private static Group root(FarmDriver drive) {
    return drive
        .farm()
        .groups()
        .ofShow(drive.farm().shows().byName(drive.show()).orElseThrow().id())
        .getFirst();
  }

  private static Group again(FarmDriver drive, GroupId id) {
    return drive.farm().groups().byId(id).orElseThrow();
  }

  @Test
  default void aRenamedGroupShouldKeepItsJobs() {
    FarmDriver drive = drive(GROUPS, LAUNCH);
    Groups groups = drive.farm().groups();
    GroupId comp = groups.create(root(drive).id(), "comp").id();
    groups.create(root(drive).id(), "paint");
    Job job = drive.launch("named", "1", drive.work().untilOpened("end"));
    groups.move(comp, Set.of(job.id()));

    groups.rename(comp, "compositing");
    groups.rename(comp, "compositing");

    assertThat(again(drive, comp).name()).isEqualTo("compositing");
    assertThat(drive.again(job).group()).isEqualTo("compositing");
    assertThat(groups.jobs(comp)).containsExactly(job.id());
    assertThat(failureOf(() -> groups.rename(comp, "paint")))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> groups.rename(comp, "no name")))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> groups.rename(root(drive).id(), "other")))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> groups.rename(new GroupId("no-such-group"), "other")))
        .isInstanceOf(FarmFailure.NotFound.class);
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void aMovedGroupShouldTakeAlongWhatLiesInIt() {
    FarmDriver drive = drive(GROUPS);
    Groups groups = drive.farm().groups();
    GroupId root = root(drive).id();
    GroupId one = groups.create(root, "one").id();
    GroupId two = groups.create(one, "two").id();
    GroupId three = groups.create(two, "three").id();
    GroupId other = groups.create(root, "other").id();

    groups.moveGroups(other, Set.of(two));

    assertThat(again(drive, two).parent()).contains(other);
    assertThat(again(drive, three).parent()).contains(two);
    assertThat(again(drive, three).level()).isEqualTo(3);
    groups.moveGroups(root, Set.of(two, one));
    assertThat(again(drive, two).level()).isEqualTo(1);
    assertThat(again(drive, three).level()).isEqualTo(2);
  }

  @Test
  default void noGroupShouldLieInItself() {
    FarmDriver drive = drive(GROUPS);
    Groups groups = drive.farm().groups();
    GroupId root = root(drive).id();
    GroupId one = groups.create(root, "one").id();
    GroupId two = groups.create(one, "two").id();
    GroupId three = groups.create(root, "three").id();

    for (GroupId into : Set.of(one, two)) {
      assertThat(failureOf(() -> groups.moveGroups(into, Set.of(one))))
          .isInstanceOf(FarmFailure.Precondition.class);
    }
    assertThat(failureOf(() -> groups.moveGroups(one, Set.of(root))))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> groups.moveGroups(two, Set.of(one, three))))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> groups.moveGroups(root, Set.of(new GroupId("no-such-group")))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(again(drive, one).parent()).contains(root);
    assertThat(again(drive, three).parent()).as("all of them or none").contains(root);
  }

  @Test
  default void anEditShouldSetAllOfIt() {
    FarmDriver drive = drive(GROUPS);
    Groups groups = drive.farm().groups();
    GroupId outer = groups.create(root(drive).id(), "outer").id();
    GroupId inner = groups.create(root(drive).id(), "inner").id();

    groups.edit(
        inner,
        new GroupEdit(
            Optional.of("nested"),
            Optional.of(outer),
            Optional.of(settings -> settings.withDefaultPriority(OptionalInt.of(7)))));

    Group edited = again(drive, inner);
    assertThat(edited.name()).isEqualTo("nested");
    assertThat(edited.parent()).contains(outer);
    assertThat(edited.settings().defaultPriority()).hasValue(7);
    groups.edit(inner, new GroupEdit(Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(again(drive, inner)).isEqualTo(edited);
  }

  @Test
  default void anEditOfWhichAPartIsRefusedShouldChangeNothing() {
    FarmDriver drive = drive(GROUPS);
    Groups groups = drive.farm().groups();
    GroupId root = root(drive).id();
    GroupId one = groups.create(root, "one").id();
    GroupId two = groups.create(one, "two").id();
    GroupId other = groups.create(root, "other").id();
    Group before = again(drive, one);
    Optional<UnaryOperator<GroupSettings>> fine =
        Optional.of(settings -> settings.withDefaultPriority(OptionalInt.of(7)));
    Optional<UnaryOperator<GroupSettings>> wrong =
        Optional.of(
            settings -> settings.withMinCores(Cores.of(2)).withMaxCores(Optional.of(Cores.ONE)));
    Optional<String> name = Optional.of("renamed");

    assertThat(failureOf(() -> groups.edit(one, new GroupEdit(name, Optional.of(other), wrong))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> groups.edit(one, new GroupEdit(name, Optional.of(two), fine))))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(
            failureOf(() ->
                groups.edit(one, new GroupEdit(Optional.of("other"), Optional.of(other), fine))))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(
            failureOf(() ->
                groups.edit(
                    one, new GroupEdit(name, Optional.of(new GroupId("no-such-group")), fine))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(again(drive, one)).isEqualTo(before);
    assertThat(groups.create(root, "renamed").name()).isEqualTo("renamed");
  }

  @Test
  default void gpusOfAGroupShouldBeReadBack() {
    FarmDriver drive = drive(GROUPS);
    Groups groups = drive.farm().groups();
    GroupId id = root(drive).id();
    assertThat(root(drive).settings().gpus()).isEqualTo(GroupGpus.NONE);
    GroupGpus wanted = new GroupGpus(2, OptionalInt.of(8), OptionalInt.of(1), OptionalInt.of(4));

    groups.change(id, settings -> settings.withGpus(wanted));
    assertThat(root(drive).settings().gpus()).isEqualTo(wanted);
    assertThat(
            failureOf(() ->
                groups.change(
                    id, settings -> settings.withGpus(wanted.withMax(OptionalInt.of(1))))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(
            failureOf(() ->
                groups.change(
                    id, settings -> settings.withGpus(wanted.withDefaultMin(OptionalInt.of(5))))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(root(drive).settings().gpus()).isEqualTo(wanted);
    groups.change(id, settings -> settings.withGpus(GroupGpus.NONE));
    assertThat(root(drive).settings().gpus()).isEqualTo(GroupGpus.NONE);
  }
}
