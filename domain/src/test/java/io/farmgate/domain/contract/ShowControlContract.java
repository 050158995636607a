package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.ARCHIVED_NAMES;
import static io.farmgate.domain.contract.Capability.CHANGE_SHOWS;
import static io.farmgate.domain.contract.Capability.HOLD_SHOWS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.OWNERS;
import static io.farmgate.domain.contract.Capability.WHOLE_SHOWS;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.ShowControl;
import org.junit.jupiter.api.Test;

/** What {@link ShowControl} means. */
public interface ShowControlContract extends FarmUnderTest {

  @Test
  default void whatIsSetForAShowShouldBeReadBack() {
    FarmDriver drive = drive(CHANGE_SHOWS);
    ShowControl control = drive.farm().setup().shows();
    ShowId id = show(drive).id();

    control.setActive(id, false);
    control.setBooking(id, false);
    control.setDispatching(id, false);
    control.setCommentEmail(id, "ada@example.org,bob@example.org");
    control.setDefaultGpus(id, 1, 4);

    Show show = show(drive);
    assertThat(show.active()).isFalse();
    assertThat(show.bookingEnabled()).isFalse();
    assertThat(show.dispatchEnabled()).isFalse();
    assertThat(show.commentEmail()).isEqualTo("ada@example.org,bob@example.org");
    assertThat(show.defaultMinGpus()).isEqualTo(1);
    assertThat(show.defaultMaxGpus()).isEqualTo(4);
    control.setActive(id, true);
    control.setBooking(id, true);
    control.setDispatching(id, true);
    assertThat(show(drive).active()).isTrue();
    assertThat(show(drive).bookingEnabled()).isTrue();
    assertThat(show(drive).dispatchEnabled()).isTrue();
  }

  @Test
  default void whatNoShowCanHaveShouldBeRefused() {
    FarmDriver drive = drive(CHANGE_SHOWS);
    ShowControl control = drive.farm().setup().shows();
    ShowId id = show(drive).id();

    Show before = show(drive);

    assertThat(failureOf(() -> control.setDefaultGpus(id, -1, 4)))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> control.setDefaultGpus(id, 5, 4)))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> control.setCommentEmail(id, "a\0b")))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> control.setCommentEmail(id, "a".repeat(1_001))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(show(drive)).isEqualTo(before);
  }

  @Test
  default void aShowThatIsNotActiveShouldTakeNoJobs() {
    FarmDriver drive = drive(CHANGE_SHOWS, LAUNCH);
    drive.farm().setup().shows().setActive(show(drive).id(), false);

    assertThat(failureOf(() -> drive.launch("refused", "1", drive.work().succeed())))
        .isInstanceOf(FarmFailure.Precondition.class);

    assertThat(show(drive).totals().createdJobs()).isZero();
  }

  @Test
  default void nothingOfAShowShouldBeBookedUntilBothSwitchesAreOn() {
    FarmDriver drive = drive(CHANGE_SHOWS, HOLD_SHOWS, LAUNCH);
    ShowControl control = drive.farm().setup().shows();
    ShowId id = show(drive).id();
    control.setBooking(id, false);
    control.setDispatching(id, false);
    Job job = drive.launch("held", "1", drive.work().succeed());

    drive.stays("waiting", () -> drive.again(job).state() == JobState.WAITING);
    control.setBooking(id, true);
    drive.stays("waiting", () -> drive.again(job).state() == JobState.WAITING);
    control.setDispatching(id, true);

    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void aShowShouldKeepCountOfAllThatItHad() {
    FarmDriver drive = drive(LAUNCH);
    Job good = drive.launch("good", "1-3", drive.work().succeed());
    Job bad = drive.launch("bad", "1-2", drive.work().fail(1));
    drive.await(good, JobState.SUCCEEDED);
    drive.await(bad, JobState.FAILED);

    Show show =
        drive.until("nothing to run", () -> show(drive), now -> now.totals().runs().failed() == 2);

    assertThat(show.totals().createdJobs()).isEqualTo(2);
    assertThat(show.totals().createdFrames()).isEqualTo(5);
    assertThat(show.totals().runs().succeeded()).isEqualTo(3);
    assertThat(show.totals().reservedCores().hundredths()).isZero();
  }

  @Test
  default void aShowThatNeverHadJobsShouldBeRemoved() {
    FarmDriver drive = drive(CHANGE_SHOWS, WHOLE_SHOWS);
    ShowId id = show(drive).id();

    drive.farm().setup().shows().delete(id);

    assertThat(drive.farm().shows().byId(id)).isEmpty();
    assertThat(drive.farm().shows().byName(drive.show())).isEmpty();
    assertThat(drive.farm().setup().subscriptions().ofShow(id)).isEmpty();
    assertThat(drive.farm().groups().ofShow(id)).isEmpty();
    ShowId anew = drive.farm().shows().create(drive.show()).id();
    assertThat(drive.farm().shows().byName(drive.show()).map(Show::id)).contains(anew);
  }

  @Test
  default void aShowThatHadJobsShouldStayWhole() {
    FarmDriver drive = drive(CHANGE_SHOWS, LAUNCH);
    Job done = drive.launch("done", "1", drive.work().succeed());
    drive.await(done, JobState.SUCCEEDED);
    ShowId id = show(drive).id();

    assertThat(failureOf(() -> drive.farm().setup().shows().delete(id)))
        .isInstanceOf(FarmFailure.Precondition.class);

    assertThat(drive.farm().shows().byId(id)).isPresent();
    drive.await(drive.launch("after", "1", drive.work().succeed()), JobState.SUCCEEDED);
  }

  @Test
  default void aShowThatOwnersWorkForShouldStay() {
    FarmDriver drive = drive(CHANGE_SHOWS, OWNERS, WHOLE_SHOWS);
    ShowId id = show(drive).id();
    drive.farm().owners().create(id, LiveKit.OWNER + drive.show());

    assertThat(failureOf(() -> drive.farm().setup().shows().delete(id)))
        .isInstanceOf(FarmFailure.Precondition.class);

    assertThat(drive.farm().shows().byId(id)).isPresent();
  }

  @Test
  default void anArchivedShowsNameShouldLeadToAnotherShow() {
    FarmDriver drive = drive(CHANGE_SHOWS, LAUNCH, ARCHIVED_NAMES);
    ShowControl control = drive.farm().setup().shows();
    Show show = show(drive);
    Job before = drive.launch("before", "1", drive.work().untilOpened("end"));
    Show target = drive.farm().shows().create(drive.show() + "_new");

    control.archive(show.id(), target.name());

    assertThat(drive.farm().shows().byId(show.id()).map(Show::name))
        .contains(show.name() + "_archive");
    assertThat(drive.farm().shows().byName(show.name()).map(Show::id)).contains(target.id());
    assertThat(drive.again(before).show()).isEqualTo(show.name() + "_archive");
    assertThat(drive.farm().groups().ofShow(show.id()).getFirst().name())
        .isEqualTo(show.name() + "_archive");
    Job after = drive.launch("after", "1", drive.work().succeed());
    assertThat(after.show()).isEqualTo(target.name());
    drive.work().open("end");
    drive.await(before, JobState.SUCCEEDED);
    drive.await(after, JobState.SUCCEEDED);
    assertThat(failureOf(() -> drive.farm().shows().create(show.name())))
        .isInstanceOf(FarmFailure.Conflict.class);

    control.archive(target.id(), show.name() + "_archive");
    assertThat(drive.farm().shows().byName(show.name()).map(Show::id)).contains(show.id());
  }

  @Test
  default void whatIsNoArchivingShouldBeRefused() {
    FarmDriver drive = drive(CHANGE_SHOWS);
    ShowControl control = drive.farm().setup().shows();
    Show show = show(drive);
    String target = drive.farm().shows().create(show.name() + "_b").name();
    Show longName =
        drive.farm().shows().create((show.name() + "_" + "x".repeat(36)).substring(0, 36));

    assertThat(failureOf(() -> control.archive(show.id(), "no_such_show")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> control.archive(show.id(), show.name())))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> control.archive(longName.id(), target)))
        .isInstanceOf(FarmFailure.Invalid.class);
    drive.farm().shows().create(show.name() + "_archive");
    assertThat(failureOf(() -> control.archive(show.id(), target)))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(show(drive)).isEqualTo(show);
  }

  @Test
  default void changesOfAShowThatIsNotThereShouldBeNotFound() {
    FarmDriver drive = drive(CHANGE_SHOWS);
    ShowControl control = drive.farm().setup().shows();
    ShowId unknown = new ShowId("no-such-show");

    assertThat(failureOf(() -> control.setActive(unknown, true)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> control.setBooking(unknown, true)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> control.setDispatching(unknown, true)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> control.setCommentEmail(unknown, "")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> control.setDefaultGpus(unknown, 0, 0)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> control.archive(unknown, drive.show())))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> control.delete(unknown))).isInstanceOf(FarmFailure.NotFound.class);
  }

  private static Show show(FarmDriver drive) {
    return drive.farm().shows().byName(drive.show()).orElseThrow();
  }
}
