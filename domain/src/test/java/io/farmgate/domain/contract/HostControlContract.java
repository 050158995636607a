package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.CHANGE_HOSTS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.REBOOT_IDLE_HOSTS;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withTags;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.HostControl;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What {@link io.farmgate.domain.port.HostControl} means. The kit never reboots a host: it may be
 * anybody's.
 */
public interface HostControlContract extends FarmUnderTest {

  private static void setAll(FarmDriver drive, HardwareState state) {
    drive
        .farm()
        .hosts()
        .all()
        .forEach(host -> drive.farm().work().hosts().setHardwareState(host.id(), state));
  }

  @Test
  default void aTagShouldMakeAHostTakeTheLayersThatAskForIt() {
    FarmDriver drive = drive(LAUNCH, CHANGE_HOSTS);
    HostControl hosts = drive.farm().work().hosts();
    HostId host = drive.host().id();
    Job first =
        drive
            .launch(job("picky", withTags(layer("comp", "1", drive.work().succeed()), "kit_fancy")))
            .getFirst();
    drive.stays("no host for it", () -> drive.again(first).frames().waiting() == 1);

    hosts.addTags(host, Set.of("kit_fancy", "kit_other"));

    assertThat(drive.host().tags()).contains("kit_fancy", "kit_other");
    drive.await(first, JobState.SUCCEEDED);
    hosts.removeTags(host, Set.of("kit_fancy", "kit_unknown"));
    assertThat(drive.host().tags()).contains("kit_other").doesNotContain("kit_fancy");
    Job second =
        drive
            .launch(
                job("pickier", withTags(layer("comp", "1", drive.work().succeed()), "kit_fancy")))
            .getFirst();
    drive.stays("no host for it again", () -> drive.again(second).frames().waiting() == 1);
    drive.farm().jobControl().kill(second.id(), REASON);
    hosts.removeTags(host, Set.of("kit_other"));
  }

  @Test
  default void onlyTagsThatPeopleGaveShouldBeRenamedAndTaken() {
    FarmDriver drive = drive(CHANGE_HOSTS);
    HostControl hosts = drive.farm().work().hosts();
    HostId host = drive.host().id();
    String name = drive.host().name();
    hosts.addTags(host, Set.of("kit_a", "kit_b"));
    hosts.addTags(host, Set.of("kit_a"));

    hosts.renameTag(host, "kit_a", "kit_c");

    assertThat(drive.host().tags())
        .doesNotHaveDuplicates()
        .contains("kit_b", "kit_c")
        .doesNotContain("kit_a");
    assertThat(failureOf(() -> hosts.renameTag(host, "kit_a", "kit_d")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> hosts.renameTag(host, "kit_c", "kit_b")))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> hosts.renameTag(host, "kit_c", "no tag")))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> hosts.renameTag(host, name, "kit_d")))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> hosts.removeTags(host, Set.of(name))))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> hosts.addTags(host, Set.of("no tag"))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> hosts.addTags(host, Set.of())))
        .isInstanceOf(FarmFailure.Invalid.class);
    hosts.removeTags(host, Set.of("kit_b", "kit_c"));
    assertThat(drive.host().tags()).contains(name).doesNotContain("kit_b", "kit_c");
  }

  @Test
  default void aHostInRepairShouldTakeNoNewWorkUntilItIsUp() {
    FarmDriver drive = drive(LAUNCH, CHANGE_HOSTS);
    Job running = drive.launch("goes_on", "1", drive.work().untilOpened("end"));
    drive.await(running, FrameState.RUNNING);

    setAll(drive, HardwareState.REPAIR);

    assertThat(drive.host().hardwareState()).isEqualTo(HardwareState.REPAIR);
    Job job = drive.launch("held_off", "1", drive.work().succeed());
    drive.stays("held off", () -> drive.again(job).frames().waiting() == 1);
    assertThat(drive.again(running).frames().running()).isEqualTo(1);
    drive.work().open("end");
    drive.await(running, JobState.SUCCEEDED);
    setAll(drive, HardwareState.UP);
    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.host().hardwareState()).isEqualTo(HardwareState.UP);
  }

  @Test
  default void aHostThatIsToBeRebootedShouldTakeNoNewWork() {
    FarmDriver drive = drive(LAUNCH, CHANGE_HOSTS, REBOOT_IDLE_HOSTS);
    Job running = drive.launch("last_one", "1", drive.work().untilOpened("end"));
    drive.await(running, FrameState.RUNNING);

    drive
        .farm()
        .hosts()
        .all()
        .forEach(host -> drive.farm().work().hosts().rebootWhenIdle(host.id()));

    assertThat(drive.host().hardwareState()).isEqualTo(HardwareState.REBOOT_WHEN_IDLE);
    Job job = drive.launch("too_late", "1", drive.work().succeed());
    drive.stays(
        "the last one runs, the other waits",
        () ->
            drive.again(job).frames().waiting() == 1
                && drive.again(running).frames().running() == 1);
    setAll(drive, HardwareState.UP);
    drive.await(job, JobState.SUCCEEDED);
    drive.work().open("end");
    drive.await(running, JobState.SUCCEEDED);
  }

  @Test
  default void whatIsSaidOfAHostShouldBeReadBack() {
    FarmDriver drive = drive(CHANGE_HOSTS);
    HostControl hosts = drive.farm().work().hosts();
    Host host = drive.host();

    for (Host.ThreadMode mode : Host.ThreadMode.values()) {
      hosts.setThreadMode(host.id(), mode);
      assertThat(drive.host().threadMode()).isEqualTo(mode);
    }
    hosts.setThreadMode(host.id(), host.threadMode());
    hosts.setOs(host.id(), "rocky_9.4");
    assertThat(drive.host().os()).isEqualTo("rocky_9.4");
    hosts.setOs(host.id(), host.os());

    assertThat(failureOf(() -> hosts.setOs(host.id(), ""))).isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> hosts.setHardwareState(host.id(), HardwareState.REBOOTING)))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(drive.host().hardwareState()).isEqualTo(HardwareState.UP);
  }

  @Test
  default void aHostThatWorksShouldNotBeDeleted() {
    FarmDriver drive = drive(LAUNCH, CHANGE_HOSTS);
    Job job = drive.launch("at_work", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);
    HostId host = drive.procs(job).getFirst().hostId();

    assertThat(failureOf(() -> drive.farm().work().hosts().delete(host)))
        .isInstanceOf(FarmFailure.Precondition.class);

    assertThat(drive.farm().hosts().byId(host)).isPresent();
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void anUnknownHostShouldNotBeChanged() {
    FarmDriver drive = drive(CHANGE_HOSTS);
    HostControl hosts = drive.farm().work().hosts();
    HostId unknown = new HostId("no-such-host");

    assertThat(failureOf(() -> hosts.addTags(unknown, Set.of("a"))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> hosts.removeTags(unknown, Set.of("a"))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> hosts.renameTag(unknown, "a", "b")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> hosts.setHardwareState(unknown, HardwareState.UP)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> hosts.setThreadMode(unknown, Host.ThreadMode.ALL)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> hosts.setOs(unknown, "linux")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> hosts.delete(unknown))).isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> hosts.rebootWhenIdle(unknown)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }
}
