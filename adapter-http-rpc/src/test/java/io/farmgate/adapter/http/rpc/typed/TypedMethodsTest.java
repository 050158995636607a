package io.farmgate.adapter.http.rpc.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SubmitWork;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.Clock;
import org.junit.jupiter.api.Test;

final class TypedMethodsTest {

  @Test
  void everyHandlerFitsTheContract() {
    AccessPolicy policy = new AccessPolicy();
    TypedMethods methods =
        new TypedMethods(
            new BrowseFarm(policy),
            new ControlFarm(policy),
            new SubmitWork(policy),
            Clock.systemUTC(),
            MethodCatalogue.load());

    assertThat(methods.names()).hasSizeGreaterThan(45);
    assertThat(methods.find("show.ShowInterface/GetShows")).isPresent();
    assertThat(methods.find("show.ShowInterface/Archive")).isEmpty();
  }
}
