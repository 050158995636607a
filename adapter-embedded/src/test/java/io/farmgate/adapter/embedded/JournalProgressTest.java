package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static io.farmgate.adapter.embedded.TestFarm.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.embedded.FrameEnds.End;
import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.Interest;
import io.farmgate.domain.schedule.Amounts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody hears of a run's progress after its end, though the watch may have looked before. */
class JournalProgressTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  @Test
  void progressOfARunThatHasEndedShouldNotBeTold() {
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("farm.db"))) {
      WakeUp wakeUp = new WakeUp();
      HostStore host = new HostStore(database, new HostProbe(folder, CLOCK), Cores.ONE, wakeUp);
      RunOrder order = booked(database, host, wakeUp);
      LiveRun run =
          new LiveRun(
              order,
              new ProcessTree(order.procKey(), null),
              new RunProgress(folder.resolve("log"), Optional.empty(), 1));
      Journal journal = new Journal(database, new FrameStore(database, new RunningFrames()), host);
      List<List<FarmChange>> told = new ArrayList<>();

      try (Changes.Watch _ = journal.watch(Interest.ALL, told::add)) {
        journal.progressed(List.of(run));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst())
            .singleElement()
            .isInstanceOfSatisfying(
                FarmChange.FrameProgress.class,
                change -> assertThat(change.frame().state()).isEqualTo(FrameState.RUNNING));

        new FrameEnds(database, CLOCK).ended(order.procKey(), new End.Exited(0, 0));
        assertThat(told).hasSize(2);

        journal.progressed(List.of(run));

        assertThat(told).hasSize(2);
      }
    }
  }

  private RunOrder booked(FarmDatabase database, HostStore host, WakeUp wakeUp) {
    new ShowStore(database).ensure("demo_show");
    new JobLauncher(database, folder, wakeUp, CLOCK)
        .launch(submission(List.of(job("going", layer("comp", "1", "true")))));
    Amounts all = new Amounts(Cores.ONE, 16L << 30, 0);
    return new Booking(database, host, all, CLOCK).bookBatch().orders().getFirst();
  }
}
