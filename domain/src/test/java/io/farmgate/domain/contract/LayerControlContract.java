package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.CHANGE_LAYERS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LAYER_PLACES;
import static io.farmgate.domain.contract.Capability.PAUSE;
import static io.farmgate.domain.contract.Capability.WIDE_LAYERS;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.Proc;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.LayerControl;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Specs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What {@link LayerControl} means. */
public interface LayerControlContract extends FarmUnderTest {
  /** A layer that no farm gave an id. */
  LayerId UNKNOWN_LAYER = new LayerId("no-such-layer");

  @Test
  default void whatIsSetForALayerShouldBeKept() {
    FarmDriver drive = drive(LAUNCH, CHANGE_LAYERS);
    Layer layer = layer(drive, held(drive, "kept", drive.work().succeed()));
    LayerSettings wanted =
        new LayerSettings(
            Cores.ONE,
            Cores.of(2),
            true,
            1L << 30,
            1,
            2,
            2L << 30,
            List.of("fast", "big.2"),
            Optional.of(Duration.ofMinutes(90)),
            Optional.of(Duration.ofMinutes(10)),
            Optional.of(new Layer.StartAfter(soon(Duration.ofHours(1)), "Set by ada")),
            true);

    control(drive).change(layer.id(), settings -> wanted);

    assertThat(again(drive, layer).settings())
        .usingRecursiveComparison()
        .ignoringCollectionOrderInFields("tags")
        .isEqualTo(wanted);
    assertThat(again(drive, layer).name()).isEqualTo(layer.name());

    control(drive)
        .change(
            layer.id(),
            settings ->
                settings
                    .withTimeout(Optional.empty())
                    .withStartAfter(Optional.empty())
                    .withMaxCores(Cores.ZERO)
                    .withMemoryOptimizer(false));

    assertThat(again(drive, layer).settings())
        .usingRecursiveComparison()
        .ignoringCollectionOrderInFields("tags")
        .isEqualTo(
            wanted
                .withTimeout(Optional.empty())
                .withStartAfter(Optional.empty())
                .withMaxCores(Cores.ZERO)
                .withMemoryOptimizer(false));
  }

  @Test
  default void whatNoLayerCanHaveShouldBeRefusedAndChangeNothing() {
    FarmDriver drive = drive(LAUNCH, CHANGE_LAYERS);
    Layer layer = layer(drive, held(drive, "wrong", drive.work().succeed()));
    control(drive).change(layer.id(), settings -> settings.withMaxCores(Cores.of(4)));
    LayerSettings before = again(drive, layer).settings();

    for (UnaryOperator<LayerSettings> wrong : wrongChanges()) {
      assertThat(failureOf(() -> control(drive).change(layer.id(), wrong)))
          .as("%s", wrong.apply(before))
          .isInstanceOf(FarmFailure.Invalid.class);
      assertThat(again(drive, layer).settings()).isEqualTo(before);
    }
    for (int order : new int[] {Integer.MIN_VALUE, -1, 0, LayerControl.MAX_ORDER + 1}) {
      assertThat(failureOf(() -> control(drive).setDispatchOrder(layer.id(), order)))
          .isInstanceOf(FarmFailure.Invalid.class);
    }
    assertThat(again(drive, layer).dispatchOrder()).isEqualTo(layer.dispatchOrder());
  }

  private static List<UnaryOperator<LayerSettings>> wrongChanges() {
    Instant far = soon(Duration.ofDays(3_650));
    return List.of(
        settings -> settings.withMinCores(Cores.of(5)),
        settings -> settings.withMinCores(Cores.of(100_001)).withMaxCores(Cores.ZERO),
        settings -> settings.withMemoryBytes(-1024),
        settings -> settings.withMemoryBytes(Long.MAX_VALUE),
        settings -> settings.withGpuMemoryBytes(-1024),
        settings -> settings.withGpus(-1),
        settings -> settings.withGpus(1_025),
        settings -> settings.withMaxGpus(-1),
        settings -> settings.withGpus(3).withMaxGpus(2),
        settings -> settings.withTags(List.of("")),
        settings -> settings.withTags(List.of("fast", "two words")),
        settings -> settings.withTags(List.of("a\nb")),
        settings -> settings.withTimeout(Optional.of(Duration.ofMinutes(-1))),
        settings -> settings.withTimeoutWithoutLog(Optional.of(Duration.ofDays(366))),
        settings -> settings.withStartAfter(Optional.of(new Layer.StartAfter(far, "Set by ada"))));
  }

  @Test
  default void layersThatAreNotThereShouldNotBeChanged() {
    FarmDriver drive = drive(CHANGE_LAYERS);

    assertThat(failureOf(() -> control(drive).change(UNKNOWN_LAYER, s -> s.withThreadable(true))))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> control(drive).setDispatchOrder(UNKNOWN_LAYER, 1)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aTagThatNoHostHasShouldHoldALayerUntilItHasAnother() {
    FarmDriver drive = drive(LAUNCH, PAUSE, CHANGE_LAYERS);
    Job job = held(drive, "tagged", drive.work().succeed());
    LayerId layer = layer(drive, job).id();
    control(drive).change(layer, settings -> settings.withTags(List.of("no_such_host")));
    drive.farm().jobControl().resume(job.id());
    drive.stays("without a host", () -> drive.again(job).frames().waiting() == 1);

    String tag = drive.host().tags().getFirst();
    control(drive).change(layer, settings -> settings.withTags(List.of("no_such_host", tag)));

    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void aLayerShouldWaitForItsTimeUntilItHasNone() {
    FarmDriver drive = drive(LAUNCH, PAUSE, CHANGE_LAYERS);
    Job job = held(drive, "later", drive.work().succeed());
    LayerId layer = layer(drive, job).id();
    control(drive).change(layer, after(soon(Duration.ofHours(1))));
    drive.farm().jobControl().resume(job.id());
    drive.stays("before its time", () -> drive.again(job).frames().waiting() == 1);

    control(drive).change(layer, settings -> settings.withStartAfter(Optional.empty()));

    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void aLayerShouldStartByItselfWhenItsTimeHasCome() {
    FarmDriver drive = drive(LAUNCH, PAUSE, CHANGE_LAYERS);
    Job job = held(drive, "in_time", drive.work().succeed());
    Instant time = soon(Duration.ofSeconds(1));
    control(drive).change(layer(drive, job).id(), after(time));

    drive.farm().jobControl().resume(job.id());

    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.frames(job).getFirst().startTime())
        .hasValueSatisfying(start -> assertThat(start).isAfterOrEqualTo(time));
  }

  @Test
  default void newCoresShouldCountForWhatStartsFromThenOn() {
    FarmDriver drive = drive(LAUNCH, PAUSE, CHANGE_LAYERS, WIDE_LAYERS);
    Cores all = drive.host().totalCores();
    LayerSpec spec = Specs.layer("comp", "1-3", drive.work().untilOpened("end"));
    Job job =
        drive
            .launch(Specs.withPaused(Specs.job("wide", Specs.withCores(spec, Cores.of(0.1))), true))
            .getFirst();
    LayerId layer = layer(drive, job).id();
    control(drive).change(layer, settings -> settings.withMinCores(all));
    drive.farm().jobControl().resume(job.id());
    drive.until("a frame to run", () -> drive.procs(job), procs -> procs.size() == 1);
    drive.stays("one fills the host", () -> drive.procs(job).size() == 1);
    assertThat(drive.procs(job)).extracting(Proc::cores).containsExactly(all);

    control(drive).change(layer, settings -> settings.withMinCores(Cores.of(0.1)));

    assertThat(drive.procs(job)).extracting(Proc::cores).containsExactly(all);
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.frames(job))
        .extracting(Frame::lastCores)
        .containsExactlyInAnyOrder(all, Cores.of(0.1), Cores.of(0.1));
  }

  @Test
  default void layersShouldBeBookedInTheirNewOrder() {
    FarmDriver drive = drive(LAUNCH, PAUSE, CHANGE_LAYERS);
    Cores all = drive.host().totalCores();
    Job job =
        drive
            .launch(
                Specs.withPaused(
                    Specs.job(
                        "ordered",
                        Specs.withCores(Specs.layer("one", "1", drive.work().note("one")), all),
                        Specs.withCores(Specs.layer("two", "1", drive.work().note("two")), all),
                        Specs.withCores(
                            Specs.layer("three", "1", drive.work().note("three")), all)),
                    true))
            .getFirst();
    List<Layer> layers = drive.farm().layers().ofJob(job.id());

    control(drive).setDispatchOrder(layers.getFirst().id(), 50);
    assertThat(names(drive, job)).containsExactly("two", "three", "one");
    assertThat(again(drive, layers.getFirst()).dispatchOrder()).isEqualTo(50);
    control(drive).setDispatchOrder(layers.getLast().id(), layers.get(1).dispatchOrder());
    assertThat(names(drive, job)).containsExactly("three", "two", "one");

    drive.farm().jobControl().resume(job.id());
    drive.await(job, JobState.SUCCEEDED);
    if (!lacks().contains(LAYER_PLACES)) {
      assertThat(drive.work().notes()).containsExactly("three", "two", "one");
    }
  }

  @Test
  default void whatRunsShouldGoOnWhenItsLayerIsHeld() {
    FarmDriver drive = drive(LAUNCH, CHANGE_LAYERS);
    Job job = drive.launch("going_on", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);

    control(drive)
        .change(layer(drive, job).id(), settings -> settings.withTags(List.of("no_such_host")));

    drive.stays("running on", () -> drive.again(job).frames().running() == 1);
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
  }

  private static Job held(FarmDriver drive, String name, String command) {
    return drive
        .launch(Specs.withPaused(Specs.job(name, Specs.layer("comp", "1", command)), true))
        .getFirst();
  }

  private static UnaryOperator<LayerSettings> after(Instant time) {
    return settings ->
        settings.withStartAfter(Optional.of(new Layer.StartAfter(time, "Set by ada")));
  }

  /** In whole seconds, as OpenCue tells times. */
  private static Instant soon(Duration time) {
    return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
  }

  private static List<String> names(FarmDriver drive, Job job) {
    return drive.farm().layers().ofJob(job.id()).stream().map(Layer::name).toList();
  }

  private static Layer layer(FarmDriver drive, Job job) {
    return drive.farm().layers().ofJob(job.id()).getFirst();
  }

  private static Layer again(FarmDriver drive, Layer layer) {
    return drive.farm().layers().byId(layer.id()).orElseThrow();
  }

  private static LayerControl control(FarmDriver drive) {
    return drive.farm().work().layers();
  }
}
