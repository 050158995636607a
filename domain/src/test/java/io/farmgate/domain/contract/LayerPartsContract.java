package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LAYER_LIMITS;
import static io.farmgate.domain.contract.Capability.LIMITS;
import static io.farmgate.domain.contract.Capability.OUTPUTS;
import static io.farmgate.domain.contract.Capability.PAUSE;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.contract.LayerControlContract.UNKNOWN_LAYER;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.LayerLimits;
import io.farmgate.domain.port.LayerOutputs;
import io.farmgate.domain.spec.Specs;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link LayerLimits} and {@link LayerOutputs} mean. */
public interface LayerPartsContract extends FarmUnderTest {
  /** A limit that no farm gave an id. */
  LimitId UNKNOWN_LIMIT = new LimitId("no-such-limit");

  @Test
  default void aLimitShouldHoldALayerUntilItIsTakenAway() {
    FarmDriver drive = drive(LAUNCH, PAUSE, LIMITS, LAYER_LIMITS);
    Limit limit = drive.farm().setup().limits().create(drive.show(), 0);
    Job job =
        drive
            .launch(
                Specs.withPaused(
                    Specs.job("held", Specs.layer("comp", "1", drive.work().succeed())), true))
            .getFirst();
    LayerId layer = layer(drive, job);

    limits(drive).add(layer, limit.id());
    limits(drive).add(layer, limit.id());

    assertThat(limits(drive).ofLayer(layer)).containsExactly(limit);
    assertThat(drive.farm().layers().byId(layer).orElseThrow().limits())
        .containsExactly(limit.name());
    drive.farm().jobControl().resume(job.id());
    drive.stays("held", () -> drive.again(job).frames().waiting() == 1);

    limits(drive).drop(layer, limit.id());
    limits(drive).drop(layer, limit.id());

    assertThat(limits(drive).ofLayer(layer)).isEmpty();
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void whatRunsShouldCountUnderALimitFromThenOn() {
    FarmDriver drive = drive(LAUNCH, LIMITS, LAYER_LIMITS);
    LimitId limit = drive.farm().setup().limits().create(drive.show(), 1).id();
    Job job =
        drive
            .launch(Specs.job("counted", Specs.layer("comp", "1", drive.work().untilOpened("end"))))
            .getFirst();
    drive.await(job, FrameState.RUNNING);
    LayerId layer = layer(drive, job);

    limits(drive).add(layer, limit);
    assertThat(running(drive, limit)).isEqualTo(1);
    limits(drive).drop(layer, limit);
    assertThat(running(drive, limit)).isZero();
    limits(drive).add(layer, limit);

    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    assertThat(running(drive, limit)).isZero();
  }

  @Test
  default void limitsAndLayersThatAreNotThereShouldNotBeTied() {
    FarmDriver drive = drive(LAUNCH, LIMITS, LAYER_LIMITS);
    LimitId limit = drive.farm().setup().limits().create(drive.show(), 1).id();
    LayerId layer = layer(drive, drive.launch("untied", "1", drive.work().succeed()));

    refusedAsUnknown(() -> limits(drive).add(layer, UNKNOWN_LIMIT));
    refusedAsUnknown(() -> limits(drive).drop(layer, UNKNOWN_LIMIT));
    refusedAsUnknown(() -> limits(drive).add(UNKNOWN_LAYER, limit));
    refusedAsUnknown(() -> limits(drive).drop(UNKNOWN_LAYER, limit));
    refusedAsUnknown(() -> limits(drive).ofLayer(UNKNOWN_LAYER));
    assertThat(limits(drive).ofLayer(layer)).isEmpty();
  }

  @Test
  default void pathsOfResultsShouldBeKeptInTheirOrder() {
    FarmDriver drive = drive(LAUNCH, OUTPUTS);
    LayerId layer = layer(drive, drive.launch("writing", "1", drive.work().succeed()));
    assertThat(outputs(drive).ofLayer(layer)).isEmpty();

    outputs(drive).register(layer, "/shots/sh010/z.#.exr");
    outputs(drive).register(layer, "/shots/sh010/ä b.%04d.exr");
    outputs(drive).register(layer, "/shots/sh010/z.#.exr");

    assertThat(outputs(drive).ofLayer(layer))
        .containsExactly("/shots/sh010/z.#.exr", "/shots/sh010/ä b.%04d.exr");
  }

  @Test
  default void whatIsNoPathOrOfNoLayerShouldBeRefused() {
    FarmDriver drive = drive(LAUNCH, OUTPUTS);
    LayerId layer = layer(drive, drive.launch("silent", "1", drive.work().succeed()));

    for (String wrong : List.of("", " ", "/a\nb", "/a\0b", "/" + "a".repeat(4_096))) {
      assertThat(failureOf(() -> outputs(drive).register(layer, wrong)))
          .isInstanceOf(FarmFailure.Invalid.class);
    }
    refusedAsUnknown(() -> outputs(drive).register(UNKNOWN_LAYER, "/a"));
    refusedAsUnknown(() -> outputs(drive).ofLayer(UNKNOWN_LAYER));
    assertThat(outputs(drive).ofLayer(layer)).isEmpty();
  }

  private static void refusedAsUnknown(ThrowingCallable call) {
    assertThat(failureOf(call)).isInstanceOf(FarmFailure.NotFound.class);
  }

  private static int running(FarmDriver drive, LimitId limit) {
    return drive.farm().setup().limits().byId(limit).orElseThrow().running();
  }

  private static LayerId layer(FarmDriver drive, Job job) {
    return drive.farm().layers().ofJob(job.id()).getFirst().id();
  }

  private static LayerLimits limits(FarmDriver drive) {
    return drive.farm().work().layerLimits();
  }

  private static LayerOutputs outputs(FarmDriver drive) {
    return drive.farm().work().outputs();
  }
}
