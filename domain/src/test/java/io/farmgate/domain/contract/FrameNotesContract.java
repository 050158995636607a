package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.EAT_FRAMES;
import static io.farmgate.domain.contract.Capability.FREE_RETRIES;
import static io.farmgate.domain.contract.Capability.KILL_FRAMES;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.NOTE_FRAMES;
import static io.farmgate.domain.contract.Capability.PAUSE;
import static io.farmgate.domain.contract.Capability.RETRY_FRAMES;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withPaused;
import static io.farmgate.domain.spec.Specs.withRetries;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.Checkpoint.State;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameDisplay;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameNotes;
import io.farmgate.domain.port.FrameQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link FrameNotes} means. */
public interface FrameNotesContract extends FarmUnderTest {

  private static Job paused(FarmDriver drive, String name) {
    return drive
        .launch(withPaused(job(name, layer("comp", "1-2", drive.work().succeed())), true))
        .getFirst();
  }

  private static FrameId first(FarmDriver drive, Job job) {
    return drive.frame(job, "0001-comp").id();
  }

  private static Checkpoint shown(FarmDriver drive, FrameId frame) {
    return drive.farm().frames().byId(frame).orElseThrow().checkpoint();
  }

  @Test
  default void savingsThatAreCompleteShouldBeCountedOnceEach() {
    FarmDriver drive = drive(LAUNCH, PAUSE, NOTE_FRAMES);
    Job job = paused(drive, "saves");
    FrameId frame = first(drive, job);
    FrameNotes notes = drive.farm().work().frameNotes();
    assertThat(shown(drive, frame)).isEqualTo(Checkpoint.NONE);

    notes.setCheckpoint(frame, State.ENABLED);
    assertThat(shown(drive, frame)).isEqualTo(new Checkpoint(State.ENABLED, 0));
    notes.setCheckpoint(frame, State.COPYING);
    assertThat(shown(drive, frame)).isEqualTo(new Checkpoint(State.COPYING, 0));
    notes.setCheckpoint(frame, State.COMPLETE);
    notes.setCheckpoint(frame, State.COMPLETE);
    assertThat(shown(drive, frame)).isEqualTo(new Checkpoint(State.COMPLETE, 1));
    notes.setCheckpoint(frame, State.COPYING);
    notes.setCheckpoint(frame, State.COMPLETE);
    assertThat(shown(drive, frame)).isEqualTo(new Checkpoint(State.COMPLETE, 2));
    notes.setCheckpoint(frame, State.DISABLED);

    assertThat(shown(drive, frame)).isEqualTo(new Checkpoint(State.DISABLED, 2));
    assertThat(drive.frame(job, "0002-comp").checkpoint()).isEqualTo(Checkpoint.NONE);
    assertThat(drive.frames(job)).extracting(Frame::state).containsOnly(FrameState.WAITING);
  }

  @Test
  default void aFrameThatSavesNothingShouldNotHaveSaved() {
    FarmDriver drive = drive(LAUNCH, PAUSE, NOTE_FRAMES);
    FrameId frame = first(drive, paused(drive, "saves_nothing"));

    assertThat(
            failureOf(() -> drive.farm().work().frameNotes().setCheckpoint(frame, State.COMPLETE)))
        .isInstanceOf(FarmFailure.Conflict.class);

    assertThat(shown(drive, frame)).isEqualTo(Checkpoint.NONE);
  }

  @Test
  default void aFrameThatIsEndedShouldWaitForWhatItSaves() {
    FarmDriver drive = drive(LAUNCH, NOTE_FRAMES, KILL_FRAMES, FREE_RETRIES);
    Job job = drive.launch("saves_at_its_end", "1", drive.work().untilOpened("saved"));
    FrameId frame = drive.await(job, "0001-comp", FrameState.RUNNING).id();
    FrameNotes notes = drive.farm().work().frameNotes();
    notes.setCheckpoint(frame, State.ENABLED);

    drive.farm().frameControl().kill(FrameQuery.one(job.id(), frame), REASON);

    drive.await(job, "0001-comp", FrameState.CHECKPOINT);
    notes.setCheckpoint(frame, State.COPYING);
    drive.stays(
        "it waits while it is copied",
        () -> drive.frame(job, "0001-comp").state() == FrameState.CHECKPOINT);
    drive.countsAddUp(job);
    notes.setCheckpoint(frame, State.COMPLETE);
    drive.await(job, "0001-comp", FrameState.RUNNING);
    assertThat(shown(drive, frame)).isEqualTo(new Checkpoint(State.COMPLETE, 1));
    drive.work().open("saved");
    drive.await(job, "0001-comp", FrameState.SUCCEEDED);
  }

  @Test
  default void aFrameThatFailsShouldWaitForWhatItSavesUnlessItIsDead() {
    FarmDriver drive = drive(LAUNCH, PAUSE, NOTE_FRAMES, FREE_RETRIES);
    Job job =
        drive
            .launch(
                withPaused(
                    withRetries(
                        job("fails_and_saves", layer("comp", "1", drive.work().fail(3))), 1, false),
                    true))
            .getFirst();
    FrameId frame = first(drive, job);
    FrameNotes notes = drive.farm().work().frameNotes();
    notes.setCheckpoint(frame, State.COPYING);

    drive.farm().jobControl().resume(job.id());

    assertThat(drive.await(job, "0001-comp", FrameState.CHECKPOINT).retries()).isEqualTo(1);
    notes.setCheckpoint(frame, State.DISABLED);
    drive.await(job, "0001-comp", FrameState.DEAD);
  }

  @Test
  default void aFrameThatWaitsForWhatItSavesShouldBeRunAgainOrGivenUpByPeople() {
    FarmDriver drive =
        drive(LAUNCH, NOTE_FRAMES, KILL_FRAMES, RETRY_FRAMES, EAT_FRAMES, FREE_RETRIES);
    Job job = drive.launch("saves_for_long", "1-2", drive.work().untilOpened("long"));
    drive.await(job, FrameState.RUNNING);
    FrameId again = first(drive, job);
    FrameId given = drive.frame(job, "0002-comp").id();
    drive.farm().work().frameNotes().setCheckpoint(again, State.ENABLED);
    drive.farm().work().frameNotes().setCheckpoint(given, State.ENABLED);
    drive.farm().frameControl().kill(FrameQuery.of(job.id()), REASON);
    drive.await(job, FrameState.CHECKPOINT);

    drive.farm().frameControl().retry(FrameQuery.one(job.id(), again), REASON);
    drive.farm().frameControl().eat(FrameQuery.one(job.id(), given), REASON);

    drive.await(job, "0001-comp", FrameState.RUNNING);
    drive.await(job, "0002-comp", FrameState.EATEN);
    drive.work().open("long");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void aFrameShouldBeShownInItsStateAsWasSaid() {
    FarmDriver drive = drive(LAUNCH, PAUSE, NOTE_FRAMES, EAT_FRAMES);
    Job job = paused(drive, "shown_so");
    FrameId frame = first(drive, job);
    FrameNotes notes = drive.farm().work().frameNotes();
    FrameDisplay eaten = FrameDisplay.asked(FrameState.EATEN, "Given up, sadly", 255, 0, 7);
    FrameDisplay waiting = FrameDisplay.asked(FrameState.WAITING, "Queued", 1, 2, 3);
    assertThat(notes.displays(frame)).isEmpty();

    notes.setDisplay(frame, eaten);
    notes.setDisplay(frame, FrameDisplay.asked(FrameState.WAITING, "Soon", 9, 9, 9));
    assertThat(drive.frame(job, "0001-comp").display()).map(FrameDisplay::text).contains("Soon");
    notes.setDisplay(frame, waiting);

    assertThat(notes.displays(frame)).isEqualTo(List.of(waiting, eaten));
    assertThat(drive.frame(job, "0001-comp").display()).contains(waiting);
    assertThat(drive.frame(job, "0002-comp").display()).isEmpty();
    drive.farm().frameControl().eat(FrameQuery.one(job.id(), frame), REASON);
    drive.await(job, "0001-comp", FrameState.EATEN);
    assertThat(drive.frame(job, "0001-comp").display()).contains(eaten);
  }

  @Test
  default void nothingShouldBeWrittenOnWhatIsNotThere() {
    FarmDriver drive = drive(NOTE_FRAMES);
    FrameNotes notes = drive.farm().work().frameNotes();
    FrameId missing = new FrameId("no-such-frame");
    FrameDisplay display = FrameDisplay.asked(FrameState.DEAD, "Lost", 0, 0, 0);

    assertThat(failureOf(() -> notes.setCheckpoint(missing, State.ENABLED)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> notes.displays(missing))).isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> notes.setDisplay(missing, display)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }
}
