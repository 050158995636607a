package io.farmgate.adapter.http.rpc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.farmgate.adapter.http.rpc.dialect.KeyAlias.Form;
import io.farmgate.adapter.http.rpc.method.Calls;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.adapter.http.rpc.typed.TypedMethods;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SubmitWork;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DialectTableTest {
  private final AccessPolicy policy = new AccessPolicy();
  private final MethodCatalogue catalogue = MethodCatalogue.load();
  private final Methods methods =
      new Methods(
          catalogue,
          new TypedMethods(
              new BrowseFarm(policy),
              new ControlFarm(policy),
              new SubmitWork(policy),
              Clock.systemUTC(),
              catalogue));
  private final Calls calls =
      new Calls(
          new CallFarmMethod(
              policy, (caller, id, farm, method, took, failure) -> {}, Runnable::run));

  @Test
  void everyRowFitsTheContract() {
    assertThat(new Dialect(methods, calls).find("show.ShowInterface/GetShow")).isPresent();
  }

  @Test
  void aRowThatDoesNotFitStopsTheStartAndAllAreNamed() {
    List<DocumentedCall> rows =
        List.of(
            DocumentedCall.alias("show.ShowInterface/GetShow", "show.ShowInterface/NoSuch"),
            DocumentedCall.differs("job.JobInterface/Rename"),
            DocumentedCall.differs("job.JobInterface/GetJobs")
                .key("r.show", "r.showz", Form.NAMES)
                .key("r.shows", "r.users", Form.NAMES),
            DocumentedCall.differs("job.JobInterface/SetPriority"),
            DocumentedCall.differs("job.JobInterface/SetPriority"));

    assertThatIllegalStateException()
        .isThrownBy(() -> new Dialect(methods, calls, rows))
        .withMessageContaining("there is no method show.ShowInterface/NoSuch")
        .withMessageContaining("job.JobInterface/Rename")
        .withMessageContaining("no field r.showz in job.JobGetJobsRequest")
        .withMessageContaining("r.shows is a field of job.JobGetJobsRequest itself")
        .withMessageContaining("job.JobInterface/SetPriority: two rows");
  }

  @Test
  void documentedServiceNamesMeanTheContractsServices() {
    Dialect dialect = new Dialect(methods, calls);

    assertThat(dialect.find("frame.FrameInterface/GetFrame").orElseThrow().path())
        .isEqualTo("job.FrameInterface/GetFrame");
    assertThat(dialect.find("proc.ProcInterface/Kill").orElseThrow().path())
        .isEqualTo("host.ProcInterface/Kill");
    assertThat(dialect.find("frame.FrameInterface/NoSuch")).isEmpty();
    assertThat(dialect.find("frame.FrameInterface")).isEmpty();
    assertThat(dialect.find("")).isEmpty();
  }

  @Test
  void everyDocumentedServiceIsAServiceOfTheContract() {
    assertThat(catalogue.all().stream().map(method -> method.service()).distinct())
        .containsAll(DocumentedCalls.SERVICES.values())
        .doesNotContainAnyElementsOf(DocumentedCalls.SERVICES.keySet());
  }
}
