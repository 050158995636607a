package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes are made once for each path that there is, however many others are asked for. */
class RpcRoutesTest {
  private final AccessPolicy policy = new AccessPolicy();
  private final RpcApi api =
      new RpcApi(
          new RpcConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, "gate1", 77),
          new Farms(
              List.of(
                  new Farm(
                      "local",
                      "farm in memory",
                      Optional.of(new InMemoryFarm(Clock.systemUTC()).ports()),
                      Optional.empty()))),
          MethodCatalogue.load(),
          new CallFarmMethod(
              policy, (caller, id, farm, method, took, failure) -> {}, Runnable::run),
          new BrowseFarm(policy),
          new ControlFarm(policy),
          new SubmitWork(policy));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/show.ShowInterface/GetShows",
        "/flat/show.ShowInterface/GetShows",
        "/frame.FrameInterface/GetFrame",
        "/farms/local/show.ShowInterface/GetShows",
        "/farms/local/flat/show.ShowInterface/GetShows",
      })
  void aPathThatIsThereKeepsItsRoute(String path) {
    assertThat(api.route(path)).isNotNull().isSameAs(api.route(path));
  }

  @Test
  void pathsThatMeanTheSameMethodHaveRoutesOfTheirOwn() {
    assertThat(api.route("/flat/show.ShowInterface/GetShows"))
        .isNotSameAs(api.route("/show.ShowInterface/GetShows"));
  }

  @Test
  void aFarmThatIsNotThereKeepsNothing() {
    String path = "/farms/made-up/show.ShowInterface/GetShows";

    assertThat(api.route(path)).isNotNull().isNotSameAs(api.route(path));
  }

  @Test
  void aMethodThatIsNotThereHasNoRoute() {
    assertThat(api.route("/show.ShowInterface/GetNothing")).isNull();
    assertThat(api.route("/show.ShowInterface/GetNothing")).isNull();
  }
}
