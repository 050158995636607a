package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LEND_HOSTS;
import static io.farmgate.domain.contract.Capability.LEND_LOCKED_HOSTS;
import static io.farmgate.domain.contract.Capability.LOCK_HOSTS;
import static io.farmgate.domain.contract.Capability.OWNERS;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.farmgate.domain.Cores;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Lending;
import io.farmgate.domain.LendingId;
import io.farmgate.domain.LentAmounts;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Lendings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Lendings} means. */
public interface LendingsContract extends FarmUnderTest {

  @Test
  default void whatIsLentOfALockedHostShouldTakeTheWorkThatItIsLentTo() {
    FarmDriver drive = lender();
    Job other = drive.launch("other", "1", drive.work().succeed());
    Job job = drive.launch("lent", "1-3", drive.work().untilOpened("end"));

    Lending made = lend(drive, WorkRef.of(job.id()), 1, 1);

    assertThat(made.host()).isEqualTo(drive.host().name());
    assertThat(made.size()).isEqualTo(Lending.Size.JOB);
    assertThat(made.job()).isEqualTo(job.name());
    assertThat(made.layer()).isEmpty();
    assertThat(made.frame()).isEmpty();
    assertThat(made.threads()).isEqualTo(1);
    assertThat(made.max()).isEqualTo(part(1));
    drive.until("one to run", () -> drive.again(job).frames().running(), n -> n == 1);
    drive.stays("one", () -> drive.again(job).frames().running() == 1);
    assertThat(drive.again(other).frames().waiting()).isEqualTo(1);
    assertThat(lendings(drive).ofHost(drive.host().id()))
        .extracting(Lending::id, lent -> lent.inUse().cores())
        .containsExactly(tuple(made.id(), Cores.ONE));

    lendings(drive).change(made.id(), new LentAmounts(Cores.of(2), 0, 0, 0));
    drive.until("two to run", () -> drive.again(job).frames().running(), n -> n == 2);
    end(drive, job, other);
    assertThat(lendings(drive).ofHost(drive.host().id())).isEmpty();
  }

  @Test
  default void whatIsTakenBackShouldRunOnAndTakeNoMore() {
    FarmDriver drive = lender();
    Job job = drive.launch("lent", "1-2", drive.work().untilOpened("end"));
    LendingId id = lend(drive, WorkRef.of(job.id()), 1, 1).id();
    drive.until("one to run", () -> drive.again(job).frames().running(), n -> n == 1);

    lendings(drive).end(id);

    assertThat(lendings(drive).ofHost(drive.host().id())).isEmpty();
    assertThat(failureOf(() -> lendings(drive).end(id))).isInstanceOf(FarmFailure.NotFound.class);
    assertThat(drive.again(job).frames().running()).isEqualTo(1);
    drive.work().open("end");
    drive.until("it to end", () -> drive.again(job).frames().succeeded(), n -> n == 1);
    drive.stays("one waits", () -> drive.again(job).frames().waiting() == 1);
    end(drive, job);
  }

  @Test
  default void aPartShouldBeLentToOneLayerOrOneFrameAlone() {
    FarmDriver drive = lender();
    String command = drive.work().untilOpened("end");
    Job job =
        drive
            .launch(job("lent", layer("first", "1-2", command), layer("then", "1-2", command)))
            .getFirst();
    LayerId then =
        drive.farm().layers().ofJob(job.id()).stream()
            .filter(layer -> layer.name().equals("then"))
            .map(Layer::id)
            .findFirst()
            .orElseThrow();

    Lending ofLayer = lend(drive, WorkRef.of(then), 1, 1);
    assertThat(ofLayer.size()).isEqualTo(Lending.Size.LAYER);
    assertThat(ofLayer.layer()).isEqualTo("then");
    drive.await(job, "0001-then", FrameState.RUNNING);
    lendings(drive).end(ofLayer.id());

    Lending ofFrame = lend(drive, WorkRef.of(drive.frame(job, "0002-first").id()), 1, 2);
    assertThat(ofFrame.size()).isEqualTo(Lending.Size.FRAME);
    assertThat(ofFrame.frame()).isEqualTo("0002-first");
    drive.await(job, "0002-first", FrameState.RUNNING);
    drive.stays("the others wait", () -> drive.again(job).frames().waiting() == 2);
    end(drive, job);
  }

  @Test
  default void onlyTheOwnerShouldLendAHostAndOnlyAsLongAsItIsTheirs() {
    FarmDriver drive = lender();
    JobId id = drive.launch("lent", "1", drive.work().succeed()).id();
    drive.farm().jobControl().pause(id);
    WorkRef job = WorkRef.of(id);
    String host = drive.host().name();

    assertThat(failureOf(() -> lendings(drive).lend(job, host, "nobody", 1, part(1))))
        .isInstanceOf(FarmFailure.Precondition.class);
    lend(drive, job, 1, 1);
    DeedId deed = drive.farm().deeds().all().getFirst().id();
    drive.farm().deeds().end(deed);

    assertThat(lendings(drive).ofHost(drive.host().id())).isEmpty();
    assertThat(failureOf(() -> lend(drive, job, 1, 1)))
        .isInstanceOf(FarmFailure.Precondition.class);
  }

  @Test
  default void whatCannotBeLentShouldBeRefused() {
    FarmDriver drive = lender();
    Lendings lendings = lendings(drive);
    Job done = drive.launch("done", "1", drive.work().succeed());
    drive.lockAll(Host.LockState.OPEN);
    drive.await(done, JobState.SUCCEEDED);
    drive.lockAll(Host.LockState.LOCKED);
    Job job = drive.launch("lent", "1", drive.work().succeed());
    WorkRef work = WorkRef.of(job.id());
    LendingId made = lend(drive, WorkRef.of(drive.frames(job).getFirst().id()), 2, 2).id();
    String owner = artist(drive);
    String host = drive.host().name();

    assertThat(failureOf(() -> lend(drive, work, 1, 1))).isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> lend(drive, WorkRef.of(done.id()), 1, 1)))
        .isInstanceOf(FarmFailure.Precondition.class);
    for (LentAmounts wrong :
        List.of(
            new LentAmounts(Cores.ZERO, 1L << 30, 0, 0),
            new LentAmounts(Cores.of(100_001), 1L << 30, 0, 0),
            new LentAmounts(Cores.ONE, 0, 0, 0),
            new LentAmounts(Cores.ONE, -1024, 0, 0),
            new LentAmounts(Cores.ONE, 1L << 30, -1, 0),
            new LentAmounts(Cores.ONE, 1L << 30, 0, -1024))) {
      assertThat(failureOf(() -> lendings.lend(work, host, owner, 1, wrong)))
          .as("%s", wrong)
          .isInstanceOf(FarmFailure.Invalid.class);
    }
    assertThat(failureOf(() -> lend(drive, work, 0, 1))).isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> lend(drive, work, 2, 1))).isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> lendings.change(made, new LentAmounts(Cores.ONE, -1024, 0, 0))))
        .isInstanceOf(FarmFailure.Invalid.class);
    end(drive, job);
  }

  @Test
  default void whatIsNotThereShouldNotBeLent() {
    FarmDriver drive = lender();
    Lendings lendings = lendings(drive);
    WorkRef job = WorkRef.of(drive.launch("lent", "1", drive.work().succeed()).id());
    LendingId unknown = new LendingId("no-such-lending");

    assertThat(
            List.of(
                failureOf(() -> lend(drive, WorkRef.of(new JobId("no-such-job")), 1, 1)),
                failureOf(() -> lend(drive, WorkRef.of(new LayerId("no-such-layer")), 1, 1)),
                failureOf(() -> lend(drive, WorkRef.of(new FrameId("no-such-frame")), 1, 1)),
                failureOf(() -> lendings.lend(job, "no-such-host", artist(drive), 1, part(1))),
                failureOf(() -> lendings.change(unknown, part(1))),
                failureOf(() -> lendings.end(unknown))))
        .hasOnlyElementsOfType(FarmFailure.NotFound.class);
    assertThat(lendings.ofHost(new HostId("no-such-host"))).isEmpty();
  }

  /** Locks all hosts, and gives the one that the tests work with to an owner. */
  private FarmDriver lender() {
    FarmDriver drive = drive(LAUNCH, LOCK_HOSTS, OWNERS, LEND_HOSTS, LEND_LOCKED_HOSTS);
    OwnerId owner =
        drive
            .farm()
            .owners()
            .create(drive.farm().shows().byName(drive.show()).orElseThrow().id(), artist(drive))
            .id();
    drive.farm().deeds().give(drive.host().id(), owner);
    drive.lockAll(Host.LockState.LOCKED);
    return drive;
  }

  private static Lending lend(FarmDriver drive, WorkRef work, int threads, int cores) {
    return lendings(drive).lend(work, drive.host().name(), artist(drive), threads, part(cores));
  }

  private static LentAmounts part(int cores) {
    return new LentAmounts(Cores.of(cores), 4L << 30, 0, 0);
  }

  private static void end(FarmDriver drive, Job... jobs) {
    drive.work().open("end");
    drive.lockAll(Host.LockState.OPEN);
    for (Job job : jobs) {
      drive.await(job, JobState.SUCCEEDED);
    }
  }

  private static Lendings lendings(FarmDriver drive) {
    return drive.farm().work().lendings();
  }

  private static String artist(FarmDriver drive) {
    return LiveKit.OWNER + drive.show();
  }
}
