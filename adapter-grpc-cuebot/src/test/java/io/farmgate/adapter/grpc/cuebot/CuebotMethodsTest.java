package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmFailure.Outcome;
import io.farmgate.opencue.protocol.Access;
import io.farmgate.opencue.protocol.Exposure;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CuebotMethodsTest {
  private final MethodCatalogue catalogue = MethodCatalogue.load();
  private final CuebotMethods methods = new CuebotMethods(catalogue);

  @Test
  void readsShouldBeThoseOfTheReviewedTable() {
    assertThat(methods.reads("job.JobInterface/GetJobs")).isTrue();
    assertThat(methods.reads("job.JobInterface/Kill")).isFalse();
    assertThat(methods.reads("job.JobInterface/NoSuchMethod")).isFalse();
    assertThat(methods.reads("nothing")).isFalse();
  }

  @Test
  void everyOpenChangeShouldNameAnOpenReadThatShowsIt() {
    for (RpcMethod method : catalogue.all()) {
      if (method.access() == Access.READ || method.exposure() != Exposure.OPEN) {
        continue;
      }
      Optional<RpcMethod> read = CuebotMethods.ask(method.fullName()).flatMap(catalogue::find);
      assertThat(read).as(method.fullName()).isPresent();
      assertThat(read.orElseThrow().access()).as(method.fullName()).isEqualTo(Access.READ);
      assertThat(read.orElseThrow().exposure()).as(method.fullName()).isEqualTo(Exposure.OPEN);
    }
  }

  @Test
  void lostChangeShouldBeUnknownAndLostReadNoMatter() {
    assertThat(methods.outcomeOfLost("job.JobInterface/Kill"))
        .isEqualTo(new Outcome.Unknown(Optional.of("job.JobInterface/GetJob")));
    assertThat(methods.outcomeOfLost("job.JobInterface/GetJob")).isEqualTo(Outcome.NOT_SAID);
    assertThat(methods.outcomeOfLost("new.Interface/Thing")).isEqualTo(Outcome.UNKNOWN);
  }
}
