package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.CREATE_SHOWS;
import static io.farmgate.domain.contract.Capability.DEFAULT_CORES;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.SHOW_DEFAULTS;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withPaused;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Shows;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Shows} means. */
public interface ShowsContract extends FarmUnderTest {

  @Test
  default void aNewShowShouldBeFoundByIdAndByName() {
    FarmDriver drive = drive(CREATE_SHOWS);
    String name = drive.show();

    Show show = drive.farm().shows().byName(name).orElseThrow();

    assertThat(show.name()).isEqualTo(name);
    assertThat(show.active()).isTrue();
    assertThat(show.pendingJobs()).isZero();
    assertThat(show.frames().total()).isZero();
    assertThat(drive.farm().shows().byId(show.id())).contains(show);
    assertThat(drive.farm().shows().all()).contains(show);
  }

  @Test
  default void showsShouldBeListedByName() {
    FarmDriver drive = drive(CREATE_SHOWS);
    String name = drive.show();
    drive.farm().shows().create(name + "_b");
    drive.farm().shows().create(name + "_a");

    assertThat(drive.farm().shows().all())
        .extracting(Show::name)
        .isSortedAccordingTo(Comparator.naturalOrder())
        .containsSubsequence(name, name + "_a", name + "_b");
  }

  @Test
  default void anUnknownShowShouldNotBeFound() {
    FarmDriver drive = drive();

    assertThat(drive.farm().shows().byId(new ShowId("no-such-show"))).isEmpty();
    assertThat(drive.farm().shows().byName("no_such_show")).isEmpty();
    assertThat(drive.farm().shows().byName("")).isEmpty();
  }

  @Test
  default void aShowShouldBeFoundByItsExactNameOnly() {
    FarmDriver drive = drive(CREATE_SHOWS);
    String name = drive.show();

    assertThat(drive.farm().shows().byName(name.substring(1))).isEmpty();
    assertThat(drive.farm().shows().byName(name.replace('k', '%'))).isEmpty();
    assertThat(drive.farm().shows().byName("%")).isEmpty();
  }

  @Test
  default void aNameThatIsTakenShouldBeRefused() {
    FarmDriver drive = drive(CREATE_SHOWS);
    String name = drive.show();

    assertThat(failureOf(() -> drive.farm().shows().create(name)))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(drive.farm().shows().all()).extracting(Show::name).containsOnlyOnce(name);
  }

  @Test
  default void aNameThatIsNoneShouldBeRefused() {
    FarmDriver drive = drive(CREATE_SHOWS);
    String long37 = "a".repeat(37);

    for (String name :
        List.of("", "ab", "a b!", "a-b", "a/b", "..", "a.b", "abc\0", "abc\n", long37)) {
      assertThat(failureOf(() -> drive.farm().shows().create(name)))
          .as(name)
          .isInstanceOf(FarmFailure.Invalid.class);
      assertThat(drive.farm().shows().all()).extracting(Show::name).doesNotContain(name);
    }
  }

  @Test
  default void defaultCoresShouldHoldForNewJobs() {
    FarmDriver drive = drive(DEFAULT_CORES, LAUNCH, SHOW_DEFAULTS);
    ShowId show = drive.farm().shows().byName(drive.show()).orElseThrow().id();

    drive.farm().shows().setDefaultCores(show, Cores.of(2), Cores.of(17));

    assertThat(drive.farm().shows().byId(show))
        .hasValueSatisfying(now -> {
          assertThat(now.defaultMinCores()).isEqualTo(Cores.of(2));
          assertThat(now.defaultMaxCores()).isEqualTo(Cores.of(17));
        });
    Job job = drive.launch("cores", "1", drive.work().succeed());
    assertThat(job.minCores()).isEqualTo(Cores.of(2));
    assertThat(job.maxCores()).isEqualTo(Cores.of(17));
  }

  @Test
  default void defaultCoresShouldBeSetAsAWholeOrNotAtAll() {
    FarmDriver drive = drive(DEFAULT_CORES);
    Shows shows = drive.farm().shows();
    ShowId show = shows.byName(drive.show()).orElseThrow().id();

    for (int least : new int[] {2, 40, 300, 5, 1}) {
      shows.setDefaultCores(show, Cores.of(least), Cores.of(least + 1));

      Show now = shows.byId(show).orElseThrow();
      assertThat(now.defaultMinCores()).isEqualTo(Cores.of(least));
      assertThat(now.defaultMaxCores()).isEqualTo(Cores.of(least + 1));
    }
    assertThat(failureOf(() -> shows.setDefaultCores(show, Cores.of(4), Cores.of(3))))
        .isInstanceOf(FarmFailure.Invalid.class);
    Show now = shows.byId(show).orElseThrow();
    assertThat(now.defaultMinCores()).isEqualTo(Cores.of(1));
    assertThat(now.defaultMaxCores()).isEqualTo(Cores.of(2));
  }

  @Test
  default void defaultCoresOfAnUnknownShowShouldBeRefused() {
    FarmDriver drive = drive(DEFAULT_CORES);

    assertThat(
            failureOf(() ->
                drive
                    .farm()
                    .shows()
                    .setDefaultCores(new ShowId("no-such-show"), Cores.ONE, Cores.ONE)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aShowShouldCountItsUnfinishedJobsAndTheirFrames() {
    FarmDriver drive = drive(LAUNCH);
    Job done = drive.launch("done", "1-2", drive.work().succeed());
    drive.await(done, JobState.SUCCEEDED);
    drive.launch(withPaused(job("held", layer("comp", "1-3", drive.work().succeed())), true));

    Show show = drive.farm().shows().byName(drive.show()).orElseThrow();

    assertThat(show.pendingJobs()).isEqualTo(1);
    assertThat(show.frames().waiting()).isEqualTo(3);
    assertThat(show.frames().total()).isEqualTo(3);
  }
}
