package io.farmgate.opencue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import io.farmgate.opencue.wire.show.ShowGetSubscriptionRequest;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the catalogue knows of OpenCue's methods. */
final class MethodCatalogueTest {
  private final MethodCatalogue catalogue = MethodCatalogue.load();

  @Test
  void shouldKnowEveryMethodOnce() {
    assertThat(catalogue.all())
        .hasSize(304)
        .extracting(RpcMethod::fullName)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(catalogue.all().stream().map(RpcMethod::service).distinct()).hasSize(28);
  }

  @Test
  void shouldFindAMethodByServiceAndName() {
    RpcMethod method = catalogue.find("job.JobInterface", "GetJobs").orElseThrow();

    assertThat(method.fullName()).isEqualTo("job.JobInterface/GetJobs");
    assertThat(method.service()).isEqualTo("job.JobInterface");
    assertThat(method.name()).isEqualTo("GetJobs");
    assertThat(catalogue.find("job.JobInterface/GetJobs")).containsSame(method);
  }

  @Test
  void shouldNameTheDescriptorsOfTheGeneratedClasses() {
    RpcMethod method = catalogue.find("job.JobInterface/GetJobs").orElseThrow();

    assertThat(method.request()).isSameAs(JobGetJobsRequest.getDescriptor());
    assertThat(method.response()).isSameAs(JobGetJobsResponse.getDescriptor());
  }

  @Test
  void shouldNotGuessAMessageFromTheNameOfItsMethod() {
    assertThat(catalogue.find("show.ShowInterface/GetSubscriptions"))
        .get()
        .extracting(RpcMethod::request)
        .isSameAs(ShowGetSubscriptionRequest.getDescriptor());
  }

  @Test
  void shouldNotFindWhatTheContractDoesNotHave() {
    assertThat(catalogue.find("frame.FrameInterface/GetFrame")).isEmpty();
    assertThat(catalogue.find("job.jobinterface/getjobs")).isEmpty();
    assertThat(catalogue.find("/job.JobInterface/GetJobs")).isEmpty();
    assertThat(catalogue.find("")).isEmpty();
  }

  @Test
  void shouldOfferAllButTheFourServicesThatAreNotForClients() {
    assertThat(catalogue.all())
        .filteredOn(method -> method.exposure() != Exposure.OPEN)
        .extracting(RpcMethod::service)
        .containsOnly(
            "monitoring.MonitoringInterface",
            "report.RqdReportInterface",
            "rqd.RqdInterface",
            "rqd.RunningFrame")
        .hasSize(6 + 3 + 17 + 2);
    assertThat(catalogue.all())
        .filteredOn(method -> method.exposure() == Exposure.CLOSED)
        .extracting(RpcMethod::service)
        .containsOnly("report.RqdReportInterface")
        .hasSize(3);
  }

  @Test
  void shouldSayWhyAMethodIsNotOffered() {
    assertThat(catalogue.all())
        .allSatisfy(method ->
            assertThat(method.reason().isBlank()).isEqualTo(method.exposure() == Exposure.OPEN));
  }

  /** A name is a promise to the reader; where it lies, the lie is written down here. */
  @Test
  void shouldTakeAMethodForReadingExactlyIfItsNameSaysSo() {
    List<String> looksWithoutSayingSo =
        List.of("rqd.RqdInterface/ReportStatus", "rqd.RunningFrame/Status");

    assertThat(catalogue.all())
        .filteredOn(method -> method.access() == Access.READ)
        .filteredOn(method -> !method.name().matches("(Get|Find|IsJobPending).*"))
        .extracting(RpcMethod::fullName)
        .containsExactlyElementsOf(looksWithoutSayingSo);
    assertThat(catalogue.all())
        .filteredOn(method -> method.name().matches("(Get|Find|Is).*"))
        .extracting(RpcMethod::access)
        .containsOnly(Access.READ);
  }

  @Test
  void shouldLetPeopleSteerTheirWorkWithoutBeingAdministrators() {
    assertThat(access("job.JobInterface/LaunchSpecAndWait")).isEqualTo(Access.CHANGE);
    assertThat(access("job.JobInterface/Pause")).isEqualTo(Access.CHANGE);
    assertThat(access("job.JobInterface/ShutdownIfCompleted")).isEqualTo(Access.CHANGE);
    assertThat(access("job.JobInterface/RunFilters")).isEqualTo(Access.CHANGE);
    assertThat(access("job.LayerInterface/AddLimit")).isEqualTo(Access.CHANGE);
    assertThat(access("job.FrameInterface/Retry")).isEqualTo(Access.CHANGE);
    assertThat(access("depend.DependInterface/Satisfy")).isEqualTo(Access.CHANGE);
    assertThat(access("comment.CommentInterface/Delete")).isEqualTo(Access.CHANGE);
    assertThat(access("host.HostInterface/Lock")).isEqualTo(Access.CHANGE);
    assertThat(access("host.ProcInterface/UnbookProcs")).isEqualTo(Access.CHANGE);
  }

  @Test
  void shouldKeepTheFarmsStructureForAdministrators() {
    assertThat(access("show.ShowInterface/CreateShow")).isEqualTo(Access.ADMIN);
    assertThat(access("show.ShowInterface/Archive")).isEqualTo(Access.ADMIN);
    assertThat(access("filter.MatcherInterface/Commit")).isEqualTo(Access.ADMIN);
    assertThat(access("service.ServiceOverrideInterface/Update")).isEqualTo(Access.ADMIN);
    assertThat(access("host.OwnerInterface/TakeOwnership")).isEqualTo(Access.ADMIN);
    for (String farmWide :
        List.of(
            "facility.FacilityInterface",
            "facility.AllocationInterface",
            "limit.LimitInterface",
            "service.ServiceInterface",
            "subscription.SubscriptionInterface",
            "department.DepartmentInterface",
            "task.TaskInterface")) {
      assertThat(catalogue.all())
          .filteredOn(method -> method.service().equals(farmWide))
          .extracting(RpcMethod::access)
          .isNotEmpty()
          .doesNotContain(Access.CHANGE);
    }
  }

  /** Two ways to do one thing need one permission, or the weaker one is the real one. */
  @Test
  void shouldAskTheSameForTheSameDeed() {
    assertThat(access("host.HostInterface/SetAllocation"))
        .isEqualTo(access("facility.AllocationInterface/ReparentHosts"));
    assertThat(access("job.JobInterface/SetGroup"))
        .isEqualTo(access("job.GroupInterface/ReparentJobs"));
    assertThat(access("job.JobInterface/RunFilters"))
        .isEqualTo(access("filter.FilterInterface/RunFilterOnJobs"));
    assertThat(access("host.HostInterface/RedirectToJob"))
        .isEqualTo(access("host.ProcInterface/RedirectToJob"));
    assertThat(access("host.HostInterface/Reboot")).isEqualTo(access("host.ProcInterface/Kill"));
  }

  @Test
  void shouldNotLetItsListBeChanged() {
    List<RpcMethod> all = catalogue.all();

    assertThatThrownBy(() -> all.removeFirst()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> all.sort(Comparator.comparing(RpcMethod::name)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private Access access(String method) {
    return catalogue.find(method).orElseThrow().access();
  }
}
