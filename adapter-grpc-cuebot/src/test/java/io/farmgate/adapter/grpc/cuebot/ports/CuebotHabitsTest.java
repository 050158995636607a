package io.farmgate.adapter.grpc.cuebot.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import io.farmgate.domain.ActionId;
import io.farmgate.domain.Cores;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.DependId;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.HostId;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.wire.department.DeptGetTasksResponse;
import io.farmgate.opencue.wire.depend.Depend;
import io.farmgate.opencue.wire.depend.DependGetDependResponse;
import io.farmgate.opencue.wire.depend.DependType;
import io.farmgate.opencue.wire.filter.Action;
import io.farmgate.opencue.wire.filter.ActionSeq;
import io.farmgate.opencue.wire.filter.ActionType;
import io.farmgate.opencue.wire.filter.ActionValueType;
import io.farmgate.opencue.wire.filter.Filter;
import io.farmgate.opencue.wire.filter.FilterGetActionsResponse;
import io.farmgate.opencue.wire.filter.FilterSeq;
import io.farmgate.opencue.wire.filter.FilterSetOrderRequest;
import io.farmgate.opencue.wire.host.Host;
import io.farmgate.opencue.wire.host.HostGetHostResponse;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitResponse;
import io.farmgate.opencue.wire.job.JobSeq;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.show.Show;
import io.farmgate.opencue.wire.show.ShowFindShowResponse;
import io.farmgate.opencue.wire.show.ShowGetFiltersResponse;
import io.farmgate.opencue.wire.show.ShowGetShowsResponse;
import io.farmgate.opencue.wire.show.ShowSeq;
import io.farmgate.opencue.wire.task.Task;
import io.farmgate.opencue.wire.task.TaskSeq;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a Cuebot answers well to and does not do, or does and should not. */
final class CuebotHabitsTest {
  private static final HostId HOST = new HostId("host");

  private final Map<String, Message> answers = new HashMap<>();
  private final Map<String, FarmFailure> refusals = new HashMap<>();
  private final List<NativeRpc.Call> sent = new ArrayList<>();
  private final FarmCalls calls = new FarmCalls(this::answer, Duration.ofSeconds(5));
  private final HostPort hosts = new HostPort(calls);

  /** Asked to, it takes that tag from the host, and work for that host finds it no more. */
  @Test
  void aHostShouldKeepItsNameAsATag() {
    HostControlPort control = new HostControlPort(calls, hosts, new ProcPort(calls, hosts));
    answers.put(
        "host.HostInterface/GetHost",
        HostGetHostResponse.newBuilder()
            .setHost(
                Host.newBuilder()
                    .setId("host")
                    .setName("r7")
                    .addAllTags(List.of("r7", "gpu", "gpu")))
            .build());

    assertThat(failureOf(() -> control.removeTags(HOST, Set.of("r7"))))
        .isInstanceOf(FarmFailure.Precondition.class);
    assertThat(failureOf(() -> control.renameTag(HOST, "r7", "r8")))
        .isInstanceOf(FarmFailure.Precondition.class);

    assertThat(made()).containsOnly("host.HostInterface/GetHost");
    // Its allocation and its service may give a host the same one.
    assertThat(hosts.byId(HOST).orElseThrow().tags()).containsExactly("r7", "gpu");
  }

  /** It does so for layers on layers and frames on frames, and answers OK to all. */
  @Test
  void whatIsNotTakenBackShouldBeSaid() {
    DependencyPort depends = new DependencyPort(calls);
    Depend.Builder depend = Depend.newBuilder().setId("one").setType(DependType.JOB_ON_JOB);
    answers.put(
        "depend.DependInterface/GetDepend",
        DependGetDependResponse.newBuilder().setDepend(depend).build());

    assertThat(failureOf(() -> depends.unsatisfy(new DependId("one"))))
        .isEqualTo(
            new FarmFailure.Unsupported(
                "the farm does not take back that a dependency of the kind JOB_ON_JOB is"
                    + " satisfied"));

    answers.put(
        "depend.DependInterface/GetDepend",
        DependGetDependResponse.newBuilder().setDepend(depend.setActive(true)).build());
    depends.unsatisfy(new DependId("one"));
  }

  @Test
  void aProcThatIsGoneShouldBeNamed() {
    ProcPort procs = new ProcPort(calls, hosts);
    FarmFailure gone = new FarmFailure.NotFound("the farm has nothing of that id or name");
    refusals.put("host.ProcInterface/Unbook", gone);

    assertThat(failureOf(() -> procs.unbook(new ProcId("nix"))))
        .isEqualTo(FarmFailure.NotFound.of("proc", "nix"));
  }

  /** Of a specification it takes more than one for one. */
  @Test
  void retriesShouldBeSetWhereASpecificationMayNotHaveThem() {
    ShowPort shows = new ShowPort(calls);
    SubmissionPort submissions =
        new SubmissionPort(calls, shows, new JobPort(calls), Optional.empty());
    answers.put(
        "show.ShowInterface/FindShow",
        ShowFindShowResponse.newBuilder()
            .setShow(Show.newBuilder().setId("s").setName("demo"))
            .build());
    answers.put(
        "job.JobInterface/LaunchSpecAndWait",
        JobLaunchSpecAndWaitResponse.newBuilder()
            .setJobs(
                JobSeq.newBuilder()
                    .addJobs(Job.newBuilder().setId("1").setName("demo-sh010-ada_often"))
                    .addJobs(Job.newBuilder().setId("2").setName("demo-sh010-ada_once")))
            .build());

    submissions.launch(submission(job("often", 3), job("once", 1)));

    assertThat(made()).filteredOn(method -> method.endsWith("/SetMaxRetries")).hasSize(1);

    refusals.put("job.JobInterface/SetMaxRetries", FarmFailure.NotFound.of("job", "1"));
    assertThat(submissions.launch(submission(job("often", 3)))).hasSize(1);
  }

  private static Submission submission(JobSpec... jobs) {
    return new Submission(
        "", "demo", "sh010", "ada", OptionalInt.of(1000), "", List.of(jobs), List.of());
  }

  private static JobSpec job(String name, int retries) {
    LayerSpec layer =
        new LayerSpec(
            "comp",
            LayerType.RENDER,
            "true",
            FrameRange.parse("1"),
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    return new JobSpec(
        name,
        false,
        Optional.empty(),
        retries,
        false,
        "",
        Optional.empty(),
        Map.of(),
        List.of(layer));
  }

  /** It puts a filter in front of the one at that place, also where that changes nothing. */
  @Test
  void aFilterShouldBeMovedDownAsFarAsItIsToldTo() throws Exception {
    ShowPort shows = new ShowPort(calls);
    FilterPort filters = new FilterPort(calls, shows, new JobPort(calls));
    Show show = Show.newBuilder().setId("s").setName("demo").build();
    answers.put(
        "show.ShowInterface/GetShows",
        ShowGetShowsResponse.newBuilder().setShows(ShowSeq.newBuilder().addShows(show)).build());
    answers.put(
        "show.ShowInterface/GetFilters",
        ShowGetFiltersResponse.newBuilder()
            .setFilters(
                FilterSeq.newBuilder()
                    .addFilters(Filter.newBuilder().setId("a").setOrder(1))
                    .addFilters(Filter.newBuilder().setId("b").setOrder(2)))
            .build());

    filters.put(new FilterId("a"), 2);
    filters.put(new FilterId("b"), 1);

    List<Integer> places = new ArrayList<>();
    for (NativeRpc.Call call : sent) {
      if (call.method().endsWith("/SetOrder")) {
        places.add(FilterSetOrderRequest.parseFrom(call.request().array()).getOrder());
      }
    }
    assertThat(places).containsExactly(2, 3, 1);
  }

  /** It cannot tell whose an action is that is named by its id. */
  @Test
  void theFilterOfAnActionShouldBeLookedForAmongAll() {
    FilterPort filters = new FilterPort(calls, new ShowPort(calls), new JobPort(calls));
    FilterPartPort parts = new FilterPartPort(calls, filters);
    refusals.put("filter.ActionInterface/GetParentFilter", new FarmFailure.NotFound("nothing"));
    answers.put(
        "show.ShowInterface/GetShows",
        ShowGetShowsResponse.newBuilder()
            .setShows(ShowSeq.newBuilder().addShows(Show.newBuilder().setId("s").setName("demo")))
            .build());
    answers.put(
        "show.ShowInterface/GetFilters",
        ShowGetFiltersResponse.newBuilder()
            .setFilters(FilterSeq.newBuilder().addFilters(Filter.newBuilder().setId("a")))
            .build());
    answers.put(
        "filter.FilterInterface/GetActions",
        FilterGetActionsResponse.newBuilder()
            .setActions(
                ActionSeq.newBuilder()
                    .addActions(
                        Action.newBuilder()
                            .setId("stop")
                            .setType(ActionType.STOP_PROCESSING)
                            .setValueType(ActionValueType.NONE_TYPE)))
            .build());

    assertThat(parts.filterOf(new ActionId("stop")).map(io.farmgate.domain.Filter::id))
        .contains(new FilterId("a"));
    assertThat(parts.filterOf(new ActionId("other"))).isEmpty();
  }

  /** It makes the task, and fails as it tells of it. */
  @Test
  void aTaskThatIsMadeShouldBeTold() {
    TaskPort tasks = new TaskPort(calls);
    DepartmentId department = new DepartmentId("comp");
    refusals.put("department.DepartmentInterface/AddTask", new FarmFailure.Fault("java.lang.Null"));

    assertThat(failureOf(() -> tasks.replace(department, Map.of("sh010", Cores.ONE))))
        .isInstanceOf(FarmFailure.Fault.class);

    answers.put(
        "department.DepartmentInterface/GetTasks",
        DeptGetTasksResponse.newBuilder()
            .setTasks(TaskSeq.newBuilder().addTasks(Task.newBuilder().setId("t").setShot("sh010")))
            .build());
    assertThat(tasks.replace(department, Map.of("sh010", Cores.ONE))).hasSize(1);
  }

  /** It keeps the time at which a job had ended when that goes on, as its frames are retried. */
  @Test
  void aJobThatGoesOnShouldNotHaveEnded() {
    Job.Builder job = Job.newBuilder().setId("1").setName("demo-sh010-ada_comp").setStopTime(9);

    assertThat(JobPort.job(job.setState(JobState.PENDING).build()).stopTime()).isEmpty();
    assertThat(JobPort.job(job.setState(JobState.FINISHED).build()).stopTime()).isPresent();
  }

  private static FarmFailure failureOf(ThrowingCallable call) {
    return catchThrowableOfType(FarmException.class, call).failure();
  }

  private List<String> made() {
    return sent.stream().map(NativeRpc.Call::method).toList();
  }

  private void answer(NativeRpc.Call call, Consumer<NativeRpc.Reply> then) {
    sent.add(call);
    FarmFailure refusal = refusals.get(call.method());
    Message message = answers.get(call.method());
    byte[] bytes = message == null ? new byte[0] : message.toByteArray();
    then.accept(
        refusal == null
            ? new NativeRpc.Reply.Answer(WireBytes.wrap(bytes), List.of())
            : new NativeRpc.Reply.Refused(refusal));
  }
}
