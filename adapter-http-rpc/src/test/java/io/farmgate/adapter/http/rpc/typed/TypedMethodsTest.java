package io.farmgate.adapter.http.rpc.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SubmitWork;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TypedMethodsTest {

  private final AccessPolicy policy = new AccessPolicy();
  private final TypedMethods methods =
      new TypedMethods(
          new BrowseFarm(policy),
          new ControlFarm(policy),
          new SubmitWork(policy),
          Clock.systemUTC(),
          MethodCatalogue.load());

  @Test
  void everyHandlerFitsTheContract() {
    assertThat(methods.names()).hasSizeGreaterThan(45);
    assertThat(methods.find("show.ShowInterface/GetShows")).isPresent();
    assertThat(methods.find("show.ShowInterface/SetSchedulerManaged")).isEmpty();
  }

  @Test
  void reasonsAreGivenForWhatIsInTheContractAndHasNoHandler() {
    Unserved unserved = Unserved.load();

    for (String row : unserved.rows()) {
      assertThat(MethodCatalogue.load().all())
          .as(row)
          .anyMatch(method ->
              (method.fullName().equals(row) || method.service().equals(row))
                  && methods.find(method.fullName()).isEmpty());
      assertThat(methods.find(row)).as(row).isEmpty();
    }
    assertThat(unserved.reason("show.ShowInterface/SetSchedulerManaged")).isPresent();
    assertThat(unserved.reason("show.ShowInterface/GetShows")).isEmpty();
  }

  @Test
  void servicesOfTheWholeFarmAreServedButForWhatHasAReason() {
    Unserved unserved = Unserved.load();
    Set<String> services =
        Set.of(
            "show.ShowInterface",
            "facility.FacilityInterface",
            "facility.AllocationInterface",
            "subscription.SubscriptionInterface",
            "limit.LimitInterface",
            "service.ServiceInterface",
            "service.ServiceOverrideInterface",
            "filter.FilterInterface",
            "filter.MatcherInterface",
            "filter.ActionInterface",
            "host.HostInterface",
            "host.ProcInterface",
            "host.DeedInterface",
            "comment.CommentInterface",
            "job.GroupInterface",
            "cue.CueInterface",
            "host.OwnerInterface",
            "department.DepartmentInterface",
            "task.TaskInterface");

    assertThat(MethodCatalogue.load().all())
        .filteredOn(method -> services.contains(method.service()))
        .filteredOn(method -> methods.find(method.fullName()).isEmpty())
        .allSatisfy(method -> assertThat(unserved.reason(method.fullName())).isPresent());
  }
}
