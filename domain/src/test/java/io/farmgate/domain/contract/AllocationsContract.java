package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.ALLOCATIONS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Facility;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Allocations;
import io.farmgate.domain.port.Facilities;
import io.farmgate.domain.spec.Specs;
import io.farmgate.domain.spec.Submission;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What {@link io.farmgate.domain.port.Facilities} and {@link io.farmgate.domain.port.Allocations}
 * mean.
 */
public interface AllocationsContract extends FarmUnderTest {

  @Test
  default void aFacilityShouldBeCreatedOnceRenamedAndRemoved() {
    FarmDriver drive = drive(ALLOCATIONS);
    Facilities facilities = drive.farm().setup().facilities();
    String name = drive.show();

    Facility facility = facilities.create(name);

    assertThat(facility.name()).isEqualTo(name);
    assertThat(facilities.byName(name)).contains(facility);
    assertThat(failureOf(() -> facilities.create(name))).isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> facilities.create("no name")))
        .isInstanceOf(FarmFailure.Invalid.class);
    facilities.rename(name, name + "_b");
    assertThat(facilities.byName(name)).isEmpty();
    assertThat(facilities.byName(name + "_b").map(Facility::id)).contains(facility.id());
    facilities.delete(name + "_b");
    assertThat(facilities.byName(name + "_b")).isEmpty();
  }

  @Test
  default void aFacilityInUseShouldStay() {
    FarmDriver drive = drive(ALLOCATIONS);
    Facilities facilities = drive.farm().setup().facilities();
    String used = facilities.create(drive.show()).name();
    Allocation allocation = allocations(drive).create(used, "pool", "pool");
    facilities.create(used + "_b");

    assertThat(failureOf(() -> facilities.delete(used)))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> facilities.rename(used, used + "_b")))
        .isInstanceOf(FarmFailure.Conflict.class);

    assertThat(facilities.byName(used)).isPresent();
    assertThat(allocations(drive).byId(allocation.id())).contains(allocation);
  }

  @Test
  default void facilitiesThatAreNotThereShouldBeNotFound() {
    FarmDriver drive = drive(ALLOCATIONS);
    Facilities facilities = drive.farm().setup().facilities();

    assertThat(facilities.byName("no_such")).isEmpty();
    assertThat(failureOf(() -> facilities.rename("no_such", "other")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> facilities.delete("no_such")))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void hostsShouldBeInAllocationsAndAddUp() {
    FarmDriver drive = drive(ALLOCATIONS);
    Host host = drive.host();

    List<Allocation> all = allocations(drive).all();

    assertThat(all).isSortedAccordingTo(Comparator.comparing(Allocation::name));
    Allocation pool = allocations(drive).byName(host.allocation()).orElseThrow();
    assertThat(all).extracting(Allocation::id).contains(pool.id());
    assertThat(pool.name()).startsWith(pool.facility() + '.');
    assertThat(host.tags()).contains(pool.tag());
    assertThat(pool.hosts().hosts()).isPositive();
    assertThat(pool.hosts().cores()).isGreaterThanOrEqualTo(host.totalCores());
    assertThat(pool.hosts().idleCores()).isEqualTo(pool.hosts().cores());
    assertThat(pool.hosts().availableCores()).isEqualTo(pool.hosts().cores());
    assertThat(pool.hosts().runningCores().hundredths()).isZero();
    assertThat(allocations(drive).byId(allocations(drive).standard().id())).isPresent();
  }

  @Test
  default void anAllocationShouldBeCreatedOnceAndChanged() {
    FarmDriver drive = drive(ALLOCATIONS);
    String facility = drive.farm().setup().facilities().create(drive.show()).name();
    Allocations allocations = allocations(drive);

    Allocation pool = allocations.create(facility, "fast", "fast_tag");

    assertThat(drive.farm().setup().facilities().all())
        .extracting(Facility::name)
        .contains(facility)
        .isSorted();
    assertThat(pool.name()).isEqualTo(facility + ".fast");
    assertThat(pool.facility()).isEqualTo(facility);
    assertThat(pool.tag()).isEqualTo("fast_tag");
    assertThat(pool.billable()).isTrue();
    assertThat(pool.hosts().hosts()).isZero();
    assertThat(allocations.byName(pool.name())).contains(pool);
    assertThat(failureOf(() -> allocations.create(facility, "fast", "other")))
        .isInstanceOf(FarmFailure.Conflict.class);
    allocations.create(facility, "slow", "slow");
    assertThat(failureOf(() -> allocations.rename(pool.id(), "slow")))
        .isInstanceOf(FarmFailure.Conflict.class);

    allocations.rename(pool.id(), "faster");
    allocations.setTag(pool.id(), "faster_tag");
    allocations.setBillable(pool.id(), false);

    Allocation changed = allocations.byId(pool.id()).orElseThrow();
    assertThat(changed.name()).isEqualTo(facility + ".faster");
    assertThat(changed.tag()).isEqualTo("faster_tag");
    assertThat(changed.billable()).isFalse();
    allocations.delete(pool.id());
    assertThat(allocations.byId(pool.id())).isEmpty();
    assertThat(allocations.byName(changed.name())).isEmpty();
  }

  @Test
  default void namesThatAreNoneShouldBeRefused() {
    FarmDriver drive = drive(ALLOCATIONS);
    String facility = drive.farm().setup().facilities().create(drive.show()).name();
    AllocationId pool = allocations(drive).create(facility, "pool", "pool").id();

    for (String name : List.of("a b", "a-b", "a/b", "a\0", "a".repeat(37))) {
      assertThat(failureOf(() -> allocations(drive).create(facility, name, "tag")))
          .as(name)
          .isInstanceOf(FarmFailure.Invalid.class);
      assertThat(failureOf(() -> allocations(drive).rename(pool, name)))
          .as(name)
          .isInstanceOf(FarmFailure.Invalid.class);
    }
    assertThat(failureOf(() -> allocations(drive).setTag(pool, "a b")))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> allocations(drive).create("no_such", "pool", "tag")))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aHostShouldMoveAndCarryTheTagOfWhereItIs() {
    FarmDriver drive = drive(ALLOCATIONS);
    HostId host = drive.host().id();
    AllocationId home = allocations(drive).byName(drive.host().allocation()).orElseThrow().id();
    String facility = drive.farm().setup().facilities().create(drive.show()).name();
    Allocation pool = allocations(drive).create(facility, "pool", "pool_tag");

    allocations(drive).moveHosts(pool.id(), Set.of(host));

    Host moved =
        drive.until(
            "the host to move",
            () -> drive.farm().hosts().byId(host).orElseThrow(),
            now -> now.allocation().equals(pool.name()));
    assertThat(moved.tags()).contains("pool_tag");
    assertThat(allocations(drive).byId(pool.id()).orElseThrow().hosts().hosts()).isEqualTo(1);
    assertThat(failureOf(() -> allocations(drive).delete(pool.id())))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(
            failureOf(
                () -> allocations(drive).moveHosts(home, Set.of(host, new HostId("no-such-host")))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(drive.farm().hosts().byId(host).orElseThrow().allocation()).isEqualTo(pool.name());
    allocations(drive).moveHosts(home, Set.of(host));
  }

  @Test
  default void aHostThatRunsSomethingShouldNotMove() {
    FarmDriver drive = drive(ALLOCATIONS, LAUNCH);
    String facility = drive.farm().setup().facilities().create(drive.show()).name();
    AllocationId pool = allocations(drive).create(facility, "pool", "pool").id();
    Job job = drive.launch("busy", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);
    HostId busy =
        drive
            .until("a proc", () -> drive.procs(job), procs -> procs.size() == 1)
            .getFirst()
            .hostId();

    assertThat(failureOf(() -> allocations(drive).moveHosts(pool, Set.of(busy))))
        .isInstanceOf(FarmFailure.Precondition.class);

    assertThat(allocations(drive).byId(pool).orElseThrow().hosts().hosts()).isZero();
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void newHostsShouldComeIntoAnotherAllocation() {
    FarmDriver drive = drive(ALLOCATIONS);
    AllocationId home = allocations(drive).standard().id();
    String facility = drive.farm().setup().facilities().create(drive.show()).name();
    AllocationId pool = allocations(drive).create(facility, "pool", "pool").id();

    allocations(drive).setStandard(pool);

    assertThat(allocations(drive).standard().id()).isEqualTo(pool);
    assertThat(failureOf(() -> allocations(drive).delete(pool)))
        .isInstanceOf(FarmFailure.Precondition.class);
    allocations(drive).setStandard(home);
    assertThat(allocations(drive).standard().id()).isEqualTo(home);
    allocations(drive).delete(pool);
  }

  @Test
  default void allocationsThatAreNotThereShouldBeNotFound() {
    FarmDriver drive = drive(ALLOCATIONS);
    Allocations allocations = allocations(drive);
    AllocationId unknown = new AllocationId("no-such-allocation");

    assertThat(allocations.byId(unknown)).isEmpty();
    assertThat(allocations.byName("no.such")).isEmpty();
    assertThat(failureOf(() -> allocations.rename(unknown, "a")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> allocations.setTag(unknown, "a")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> allocations.setBillable(unknown, true)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> allocations.setStandard(unknown)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> allocations.moveHosts(unknown, Set.of(drive.host().id()))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> allocations.delete(unknown)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aJobShouldGoToAFacilityThatIsThere() {
    FarmDriver drive = drive(ALLOCATIONS, LAUNCH);
    String facility = drive.farm().setup().facilities().create(drive.show()).name();
    Submission work =
        Specs.submission(
            drive.show(), Specs.job("far", Specs.layer("comp", "1", drive.work().succeed())));

    assertThat(
            failureOf(() -> drive.farm().submissions().launch(Specs.to(work, "no_such_facility"))))
        .isInstanceOf(FarmFailure.NotFound.class);
    Job job = drive.farm().submissions().launch(Specs.to(work, facility)).getFirst();

    assertThat(job.facility()).isEqualTo(facility);
    assertThat(failureOf(() -> drive.farm().setup().facilities().delete(facility)))
        .isInstanceOf(FarmFailure.Precondition.class);
    drive.farm().setup().facilities().rename(facility, facility + "_b");
    assertThat(drive.again(job).facility()).isEqualTo(facility + "_b");
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
  }

  private static Allocations allocations(FarmDriver drive) {
    return drive.farm().setup().allocations();
  }
}
