package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.CHANGE_SHOWS;
import static io.farmgate.domain.contract.Capability.FILTERS;
import static io.farmgate.domain.contract.Capability.JOB_GPUS;
import static io.farmgate.domain.contract.Capability.JOB_UPKEEP;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.SERVICES;
import static io.farmgate.domain.contract.Capability.SHOW_DEFAULTS;
import static io.farmgate.domain.contract.Capability.SUBSCRIBERS;
import static io.farmgate.domain.contract.Capability.SUBSCRIBE_ALL;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.contract.JobControlContract.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Filters;
import io.farmgate.domain.port.JobUpkeep;
import io.farmgate.domain.spec.Specs;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link JobUpkeep} means, and what jobs and layers take over of GPUs. */
public interface JobUpkeepContract extends FarmUnderTest {

  @Test
  default void gpusOfAJobShouldBeKept() {
    FarmDriver drive = drive(LAUNCH, JOB_GPUS);
    Job job = drive.launch("gpus", "1", drive.work().succeed());

    upkeep(drive).setMaxGpus(job.id(), 4);
    upkeep(drive).setMinGpus(job.id(), 2);

    assertThat(drive.again(job).minGpus()).isEqualTo(2);
    assertThat(drive.again(job).maxGpus()).isEqualTo(4);
    upkeep(drive).setMaxGpus(job.id(), 0);
    upkeep(drive).setMinGpus(job.id(), 8);
    assertThat(drive.again(job).minGpus()).isEqualTo(8);
    assertThat(drive.again(job).maxGpus()).isZero();
  }

  @Test
  default void gpusThatNoJobCanHaveShouldBeRefused() {
    FarmDriver drive = drive(LAUNCH, JOB_GPUS);
    Job job = drive.launch("wrong_gpus", "1", drive.work().succeed());
    upkeep(drive).setMaxGpus(job.id(), 4);
    upkeep(drive).setMinGpus(job.id(), 2);

    for (int wrong : new int[] {Integer.MIN_VALUE, -1, 5, Integer.MAX_VALUE}) {
      refusedAsInvalid(() -> upkeep(drive).setMinGpus(job.id(), wrong));
    }
    for (int wrong : new int[] {Integer.MIN_VALUE, -1, 1, Integer.MAX_VALUE}) {
      refusedAsInvalid(() -> upkeep(drive).setMaxGpus(job.id(), wrong));
    }
    assertThat(drive.again(job).minGpus()).isEqualTo(2);
    assertThat(drive.again(job).maxGpus()).isEqualTo(4);
    refusedAsUnknown(() -> upkeep(drive).setMinGpus(UNKNOWN, 1));
    refusedAsUnknown(() -> upkeep(drive).setMaxGpus(UNKNOWN, 1));
  }

  @Test
  default void aNewJobShouldTakeOverTheGpusOfItsShow() {
    FarmDriver drive = drive(LAUNCH, CHANGE_SHOWS, SHOW_DEFAULTS);
    Job before = drive.launch("before", "1", drive.work().succeed());
    drive.farm().setup().shows().setDefaultGpus(show(drive), 1, 4);

    Job after = drive.launch("after", "1", drive.work().succeed());

    assertThat(after.minGpus()).isEqualTo(1);
    assertThat(after.maxGpus()).isEqualTo(4);
    assertThat(drive.again(before).minGpus()).isEqualTo(before.minGpus());
    assertThat(drive.again(before).maxGpus()).isEqualTo(before.maxGpus());
  }

  @Test
  default void aNewLayerShouldTakeOverTheMaximumOfGpusOfItsService() {
    FarmDriver drive = drive(LAUNCH, SERVICES);
    drive.farm().setup().services().create(drive.show(), ofGpus(3));

    Job job =
        drive
            .launch(
                Specs.job(
                    "served",
                    Specs.withServices(
                        Specs.layer("comp", "1", drive.work().succeed()), drive.show())))
            .getFirst();

    assertThat(drive.farm().layers().ofJob(job.id())).extracting(Layer::maxGpus).containsExactly(3);
  }

  private static ServiceDefaults ofGpus(int max) {
    return new ServiceDefaults(
        false,
        Cores.ONE,
        Cores.ZERO,
        256L << 20,
        0,
        max,
        0,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  @Test
  default void aSubscriberShouldBeAMailAddressForAJobThatIsThere() {
    FarmDriver drive = drive(LAUNCH, SUBSCRIBERS, SUBSCRIBE_ALL);
    Job job = drive.launch("watched", "1", drive.work().succeed());

    upkeep(drive).addSubscriber(job.id(), "ada@example.com");
    upkeep(drive).addSubscriber(job.id(), "ada@example.com");

    for (String wrong : List.of("", " ", "a b@c", "a@b,c@d", "a@b\nBcc: c", "a@", "<a@b>")) {
      refusedAsInvalid(() -> upkeep(drive).addSubscriber(job.id(), wrong));
    }
    refusedAsUnknown(() -> upkeep(drive).addSubscriber(UNKNOWN, "ada@example.com"));
  }

  @Test
  default void aJobShouldPassTheFiltersThatAreSwitchedOn() {
    FarmDriver drive = drive(LAUNCH, FILTERS, JOB_UPKEEP);
    Job job =
        drive
            .launch(
                Specs.withPaused(
                    Specs.job("filtered", Specs.layer("comp", "1", drive.work().succeed())), true))
            .getFirst();
    filter(drive, "on", new JobEdit.SetPriority(7));
    FilterId off = filter(drive, "off", new JobEdit.SetPriority(9));
    drive.farm().setup().filters().setEnabled(off, false);

    upkeep(drive).runFilters(job.id());

    drive.until("priority 7", () -> drive.again(job), now -> now.priority() == 7);
    refusedAsUnknown(() -> upkeep(drive).runFilters(UNKNOWN));
  }

  private static FilterId filter(FarmDriver drive, String name, JobEdit edit) {
    Filters filters = drive.farm().setup().filters();
    FilterId filter = filters.create(show(drive), name).id();
    drive.farm().setup().filterParts().addMatcher(filter, FiltersContract.ANY_JOB);
    drive.farm().setup().filterParts().addAction(filter, edit);
    return filter;
  }

  @Test
  default void onlyAJobThatIsDoneShouldBeEnded() {
    FarmDriver drive = drive(LAUNCH, JOB_UPKEEP);
    Job job = drive.launch("going_on", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);

    upkeep(drive).finishIfDone(job.id());

    drive.stays("running", () -> drive.again(job).state() == JobState.RUNNING);
    drive.work().open("end");
    Job done = drive.await(job, JobState.SUCCEEDED);
    upkeep(drive).finishIfDone(job.id());
    assertThat(drive.again(job)).isEqualTo(done);
    refusedAsUnknown(() -> upkeep(drive).finishIfDone(UNKNOWN));
  }

  private static void refusedAsUnknown(ThrowingCallable call) {
    assertThat(failureOf(call)).isInstanceOf(FarmFailure.NotFound.class);
  }

  private static void refusedAsInvalid(ThrowingCallable call) {
    assertThat(failureOf(call)).isInstanceOf(FarmFailure.Invalid.class);
  }

  private static ShowId show(FarmDriver drive) {
    return drive.farm().shows().byName(drive.show()).orElseThrow().id();
  }

  private static JobUpkeep upkeep(FarmDriver drive) {
    return drive.farm().work().jobs();
  }
}
