package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the machine is rebooted: here the command makes a file. */
class RebootTest {
  @TempDir Path folder;

  private TestFarm open(String command) {
    return new TestFarm(TestFarm.config(folder, 1).withRebootCommand(command));
  }

  private String rebooting() {
    return "touch '" + folder.resolve("rebooted") + "'";
  }

  private static HostId host(TestFarm farm) {
    return farm.ports.hosts().all().getFirst().id();
  }

  private static HardwareState state(TestFarm farm) {
    return farm.ports.hosts().all().getFirst().hardwareState();
  }

  @Test
  void nobodyShouldRebootTheMachineUnlessAnOperatorLetsThem() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      assertThatThrownBy(() -> farm.ports.work().hosts().reboot(host(farm)))
          .isInstanceOf(FarmException.class)
          .hasMessageContaining("FARMGATE_HOST_REBOOT_COMMAND");
      assertThat(state(farm)).isEqualTo(HardwareState.UP);

      farm.ports.work().hosts().rebootWhenIdle(host(farm));
      Job job = farm.submit(TestFarm.job("held", TestFarm.layer("comp", "1", "true")));
      assertThat(state(farm)).isEqualTo(HardwareState.REBOOT_WHEN_IDLE);
      // A gateway that is started again on the same boot of the machine goes on waiting.
      farm.reopen();
      assertThat(state(farm)).isEqualTo(HardwareState.REBOOT_WHEN_IDLE);
      assertThat(farm.job(job.id()).state()).isEqualTo(JobState.WAITING);
    }
  }

  @Test
  void rebootShouldRunTheCommandAndTakeNoMoreWork() {
    try (TestFarm farm = open(rebooting())) {
      farm.ports.work().hosts().reboot(host(farm));

      assertThat(folder.resolve("rebooted")).exists();
      assertThat(state(farm)).isEqualTo(HardwareState.REBOOTING);
      // As after a reboot: the gateway is started again.
      farm.reopen();
      assertThat(state(farm)).isEqualTo(HardwareState.UP);
    }
  }

  @Test
  void rebootThatFailsShouldLeaveTheHostAsItWas() {
    try (TestFarm farm = open("exit 3")) {
      assertThatThrownBy(() -> farm.ports.work().hosts().reboot(host(farm)))
          .isInstanceOf(FarmException.class)
          .hasMessageContaining("ended with status 3");
      assertThat(state(farm)).isEqualTo(HardwareState.UP);
    }
  }

  @Test
  void rebootWhenIdleShouldWaitForWhatRuns() {
    try (TestFarm farm = open(rebooting())) {
      Path gate = folder.resolve("gate");
      Job job =
          farm.submit(
              TestFarm.job(
                  "last",
                  TestFarm.layer(
                      "comp", "1", "while [ ! -e '" + gate + "' ]; do sleep 0.02; done")));
      farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);

      farm.ports.work().hosts().rebootWhenIdle(host(farm));
      Job other = farm.submit(TestFarm.job("other", TestFarm.layer("comp", "1", "true")));
      assertThat(state(farm)).isEqualTo(HardwareState.REBOOT_WHEN_IDLE);
      assertThat(folder.resolve("rebooted")).doesNotExist();
      create(gate);

      TestFarm.awaitFile(folder.resolve("rebooted"));
      assertThat(state(farm)).isEqualTo(HardwareState.REBOOTING);
      assertThat(farm.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(farm.job(other.id()).state()).isEqualTo(JobState.WAITING);
    }
  }

  @Test
  void nothingShouldBeRebootedOnceTheHostIsUpAgain() {
    try (TestFarm farm = open(rebooting())) {
      Path gate = folder.resolve("gate");
      Job job =
          farm.submit(
              TestFarm.job(
                  "last",
                  TestFarm.layer(
                      "comp", "1", "while [ ! -e '" + gate + "' ]; do sleep 0.02; done")));
      farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);
      farm.ports.work().hosts().rebootWhenIdle(host(farm));

      farm.ports.work().hosts().setHardwareState(host(farm), HardwareState.UP);
      create(gate);
      farm.awaitState(job, JobState.SUCCEEDED);
      Job other = farm.submit(TestFarm.job("other", TestFarm.layer("comp", "1", "true")));
      farm.awaitState(other, JobState.SUCCEEDED);

      assertThat(folder.resolve("rebooted")).doesNotExist();
    }
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
