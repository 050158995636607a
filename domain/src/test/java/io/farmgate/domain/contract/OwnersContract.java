package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.OWNERS;
import static io.farmgate.domain.contract.Capability.QUOTAS;
import static io.farmgate.domain.contract.Capability.UNBOOK_PROCS;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.OwnerQuota;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.spec.Specs;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * What {@link io.farmgate.domain.port.Owners}, {@link io.farmgate.domain.port.Deeds} and unbooking
 * mean.
 */
public interface OwnersContract extends FarmUnderTest {

  @Test
  default void anOwnerShouldBeCreatedOnceAndFound() {
    FarmDriver drive = drive(OWNERS);

    Owner owner = drive.farm().owners().create(show(drive), artist(drive));

    assertThat(owner.name()).isEqualTo(artist(drive));
    assertThat(owner.show()).isEqualTo(drive.show());
    assertThat(owner.quota()).isEqualTo(OwnerQuota.NONE);
    assertThat(owner.hosts()).isZero();
    assertThat(drive.farm().owners().byName(artist(drive))).contains(owner);
    assertThat(drive.farm().owners().byId(owner.id())).contains(owner);
    assertThat(failureOf(() -> drive.farm().owners().create(show(drive), artist(drive))))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> drive.farm().owners().create(show(drive), "no name")))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> drive.farm().owners().create(new ShowId("no-such-show"), "b")))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aQuotaShouldBeReadBack() {
    FarmDriver drive = drive(OWNERS, QUOTAS);
    OwnerId id = drive.farm().owners().create(show(drive), artist(drive)).id();
    OwnerQuota wanted =
        new OwnerQuota(Cores.of(2), Optional.of(Cores.of(32)), 1, OptionalInt.of(4));

    drive.farm().owners().changeQuota(id, before -> wanted);

    assertThat(owner(drive, id).quota()).isEqualTo(wanted);
    assertThat(
            failureOf(() ->
                drive
                    .farm()
                    .owners()
                    .changeQuota(id, before -> before.withMaxCores(Optional.of(Cores.ONE)))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(owner(drive, id).quota()).isEqualTo(wanted);
  }

  @Test
  default void theQuotaOfNobodyShouldBeNotFound() {
    FarmDriver drive = drive(OWNERS, QUOTAS);

    assertThat(
            failureOf(() ->
                drive.farm().owners().changeQuota(new OwnerId("no-such-owner"), quota -> quota)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void theJobsOfAnOwnerShouldNotHoldMoreThanTheQuota() {
    FarmDriver drive = drive(OWNERS, QUOTAS, LAUNCH);
    String user = Specs.submission(drive.show()).user();
    OwnerId id = drive.farm().owners().create(show(drive), user).id();
    drive.farm().owners().changeQuota(id, quota -> quota.withMaxCores(Optional.of(Cores.ONE)));
    Job job = drive.launch("within", "1-2", drive.work().untilOpened("end"));
    drive.until("one to run", () -> owner(drive, id).runningFrames(), count -> count == 1);

    drive.stays("one frame", () -> drive.again(job).frames().running() == 1);

    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    assertThat(owner(drive, id).runningFrames()).isZero();
  }

  @Test
  default void aHostShouldBelongToOneOwnerAtATime() {
    FarmDriver drive = drive(OWNERS);
    Host host = drive.host();
    Owner first = drive.farm().owners().create(show(drive), artist(drive));
    Owner second = drive.farm().owners().create(show(drive), artist(drive) + LiveKit.SECOND);

    drive.farm().deeds().give(host.id(), first.id());
    Deed deed = drive.farm().deeds().give(host.id(), second.id());

    assertThat(deed.hostName()).isEqualTo(host.name());
    assertThat(deed.ownerName()).isEqualTo(second.name());
    assertThat(drive.farm().deeds().all()).containsExactly(deed);
    assertThat(owner(drive, first.id()).hosts()).isZero();
    assertThat(owner(drive, second.id()).hosts()).isEqualTo(1);
    drive.farm().deeds().end(deed.id());
    assertThat(drive.farm().deeds().all()).isEmpty();
    assertThat(failureOf(() -> drive.farm().deeds().end(deed.id())))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aForgottenOwnersDeedsShouldEnd() {
    FarmDriver drive = drive(OWNERS);
    Owner owner = drive.farm().owners().create(show(drive), artist(drive));
    drive.farm().deeds().give(drive.host().id(), owner.id());

    drive.farm().owners().delete(owner.id());

    assertThat(drive.farm().deeds().all()).isEmpty();
    assertThat(drive.farm().owners().byId(owner.id())).isEmpty();
    assertThat(drive.farm().owners().byName(artist(drive))).isEmpty();
  }

  @Test
  default void anOwnersHostsShouldWorkForAnotherShow() {
    FarmDriver drive = drive(OWNERS);
    OwnerId id = drive.farm().owners().create(show(drive), artist(drive)).id();
    String other = newShow();

    drive.farm().owners().setShow(id, drive.farm().shows().byName(other).orElseThrow().id());

    assertThat(owner(drive, id).show()).isEqualTo(other);
  }

  @Test
  default void ownersAndDeedsThatAreNotThereShouldBeNotFound() {
    FarmDriver drive = drive(OWNERS);
    OwnerId unknown = new OwnerId("no-such-owner");
    OwnerId known = drive.farm().owners().create(show(drive), artist(drive)).id();

    assertThat(drive.farm().owners().byId(unknown)).isEmpty();
    assertThat(drive.farm().owners().byName("no_such")).isEmpty();
    assertThat(failureOf(() -> drive.farm().owners().delete(unknown)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().owners().setShow(known, new ShowId("no-such-show"))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().owners().setShow(unknown, show(drive))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().deeds().give(drive.host().id(), unknown)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().deeds().give(new HostId("no-such-host"), known)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> drive.farm().deeds().end(new DeedId("no-such-deed"))))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void anUnbookedProcsFrameShouldRunToItsEnd() {
    FarmDriver drive = drive(LAUNCH, UNBOOK_PROCS);
    Job job = drive.launch("unbooked", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);
    Proc proc =
        drive.until("a proc", () -> drive.procs(job), procs -> procs.size() == 1).getFirst();
    assertThat(proc.unbooked()).isFalse();

    drive.farm().procs().unbook(proc.id());
    drive.farm().procs().unbook(proc.id());

    assertThat(drive.procs(job).getFirst().unbooked()).isTrue();
    assertThat(drive.procs(job).getFirst().id()).isEqualTo(proc.id());
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    assertThat(failureOf(() -> drive.farm().procs().unbook(new ProcId("no-such-proc"))))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  private static ShowId show(FarmDriver drive) {
    return drive.farm().shows().byName(drive.show()).orElseThrow().id();
  }

  private static Owner owner(FarmDriver drive, OwnerId id) {
    return drive.farm().owners().byId(id).orElseThrow();
  }

  /** Names of owners are the whole farm's, so each test has its own. */
  private static String artist(FarmDriver drive) {
    return LiveKit.OWNER + drive.show();
  }
}
