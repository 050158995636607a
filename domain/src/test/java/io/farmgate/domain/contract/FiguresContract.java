package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.COUNT_UNBOOKED;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.UNBOOK_PROCS;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.Figures;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Figures} means. */
public interface FiguresContract extends FarmUnderTest {

  @Test
  default void whatTheFarmDoesShouldBeCounted() {
    FarmDriver drive = drive(LAUNCH, UNBOOK_PROCS, COUNT_UNBOOKED);
    Figures figures = drive.farm().work().figures();
    Figures.Since before = figures.start();
    Job job = drive.launch("counted", "1-3", drive.work().untilOpened("end"));
    drive.until("a frame to run", () -> drive.procs(job), procs -> !procs.isEmpty());

    drive.farm().procs().unbook(drive.procs(job).getFirst().id());
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    drive.await(job, FrameState.SUCCEEDED);

    Figures.Since after = figures.start();
    assertThat(after.bookedProcs() - before.bookedProcs()).isEqualTo(3);
    assertThat(after.unbookedProcs() - before.unbookedProcs()).isEqualTo(1);
    assertThat(after.bookingErrors()).isEqualTo(before.bookingErrors());
  }
}
