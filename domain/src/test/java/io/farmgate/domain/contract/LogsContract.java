package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.READ_LOGS;
import static io.farmgate.domain.contract.Capability.RETRY_FRAMES;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withPaused;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.OpenLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Logs} means. */
public interface LogsContract extends FarmUnderTest {

  private static OpenLog open(FarmDriver drive, Job job, String frame) {
    return drive.farm().logs().open(drive.frame(job, frame).id(), Optional.of(job.id()));
  }

  /** Reads all that there is, in pieces of that size. */
  private static byte[] bytes(OpenLog log, int piece) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[piece];
    int read;
    while ((read = log.read(all.size(), buffer)) > 0) {
      all.write(buffer, 0, read);
    }
    return all.toByteArray();
  }

  private static String text(OpenLog log) {
    return new String(bytes(log, 1 << 16), StandardCharsets.UTF_8);
  }

  @Test
  default void theLogOfARunThatHasEndedShouldBeWhole() {
    FarmDriver drive = drive(LAUNCH, READ_LOGS);
    Job job = drive.launch("logged", "1-2", drive.work().say("this is frame #IFRAME#"));
    drive.await(job, FrameState.SUCCEEDED);

    try (OpenLog log = open(drive, job, "0002-comp")) {
      byte[] whole = bytes(log, 1 << 16);

      assertThat(new String(whole, StandardCharsets.UTF_8).lines()).contains("this is frame 2");
      assertThat(new String(whole, StandardCharsets.UTF_8).lines())
          .doesNotContain("this is frame 1");
      assertThat(log.extent()).isEqualTo(new OpenLog.Extent(whole.length, false));
      assertThat(bytes(log, 7)).as("in pieces").isEqualTo(whole);
      assertThat(log.read(whole.length, new byte[10])).as("at the end").isZero();
      assertThat(log.read(Long.MAX_VALUE, new byte[10])).as("far behind the end").isZero();
      assertThat(log.read(0, new byte[0])).isZero();
    }
  }

  @Test
  default void theLogOfARunThatIsOnShouldGrowUntilItEnds() {
    FarmDriver drive = drive(LAUNCH, READ_LOGS);
    Job job = drive.launch("growing", "1", drive.work().untilOpened("log" + drive.show()));
    drive.await(job, FrameState.RUNNING);
    drive.until(
        "a log",
        () -> {
          try (OpenLog log = open(drive, job, "0001-comp")) {
            return log.extent().mayGrow();
          } catch (io.farmgate.domain.failure.FarmException e) {
            assertThat(e.failure()).isInstanceOf(FarmFailure.NotFound.class);
            return false;
          }
        },
        grows -> grows);

    try (OpenLog log = open(drive, job, "0001-comp")) {
      String begun = text(log);
      assertThat(log.extent().mayGrow()).isTrue();
      drive.work().open("log" + drive.show());
      OpenLog.Extent last = drive.until("the log's end", log::extent, extent -> !extent.mayGrow());

      assertThat(drive.frame(job, "0001-comp").state()).isEqualTo(FrameState.SUCCEEDED);
      assertThat(text(log)).startsWith(begun).hasSizeGreaterThan(begun.length());
      assertThat(bytes(log, 100)).hasSize((int) last.size());
    }
  }

  @Test
  default void theNewestRunShouldBeReadAndAnOpenLogStayItsRuns() {
    FarmDriver drive = drive(LAUNCH, READ_LOGS, RETRY_FRAMES);
    Job job = drive.launch("twice", "1", drive.work().fail(3));
    drive.await(job, FrameState.DEAD);

    try (OpenLog first = open(drive, job, "0001-comp")) {
      String before = text(first);
      drive.farm().frameControl().retry(FrameQuery.of(job.id()), REASON);
      drive.until(
          "a second run's end",
          () -> drive.frame(job, "0001-comp").state() == FrameState.DEAD,
          dead -> dead);

      assertThat(text(first)).isEqualTo(before);
      assertThat(first.extent().mayGrow()).isFalse();
      try (OpenLog second = open(drive, job, "0001-comp")) {
        assertThat(second.extent().mayGrow()).isFalse();
        assertThat(text(second)).isNotEmpty();
      }
    }
  }

  @Test
  default void whereThereIsNoLogItShouldBeSaid() {
    FarmDriver drive = drive(LAUNCH, READ_LOGS);
    Job job =
        drive
            .launch(withPaused(job("held", layer("comp", "1", drive.work().succeed())), true))
            .getFirst();
    Job other =
        drive
            .launch(withPaused(job("other", layer("comp", "1", drive.work().succeed())), true))
            .getFirst();
    FrameId frame = drive.frames(job).getFirst().id();

    assertThat(failureOf(() -> drive.farm().logs().open(frame, Optional.of(job.id()))))
        .as("never run")
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().logs().open(frame, Optional.of(other.id()))))
        .as("a frame of another job")
        .isEqualTo(FarmFailure.NotFound.of("frame", frame.value()));
    FrameId unknown = new FrameId("no-such-frame");
    assertThat(failureOf(() -> drive.farm().logs().open(unknown, Optional.of(job.id()))))
        .isEqualTo(FarmFailure.NotFound.of("frame", unknown.value()));
    assertThat(
            failureOf(() -> drive.farm().logs().open(frame, Optional.of(new JobId("no-such-job")))))
        .isInstanceOf(FarmFailure.NotFound.class);
  }
}
