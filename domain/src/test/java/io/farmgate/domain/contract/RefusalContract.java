package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.depend;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.node;
import static io.farmgate.domain.spec.Specs.withDepends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.farmgate.domain.ActionId;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import io.farmgate.domain.Cores;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.DependId;
import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.FrameDisplay;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LendingId;
import io.farmgate.domain.LentAmounts;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.MatcherId;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.ServiceId;
import io.farmgate.domain.ServiceOverrideId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Allocations;
import io.farmgate.domain.port.Departments;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.port.Dependencies;
import io.farmgate.domain.port.Facilities;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FilterParts;
import io.farmgate.domain.port.Filters;
import io.farmgate.domain.port.FrameMarks;
import io.farmgate.domain.port.FrameNotes;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.GroupEdit;
import io.farmgate.domain.port.HostControl;
import io.farmgate.domain.port.LaunchKey;
import io.farmgate.domain.port.Lendings;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Subscriptions;
import io.farmgate.domain.port.Tasks;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Reordering;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.Specs;
import io.farmgate.domain.spec.Submission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a farm lacks it says, in the same words each time and before it looks at anything else. */
public interface RefusalContract extends FarmUnderTest {
  /** What no single call asks for. */
  Set<Capability> UNASKED =
      Set.of(
          Capability.RETRY_FINISHED_JOBS,
          Capability.HOLD_AGAIN,
          Capability.HOLD_SHOWS,
          Capability.PARTS_OF_CORES,
          Capability.FREE_RETRIES,
          Capability.LET_GO_BY_EATING,
          Capability.HOLD_JOBS_AGAIN,
          Capability.LEND_LOCKED_HOSTS,
          Capability.LAYER_ACTIONS,
          Capability.LAYERS_IN_PAGES,
          Capability.BOOK_UNTAGGED,
          Capability.FREE_FACILITIES,
          Capability.EXACT_MAXIMA,
          Capability.LAYER_PLACES,
          Capability.FREE_NAMES,
          Capability.WHOLE_SHOWS,
          Capability.LONG_CIRCLES,
          Capability.REFUSE_FOREIGN_GROUPS,
          Capability.CHANGE_TASKS,
          Capability.SUBSCRIBE_ALL,
          Capability.WIDE_LAYERS,
          Capability.COUNT_UNBOOKED,
          Capability.KEEP_PLACES,
          Capability.SHOW_DEFAULTS,
          Capability.ARCHIVED_NAMES,
          Capability.DIVIDE_CORES,
          Capability.KNOW_COMMENTS);

  @TestFactory
  default Stream<DynamicTest> whatTheFarmLacksShouldBeRefusedAsUnsupported() {
    Stream<DynamicTest> refusals =
        lacks().stream()
            .filter(lacking -> !UNASKED.contains(lacking))
            .map(lacking ->
                dynamicTest(
                    lacking.name(),
                    () ->
                        assertThat(failureOf(() -> attempt(lacking)))
                            .isInstanceOf(FarmFailure.Unsupported.class)));
    return Stream.concat(
        Stream.of(dynamicTest("lacks() is steady", () -> assertThat(lacks()).isEqualTo(lacks()))),
        refusals);
  }

  private void attempt(Capability lacking) {
    FarmPorts farm = farm();
    JobId job = new JobId("any-job");
    FrameQuery frames = FrameQuery.of(job);
    switch (lacking) {
      case CREATE_SHOWS -> farm.shows().create("any_show");
      case DEFAULT_CORES ->
          farm.shows().setDefaultCores(new ShowId("any-show"), Cores.ONE, Cores.ONE);
      case LAUNCH -> farm.submissions().launch(submission(1));
      case DEPENDS ->
          farm.submissions()
              .launch(
                  withDepends(
                      submission(1),
                      depend(Kind.JOB_ON_JOB, node("any"), node("some-sh1-ada_job"))));
      case CHANGE_DEPENDS -> {
        Dependencies depends = farm.work().dependencies();
        assertRefused(() -> depends.createFrameByFrame(new LayerId("a"), new LayerId("b"), false));
        assertRefused(() -> depends.satisfy(new DependId("any-depend")));
        assertRefused(() -> depends.unsatisfy(new DependId("any-depend")));
        assertRefused(() -> depends.drop(WorkRef.of(job), Depend.Where.ANYWHERE));
        assertRefused(() -> depends.dropWaitingFor(WorkRef.of(job)));
        depends.create(WorkRef.of(job), WorkRef.of(new JobId("another-job")));
      }
      case MARK_FRAMES -> {
        FrameMarks marks = farm.work().frameMarks();
        assertRefused(() -> marks.markDepend(new FrameId("any-frame")));
        assertRefused(() -> marks.markDone(frames));
        marks.markWaiting(frames);
      }
      case ORDER_FRAMES -> {
        Reordering how = new Reordering.First(FrameRange.parse("1"));
        assertRefused(() -> farm.work().frameOrder().reorder(new LayerId("any-layer"), how));
        farm.work().frameOrder().reorder(job, how);
      }
      case NOTE_FRAMES -> {
        FrameNotes notes = farm.work().frameNotes();
        FrameId frame = new FrameId("any-frame");
        assertRefused(
            () -> notes.setDisplay(frame, FrameDisplay.asked(FrameState.DEAD, "text", 0, 0, 0)));
        notes.setCheckpoint(frame, Checkpoint.State.ENABLED);
      }
      case CHUNKS -> farm.submissions().launch(submission(2));
      case PAUSE -> farm.jobControl().pause(job);
      case PRIORITY -> farm.jobControl().setPriority(job, 1);
      case MAX_RETRIES -> farm.jobControl().setMaxRetries(job, 1);
      case AUTO_EAT -> farm.jobControl().setAutoEat(job, true);
      case JOB_CORES -> farm.jobControl().setCores(job, Cores.ONE, Cores.ONE);
      case KILL_JOBS -> farm.jobControl().kill(job, REASON);
      case RETRY_FRAMES,
          RETRY_FINISHED_JOBS,
          HOLD_AGAIN,
          HOLD_SHOWS,
          PARTS_OF_CORES,
          FREE_RETRIES,
          LET_GO_BY_EATING,
          HOLD_JOBS_AGAIN,
          LEND_LOCKED_HOSTS,
          LAYER_ACTIONS,
          LAYERS_IN_PAGES,
          BOOK_UNTAGGED,
          FREE_FACILITIES,
          EXACT_MAXIMA,
          LAYER_PLACES,
          FREE_NAMES,
          WHOLE_SHOWS,
          LONG_CIRCLES,
          REFUSE_FOREIGN_GROUPS,
          CHANGE_TASKS,
          SUBSCRIBE_ALL,
          WIDE_LAYERS,
          COUNT_UNBOOKED,
          KEEP_PLACES,
          SHOW_DEFAULTS,
          ARCHIVED_NAMES,
          DIVIDE_CORES,
          KNOW_COMMENTS ->
          farm.frameControl().retry(frames, REASON);
      case KILL_FRAMES -> farm.frameControl().kill(frames, REASON);
      case EAT_FRAMES -> farm.frameControl().eat(frames, REASON);
      case READ_LOGS -> farm.logs().open(new FrameId("any-frame"), Optional.of(job));
      case KILL_PROCS -> farm.procs().kill(new ProcId("any-proc"), REASON);
      case UNBOOK_PROCS -> farm.procs().unbook(new ProcId("any-proc"));
      case GROUPS -> {
        GroupId group = new GroupId("any-group");
        assertRefused(() -> farm.groups().create(group, "any"));
        assertRefused(() -> farm.groups().delete(group));
        assertRefused(() -> farm.groups().rename(group, "any"));
        assertRefused(() -> farm.groups().moveGroups(group, Set.of(group)));
        assertRefused(() -> farm.groups().move(group, Set.of(job)));
        GroupEdit edit = new GroupEdit(Optional.of("any"), Optional.empty(), Optional.empty());
        assertRefused(() -> farm.groups().edit(group, edit));
        farm.groups().change(group, settings -> settings);
      }
      case OWNERS -> {
        OwnerId owner = new OwnerId("any-owner");
        assertRefused(() -> farm.owners().create(new ShowId("any-show"), "any"));
        assertRefused(() -> farm.owners().setShow(owner, new ShowId("any-show")));
        assertRefused(() -> farm.owners().delete(owner));
        assertRefused(() -> farm.deeds().give(new HostId("any-host"), owner));
        farm.deeds().end(new DeedId("any-deed"));
      }
      case QUOTAS -> farm.owners().changeQuota(new OwnerId("any-owner"), quota -> quota);
      case ALLOCATIONS -> attemptToDivide(farm);
      case REBOOT_IDLE_HOSTS -> farm.work().hosts().rebootWhenIdle(new HostId("any-host"));
      case REBOOT_HOSTS -> farm.work().hosts().reboot(farm.hosts().all().getFirst().id());
      case CHANGE_HOSTS -> attemptToChangeHosts(farm.work().hosts());
      case REDIRECT_PROCS -> {
        assertRefused(() -> farm.work().redirects().toJob(new ProcId("any-proc"), job));
        assertRefused(
            () -> farm.work().redirects().toGroup(new ProcId("any-proc"), new GroupId("any")));
        farm.work().redirects().clear(new ProcId("any-proc"));
      }
      case COMMENTS -> {
        assertRefused(() -> farm.work().comments().add(Commented.of(job), "ada", "any", "any"));
        assertRefused(() -> farm.work().comments().change(new CommentId("any"), "any", "any"));
        farm.work().comments().delete(new CommentId("any"));
      }
      case LIMITS -> {
        assertRefused(() -> farm.setup().limits().create("any", 1));
        assertRefused(() -> farm.setup().limits().rename("any", "other"));
        assertRefused(() -> farm.setup().limits().setMaxRunning("any", 1));
        farm.setup().limits().delete("any");
      }
      case LAUNCH_KEYS ->
          farm.submissions()
              .launchOnce(submission(1), new LaunchKey("ada", "any-key", "d"), jobs -> "");
      case REVERSED_FRAMES -> farm.frames().page(frames, true, PageRequest.first(1));
      case SERVICES -> attemptToServe(farm);
      case FILTERS -> attemptToFilter(farm);
      case LEND_HOSTS -> attemptToLend(farm.work().lendings(), job);
      case DEPARTMENTS -> attemptToPromise(farm);
      case DELETE_DEPARTMENTS -> farm.setup().departments().delete(new DepartmentId("any"));
      case CHANGE_SHOWS -> {
        ShowId show = new ShowId("any-show");
        assertRefused(() -> farm.setup().shows().setActive(show, true));
        assertRefused(() -> farm.setup().shows().setBooking(show, true));
        assertRefused(() -> farm.setup().shows().setDispatching(show, true));
        assertRefused(() -> farm.setup().shows().setCommentEmail(show, ""));
        assertRefused(() -> farm.setup().shows().setDefaultGpus(show, 0, 0));
        assertRefused(() -> farm.setup().shows().archive(show, "any"));
        farm.setup().shows().delete(show);
      }
      case CHANGE_LAYERS -> {
        LayerId layer = new LayerId("any-layer");
        assertRefused(() -> farm.work().layers().setDispatchOrder(layer, 1));
        farm.work().layers().change(layer, settings -> settings);
      }
      case LAYER_LIMITS -> {
        LayerId layer = new LayerId("any-layer");
        assertRefused(() -> farm.work().layerLimits().add(layer, new LimitId("any-limit")));
        farm.work().layerLimits().drop(layer, new LimitId("any-limit"));
      }
      case OUTPUTS -> farm.work().outputs().register(new LayerId("any-layer"), "/any");
      case JOB_GPUS -> {
        assertRefused(() -> farm.work().jobs().setMinGpus(job, 1));
        farm.work().jobs().setMaxGpus(job, 1);
      }
      case SUBSCRIBERS -> farm.work().jobs().addSubscriber(job, "ada@example.com");
      case JOB_UPKEEP -> {
        assertRefused(() -> farm.work().jobs().runFilters(job));
        farm.work().jobs().finishIfDone(job);
      }
      case LOCK_HOSTS -> farm.hosts().setLock(new HostId("any-host"), Host.LockState.LOCKED);
    }
  }

  private static void attemptToDivide(FarmPorts farm) {
    Facilities facilities = farm.setup().facilities();
    assertRefused(() -> facilities.create("any"));
    assertRefused(() -> facilities.rename("any", "other"));
    assertRefused(() -> facilities.delete("any"));
    Allocations allocations = farm.setup().allocations();
    AllocationId allocation = new AllocationId("any-allocation");
    assertRefused(() -> allocations.create("any", "any", "any"));
    assertRefused(() -> allocations.rename(allocation, "any"));
    assertRefused(() -> allocations.setTag(allocation, "any"));
    assertRefused(() -> allocations.setBillable(allocation, true));
    assertRefused(() -> allocations.setStandard(allocation));
    assertRefused(() -> allocations.moveHosts(allocation, Set.of(new HostId("any-host"))));
    assertRefused(() -> allocations.delete(allocation));
    Subscriptions subscriptions = farm.setup().subscriptions();
    SubscriptionId subscription = new SubscriptionId("any-subscription");
    assertRefused(
        () -> subscriptions.create(new ShowId("any-show"), allocation, Cores.ONE, Cores.ONE));
    assertRefused(() -> subscriptions.setSize(subscription, Cores.ONE));
    assertRefused(() -> subscriptions.setBurst(subscription, Cores.ONE));
    subscriptions.delete(subscription);
  }

  private static void attemptToChangeHosts(HostControl hosts) {
    HostId host = new HostId("any-host");
    assertRefused(() -> hosts.addTags(host, Set.of("any")));
    assertRefused(() -> hosts.removeTags(host, Set.of("any")));
    assertRefused(() -> hosts.renameTag(host, "any", "other"));
    assertRefused(() -> hosts.setHardwareState(host, Host.HardwareState.REPAIR));
    assertRefused(() -> hosts.setThreadMode(host, Host.ThreadMode.ALL));
    assertRefused(() -> hosts.setOs(host, "any"));
    assertRefused(() -> hosts.rebootWhenIdle(host));
    hosts.delete(host);
  }

  private static void attemptToFilter(FarmPorts farm) {
    Filters filters = farm.setup().filters();
    FilterId filter = new FilterId("any-filter");
    assertRefused(() -> filters.create(new ShowId("any-show"), "any"));
    assertRefused(() -> filters.rename(filter, "any"));
    assertRefused(() -> filters.setQuorum(filter, Filter.Quorum.ANY));
    assertRefused(() -> filters.setEnabled(filter, true));
    assertRefused(() -> filters.put(filter, 1));
    assertRefused(() -> filters.move(filter, 1));
    assertRefused(() -> filters.run(filter, Set.of(new JobId("any-job"))));
    FilterParts parts = farm.setup().filterParts();
    assertRefused(() -> parts.addMatcher(filter, FiltersContract.ANY_JOB));
    assertRefused(() -> parts.setMatcher(new MatcherId("any"), FiltersContract.ANY_JOB));
    assertRefused(() -> parts.deleteMatcher(new MatcherId("any")));
    assertRefused(() -> parts.addAction(filter, new JobEdit.Stop()));
    assertRefused(() -> parts.setAction(new ActionId("any"), new JobEdit.Stop()));
    assertRefused(() -> parts.deleteAction(new ActionId("any")));
    filters.delete(filter);
  }

  private static void attemptToLend(Lendings lendings, JobId job) {
    LendingId lending = new LendingId("any-lending");
    LentAmounts part = new LentAmounts(Cores.ONE, 1L << 30, 0, 0);
    assertRefused(() -> lendings.lend(WorkRef.of(job), "any", "ada", 1, part));
    assertRefused(() -> lendings.change(lending, part));
    lendings.end(lending);
  }

  private static void attemptToPromise(FarmPorts farm) {
    Departments departments = farm.setup().departments();
    DepartmentId department = new DepartmentId("any-department");
    assertRefused(() -> departments.addName("any"));
    assertRefused(() -> departments.removeName("any"));
    assertRefused(() -> departments.manage(department, "any", Cores.ONE));
    assertRefused(() -> departments.setManagedCores(department, Cores.ONE));
    assertRefused(() -> departments.stopManaging(department));
    assertRefused(() -> departments.delete(department));
    Tasks tasks = farm.setup().tasks();
    assertRefused(() -> tasks.add(department, Map.of("any", Cores.ONE)));
    assertRefused(() -> tasks.replace(department, Map.of("any", Cores.ONE)));
    assertRefused(() -> tasks.clear(department));
    assertRefused(() -> tasks.clearAdjustments(department));
    assertRefused(() -> tasks.setMinCores(new TaskId("any-task"), Cores.ONE));
    assertRefused(() -> tasks.clearAdjustment(new TaskId("any-task")));
    tasks.delete(new TaskId("any-task"));
  }

  private static void attemptToServe(FarmPorts farm) {
    ServiceId service = new ServiceId("any-service");
    ServiceOverrideId override = new ServiceOverrideId("any-override");
    ShowId show = new ShowId("any-show");
    assertRefused(() -> farm.setup().services().create("any", ServicesContract.PAINTER));
    assertRefused(() -> farm.setup().services().update(service, "any", ServicesContract.PAINTER));
    assertRefused(() -> farm.setup().services().delete(service));
    assertRefused(() -> farm.setup().overrides().create(show, "any", ServicesContract.PAINTER));
    assertRefused(() -> farm.setup().overrides().update(override, "any", ServicesContract.PAINTER));
    farm.setup().overrides().delete(override);
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThat(failureOf(call)).isInstanceOf(FarmFailure.Unsupported.class);
  }

  private Submission submission(int chunk) {
    return Specs.submission("any_show", job("any", layer("comp", "1-4", chunk, work().succeed())));
  }
}
