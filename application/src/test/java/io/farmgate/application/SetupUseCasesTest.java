package io.farmgate.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may see and change how a farm is set up, and how it is looked up. */
final class SetupUseCasesTest {
  private static final Caller VIEWER = new Caller("vera", Role.VIEWER);
  private static final Caller OPERATOR = new Caller("otto", Role.OPERATOR);
  private static final Caller ADMIN = new Caller("ada", Role.ADMIN);

  private final AccessPolicy policy = new AccessPolicy();
  private final BrowseSetup browse = new BrowseFarm(policy).setup();
  private final ControlFarm control = new ControlFarm(policy);
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final Farm farm =
      new Farm("memory", "a test", Optional.of(memory.ports()), Optional.empty());

  @BeforeEach
  void createShow() {
    control.createShow(ADMIN, farm, "demo");
  }

  @Test
  void viewersShouldSeeHowTheFarmIsSetUp() {
    AllocationId general = browse.standardAllocation(VIEWER, farm).id();

    assertThat(browse.allocations(VIEWER, farm)).hasSize(1);
    assertThat(browse.allocationsOf(VIEWER, farm, "local")).hasSize(1);
    assertThat(browse.allocationKnownAs(VIEWER, farm, "local.general").id()).isEqualTo(general);
    assertThat(browse.allocationKnownAs(VIEWER, farm, general.value()).id()).isEqualTo(general);
    assertThat(browse.hostsOf(VIEWER, farm, general)).hasSize(1);
    assertThat(browse.subscriptionsTo(VIEWER, farm, general)).hasSize(1);
    assertThat(browse.subscriptionNamed(VIEWER, farm, "local.general.demo").show())
        .isEqualTo("demo");
    assertThat(browse.services(VIEWER, farm)).hasSize(1);
    assertThat(browse.serviceKnownAs(VIEWER, farm, "default").name()).isEqualTo("default");
    assertThat(browse.limits(VIEWER, farm)).isEmpty();
  }

  @Test
  void onlyAdminsShouldChangeHowTheFarmIsSetUp() {
    for (Caller caller : List.of(VIEWER, OPERATOR)) {
      assertFailure(
          FarmFailure.Forbidden.class,
          () ->
              control
                  .setup()
                  .make(caller, farm, "create a limit", ports -> ports.limits().create("a", 1)));
      assertFailure(
          FarmFailure.Forbidden.class,
          () ->
              control
                  .setup()
                  .change(caller, farm, "delete a limit", ports -> ports.limits().delete("a")));
    }
    control.setup().make(ADMIN, farm, "create a limit", ports -> ports.limits().create("a", 1));
    assertThat(browse.limitNamed(VIEWER, farm, "a").maxRunning()).isEqualTo(1);
  }

  @Test
  void operatorsShouldRunFilters() {
    FilterId filter =
        control
            .setup()
            .make(
                ADMIN,
                farm,
                "create a filter",
                ports ->
                    ports
                        .filters()
                        .create(memory.ports().shows().byName("demo").orElseThrow().id(), "f"))
            .id();

    control.runFilter(OPERATOR, farm, filter, Set.of());
    assertFailure(
        FarmFailure.Forbidden.class, () -> control.runFilter(VIEWER, farm, filter, Set.of()));
    assertThat(browse.matchers(VIEWER, farm, filter)).isEmpty();
    assertThat(browse.actions(VIEWER, farm, filter)).isEmpty();
  }

  @Test
  void whatIsNotThereShouldBeNotFound() {
    ShowId nowhere = new ShowId("nix");
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> browse.facility(VIEWER, farm, "nix"),
            () -> browse.allocationsOf(VIEWER, farm, "nix"),
            () -> browse.allocationKnownAs(VIEWER, farm, ""),
            () -> browse.hostsOf(VIEWER, farm, new AllocationId("nix")),
            () -> browse.subscriptionsTo(VIEWER, farm, new AllocationId("nix")),
            () -> browse.subscriptionsOf(VIEWER, farm, nowhere),
            () -> browse.subscriptionNamed(VIEWER, farm, "local.general.nix"),
            () -> browse.limit(VIEWER, farm, new LimitId("nix")),
            () -> browse.serviceKnownAs(VIEWER, farm, ""),
            () -> browse.overrides(VIEWER, farm, nowhere),
            () -> browse.filters(VIEWER, farm, nowhere),
            () -> browse.matchers(VIEWER, farm, new FilterId("nix")),
            () -> browse.actions(VIEWER, farm, new FilterId("nix")))) {
      assertFailure(FarmFailure.NotFound.class, call);
    }
    assertFailure(
        FarmFailure.Invalid.class, () -> browse.subscriptionNamed(VIEWER, farm, "general.demo"));
  }

  private static void assertFailure(Class<? extends FarmFailure> expected, ThrowingCallable call) {
    FarmException refusal = catchThrowableOfType(FarmException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.failure()).isInstanceOf(expected);
  }
}
