package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.SERVICES;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.Layer;
import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceId;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.ServiceOverrideId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.ServiceOverrides;
import io.farmgate.domain.port.Services;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Specs;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What {@link io.farmgate.domain.port.Services} and {@link
 * io.farmgate.domain.port.ServiceOverrides} mean.
 */
public interface ServicesContract extends FarmUnderTest {
  /** Nothing in it is what a layer gets otherwise. */
  ServiceDefaults PAINTER =
      new ServiceDefaults(
          true,
          Cores.of(1.5),
          Cores.of(2),
          512L << 20,
          0,
          0,
          0,
          List.of("general", "paint"),
          Optional.of(Duration.ofMinutes(90)),
          Optional.of(Duration.ofMinutes(10)),
          64L << 20);

  @Test
  default void theStandardServiceShouldBeThereAndStay() {
    FarmDriver drive = drive(SERVICES);
    Services services = services(drive);

    Service standard = services.byName(Service.STANDARD).orElseThrow();

    assertThat(services.all()).contains(standard);
    assertThat(failureOf(() -> services.delete(standard.id())))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> services.update(standard.id(), "other", standard.defaults())))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(services.byName(Service.STANDARD)).contains(standard);
  }

  @Test
  default void aServiceShouldBeCreatedOnceAndFound() {
    FarmDriver drive = drive(SERVICES);
    Services services = services(drive);
    String name = drive.show();

    Service service = services.create(name, PAINTER);

    assertThat(service.name()).isEqualTo(name);
    assertThat(service.defaults()).isEqualTo(PAINTER);
    assertThat(services.byId(service.id())).contains(service);
    assertThat(services.byName(name)).contains(service);
    assertThat(services.all())
        .contains(service)
        .isSortedAccordingTo(Comparator.comparing(Service::name));
    assertThat(failureOf(() -> services.create(name, PAINTER)))
        .isInstanceOf(FarmFailure.Conflict.class);
    services.delete(service.id());
    assertThat(services.byId(service.id())).isEmpty();
  }

  @Test
  default void aServiceShouldBeReplacedWhole() {
    FarmDriver drive = drive(SERVICES);
    Services services = services(drive);
    ServiceDefaults standard = services.byName(Service.STANDARD).orElseThrow().defaults();
    ServiceId id = services.create(drive.show(), PAINTER).id();
    services.create(drive.show() + "_b", PAINTER);

    services.update(id, drive.show() + "_c", standard);

    assertThat(services.byId(id)).contains(new Service(id, drive.show() + "_c", standard));
    assertThat(services.byName(drive.show())).isEmpty();
    assertThat(failureOf(() -> services.update(id, drive.show() + "_b", standard)))
        .isInstanceOf(FarmFailure.Conflict.class);
  }

  @Test
  default void whatIsNoServiceShouldBeRefused() {
    FarmDriver drive = drive(SERVICES);
    Services services = services(drive);
    Service known = services.create(drive.show(), PAINTER);

    for (String name : List.of("", " ", "a b", "a/b", "a\0", "a".repeat(37))) {
      assertThat(failureOf(() -> services.create(name, PAINTER)))
          .as(name)
          .isInstanceOf(FarmFailure.Invalid.class);
      assertThat(failureOf(() -> services.update(known.id(), name, PAINTER)))
          .as(name)
          .isInstanceOf(FarmFailure.Invalid.class);
    }
    assertThat(services.byId(known.id())).contains(known);
  }

  @Test
  default void aShowShouldHaveItsOwnIdeaOfAService() {
    FarmDriver drive = drive(SERVICES);
    ServiceOverrides overrides = overrides(drive);
    ShowId show = show(drive);

    ServiceOverride override = overrides.create(show, "painter", PAINTER);

    assertThat(override.show()).isEqualTo(drive.show());
    assertThat(override.name()).isEqualTo("painter");
    assertThat(override.defaults()).isEqualTo(PAINTER);
    assertThat(overrides.find(show, "painter")).contains(override);
    assertThat(overrides.ofShow(show)).containsExactly(override);
    assertThat(failureOf(() -> overrides.create(show, "painter", PAINTER)))
        .isInstanceOf(FarmFailure.Conflict.class);
    ServiceDefaults standard = services(drive).byName(Service.STANDARD).orElseThrow().defaults();
    overrides.update(override.id(), "scripts", standard);
    assertThat(overrides.ofShow(show))
        .containsExactly(new ServiceOverride(override.id(), drive.show(), "scripts", standard));
    overrides.delete(override.id());
    assertThat(overrides.ofShow(show)).isEmpty();
  }

  @Test
  default void servicesThatAreNotThereShouldBeNotFound() {
    FarmDriver drive = drive(SERVICES);
    ServiceId unknown = new ServiceId("no-such-service");
    ServiceOverrideId nothing = new ServiceOverrideId("no-such-override");

    assertThat(services(drive).byId(unknown)).isEmpty();
    assertThat(services(drive).byName("no_such")).isEmpty();
    assertThat(overrides(drive).find(show(drive), "no_such")).isEmpty();
    assertThat(overrides(drive).ofShow(new ShowId("no-such-show"))).isEmpty();
    assertThat(failureOf(() -> services(drive).update(unknown, "any", PAINTER)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> services(drive).delete(unknown)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> overrides(drive).create(new ShowId("no-such-show"), "any", PAINTER)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> overrides(drive).update(nothing, "any", PAINTER)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> overrides(drive).delete(nothing)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aLayerShouldTakeOverWhatItsServiceNeeds() {
    FarmDriver drive = drive(SERVICES, LAUNCH);
    String service = services(drive).create(drive.show(), PAINTER).name();

    Layer layer = launched(drive, "painted", "no_such_service", service);

    assertThat(layer.minCores()).isEqualTo(PAINTER.minCores());
    assertThat(layer.maxCores()).isEqualTo(PAINTER.maxCores());
    assertThat(layer.memoryBytes()).isEqualTo(PAINTER.memoryBytes());
    assertThat(layer.threadable()).isTrue();
    assertThat(layer.tags()).isEqualTo(PAINTER.tags());
    assertThat(layer.timeout()).isEqualTo(PAINTER.timeout());
    assertThat(layer.timeoutWithoutLog()).isEqualTo(PAINTER.timeoutWithoutLog());
    assertThat(layer.services()).contains(service);
  }

  @Test
  default void aShowsIdeaOfAServiceShouldCountBeforeTheFarms() {
    FarmDriver drive = drive(SERVICES, LAUNCH);
    ServiceDefaults standard = services(drive).byName(Service.STANDARD).orElseThrow().defaults();
    String service = services(drive).create(drive.show(), standard).name();
    overrides(drive).create(show(drive), service, PAINTER);

    assertThat(launched(drive, "painted", service).memoryBytes()).isEqualTo(PAINTER.memoryBytes());
  }

  @Test
  default void whatALayerSaysItselfShouldCountBeforeItsService() {
    FarmDriver drive = drive(SERVICES, LAUNCH);
    String service = services(drive).create(drive.show(), PAINTER).name();
    LayerSpec own =
        Specs.withCores(
            Specs.withServices(Specs.layer("comp", "1", drive.work().succeed()), service),
            Cores.ONE);

    Layer layer = launched(drive, Specs.job("own", own));

    assertThat(layer.minCores()).isEqualTo(Cores.ONE);
    assertThat(layer.memoryBytes()).isEqualTo(PAINTER.memoryBytes());
  }

  @Test
  default void aLayerOfNoServiceShouldTakeOverTheStandard() {
    FarmDriver drive = drive(SERVICES, LAUNCH);
    ServiceDefaults standard = services(drive).byName(Service.STANDARD).orElseThrow().defaults();

    Layer layer = launched(drive, "plain", "no_such_service");

    assertThat(layer.minCores()).isEqualTo(standard.minCores());
    assertThat(layer.memoryBytes()).isEqualTo(standard.memoryBytes());
    assertThat(layer.services()).containsExactly("no_such_service", Service.STANDARD);
  }

  private static Layer launched(FarmDriver drive, String name, String... services) {
    LayerSpec layer =
        Specs.withServices(Specs.layer("comp", "1", drive.work().succeed()), services);
    return launched(drive, Specs.job(name, layer));
  }

  /** Paused: its host may have none of the tags. */
  private static Layer launched(FarmDriver drive, JobSpec spec) {
    Job job = drive.launch(Specs.withPaused(spec, true)).getFirst();
    Layer layer = drive.farm().layers().ofJob(job.id()).getFirst();
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
    return layer;
  }

  private static ShowId show(FarmDriver drive) {
    return drive.farm().shows().byName(drive.show()).orElseThrow().id();
  }

  private static Services services(FarmDriver drive) {
    return drive.farm().setup().services();
  }

  private static ServiceOverrides overrides(FarmDriver drive) {
    return drive.farm().setup().overrides();
  }
}
