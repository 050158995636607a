package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.FREE_RETRIES;
import static io.farmgate.domain.contract.Capability.GROUPS;
import static io.farmgate.domain.contract.Capability.KEEP_PLACES;
import static io.farmgate.domain.contract.Capability.KILL_PROCS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.PRIORITY;
import static io.farmgate.domain.contract.Capability.REDIRECT_PROCS;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.GroupId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Redirects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Redirects} means. */
public interface RedirectsContract extends FarmUnderTest {

  /** A job that fills the farm, with more to run, and before which nothing goes. */
  private static Job crowd(FarmDriver drive) {
    int others =
        drive.farm().hosts().all().stream()
                .mapToInt(host -> host.totalCores().hundredths() / 100)
                .sum()
            - 1;
    Job job =
        drive
            .launch(
                job(
                    "crowd",
                    layer("first", "1", drive.work().untilOpened("first")),
                    layer("fill", "1-" + others, drive.work().untilOpened("fill")),
                    layer("more", "1-2", drive.work().untilOpened("more"))))
            .getFirst();
    drive.farm().jobControl().setPriority(job.id(), 500);
    drive.until("the farm to be full", () -> drive.procs(job), procs -> procs.size() == others + 1);
    return job;
  }

  private static Proc first(FarmDriver drive, Job crowd) {
    return drive.procs(crowd).stream()
        .filter(proc -> proc.frameName().endsWith("first"))
        .findFirst()
        .orElseThrow();
  }

  private static void end(FarmDriver drive, Job... jobs) {
    for (String gate : Set.of("first", "fill", "more", "other")) {
      drive.work().open(gate);
    }
    for (Job job : jobs) {
      drive.await(job, JobState.SUCCEEDED);
    }
  }

  @Test
  default void aRedirectedProcsPlaceShouldGoToTheJobThatIsNamed() {
    FarmDriver drive = drive(LAUNCH, PRIORITY, REDIRECT_PROCS);
    Job crowd = crowd(drive);
    Job other = drive.launch("other", "1", drive.work().untilOpened("other"));
    Proc proc = first(drive, crowd);
    assertThat(proc.redirectTarget()).isEmpty();

    drive.farm().work().redirects().toJob(proc.id(), other.id());

    assertThat(first(drive, crowd).redirectTarget()).contains(other.name());
    drive.work().open("first");
    drive.until("the other to run", () -> drive.again(other).frames().running(), n -> n == 1);
    assertThat(drive.again(crowd).frames().waiting()).isEqualTo(2);
    end(drive, crowd, other);
  }

  @Test
  default void aRedirectedProcThatIsKilledShouldGiveItsPlaceToTheGroupThatIsNamed() {
    FarmDriver drive = drive(LAUNCH, PRIORITY, REDIRECT_PROCS, GROUPS, KILL_PROCS, FREE_RETRIES);
    Job crowd = crowd(drive);
    Job other = drive.launch("other", "1", drive.work().untilOpened("other"));
    GroupId root =
        drive
            .farm()
            .groups()
            .ofShow(drive.farm().shows().byName(drive.show()).orElseThrow().id())
            .getFirst()
            .id();
    GroupId group = drive.farm().groups().create(root, "urgent").id();
    drive.farm().groups().move(group, Set.of(other.id()));
    ProcId proc = first(drive, crowd).id();

    drive.farm().work().redirects().toGroup(proc, group);
    assertThat(first(drive, crowd).redirectTarget()).contains("urgent");
    drive.farm().procs().kill(proc, REASON);

    drive.until("the other to run", () -> drive.again(other).frames().running(), n -> n == 1);
    assertThat(drive.again(crowd).frames().waiting()).isEqualTo(3);
    end(drive, crowd, other);
  }

  @Test
  default void aRedirectThatIsTakenBackShouldChangeNothing() {
    FarmDriver drive = drive(LAUNCH, PRIORITY, REDIRECT_PROCS, KEEP_PLACES);
    Redirects redirects = drive.farm().work().redirects();
    Job crowd = crowd(drive);
    Job other = drive.launch("other", "1", drive.work().untilOpened("other"));
    ProcId proc = first(drive, crowd).id();
    redirects.toJob(proc, other.id());

    assertThat(redirects.clear(proc)).isTrue();
    assertThat(redirects.clear(proc)).isFalse();

    drive.work().open("first");
    drive.until("the crowd to go on", () -> drive.again(crowd).frames().waiting(), n -> n == 1);
    assertThat(drive.again(other).frames().waiting()).isEqualTo(1);
    end(drive, crowd, other);
  }

  @Test
  default void onlyWhatIsThereShouldBeRedirected() {
    FarmDriver drive = drive(LAUNCH, PRIORITY, REDIRECT_PROCS);
    Redirects redirects = drive.farm().work().redirects();
    Job job = drive.launch("alone", "1", drive.work().untilOpened("other"));
    drive.until("it to run", () -> drive.procs(job), procs -> procs.size() == 1);
    ProcId proc = drive.procs(job).getFirst().id();
    ProcId unknown = new ProcId("no-such-proc");

    assertThat(failureOf(() -> redirects.toJob(unknown, job.id())))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> redirects.clear(unknown))).isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> redirects.toJob(proc, new JobId("no-such-job"))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> redirects.toGroup(proc, new GroupId("no-such-group"))))
        .isInstanceOf(FarmFailure.NotFound.class);
    end(drive, job);
  }
}
