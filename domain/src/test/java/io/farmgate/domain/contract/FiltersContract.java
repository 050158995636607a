package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.FILTERS;
import static io.farmgate.domain.contract.Capability.GROUPS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LAYER_ACTIONS;
import static io.farmgate.domain.contract.Capability.REFUSE_FOREIGN_GROUPS;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Action;
import io.farmgate.domain.ActionId;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.MatchRule.Kind;
import io.farmgate.domain.MatchRule.Subject;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.MatcherId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FilterParts;
import io.farmgate.domain.port.Filters;
import io.farmgate.domain.spec.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link Filters} and {@link FilterParts} mean. */
public interface FiltersContract extends FarmUnderTest {
  /** Matches each job of the kit. */
  MatchRule ANY_JOB = new MatchRule(Subject.JOB_NAME, Kind.CONTAINS, "_");

  @Test
  default void aFilterShouldBeCreatedOnceAndChanged() {
    FarmDriver drive = drive(FILTERS);
    Filters filters = filters(drive);
    ShowId show = show(drive);

    Filter filter = filters.create(show, "comp");

    assertThat(filter).isEqualTo(new Filter(filter.id(), "comp", Filter.Quorum.ALL, 1, true));
    assertThat(filters.byId(filter.id())).contains(filter);
    assertThat(filters.ofShow(show)).containsExactly(filter);
    assertThat(failureOf(() -> filters.create(show, "comp")))
        .isInstanceOf(FarmFailure.Conflict.class);
    filters.create(show, "other");
    assertThat(failureOf(() -> filters.rename(filter.id(), "other")))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> filters.create(show, "a/b")))
        .isInstanceOf(FarmFailure.Invalid.class);

    filters.rename(filter.id(), "comp2");
    filters.setQuorum(filter.id(), Filter.Quorum.ANY);
    filters.setEnabled(filter.id(), false);

    assertThat(filters.byId(filter.id()))
        .contains(new Filter(filter.id(), "comp2", Filter.Quorum.ANY, 1, false));
  }

  @Test
  default void filtersShouldHavePlacesWithoutGaps() {
    FarmDriver drive = drive(FILTERS);
    Filters filters = filters(drive);
    ShowId show = show(drive);
    FilterId a = filters.create(show, "a").id();
    FilterId b = filters.create(show, "b").id();
    FilterId c = filters.create(show, "c").id();
    assertThat(names(drive)).containsExactly("a", "b", "c");

    filters.put(c, 1);
    assertThat(names(drive)).containsExactly("c", "a", "b");
    filters.move(c, 1);
    assertThat(names(drive)).containsExactly("a", "c", "b");
    filters.move(b, -1);
    assertThat(names(drive)).containsExactly("a", "b", "c");
    filters.move(a, -1);
    filters.move(c, 1);
    assertThat(names(drive)).containsExactly("a", "b", "c");
    filters.put(a, Integer.MAX_VALUE);
    assertThat(names(drive)).containsExactly("b", "c", "a");
    filters.put(c, 0);
    assertThat(names(drive)).containsExactly("c", "b", "a");

    filters.delete(b);
    drive.until("two filters", () -> names(drive), List.of("c", "a")::equals);
    assertThat(filters.ofShow(show)).extracting(Filter::place).containsExactly(1, 2);
  }

  @Test
  default void aFilterShouldKeepItsMatchersAndActions() {
    FarmDriver drive = drive(FILTERS, GROUPS);
    FilterParts parts = parts(drive);
    FilterId filter = filters(drive).create(show(drive), "comp").id();
    GroupId group = group(drive, "fx").id();
    List<JobEdit> ofLayers =
        List.of(
            new JobEdit.SetTags(LayerType.RENDER, List.of("fast", "big")),
            new JobEdit.SetMemory(LayerType.UTIL, 1L << 30),
            new JobEdit.SetLayerMinCores(LayerType.PRE, Cores.ONE),
            new JobEdit.SetLayerMaxCores(LayerType.RENDER, Cores.of(8)));
    List<JobEdit> edits =
        new ArrayList<>(
            List.of(
                new JobEdit.MoveToGroup(group),
                new JobEdit.SetPaused(true),
                new JobEdit.SetPriority(7),
                new JobEdit.SetMinCores(Cores.of(1.5)),
                new JobEdit.SetMaxCores(Cores.of(20)),
                new JobEdit.SetMemoryOptimizer(true),
                new JobEdit.Stop()));
    if (lacks().contains(LAYER_ACTIONS)) {
      assertThat(ofLayers)
          .allSatisfy(edit ->
              assertThat(failureOf(() -> parts.addAction(filter, edit)))
                  .isInstanceOf(FarmFailure.Unsupported.class));
    } else {
      edits.addAll(ofLayers);
    }

    Matcher matcher = parts.addMatcher(filter, ANY_JOB);
    List<Action> actions = edits.stream().map(edit -> parts.addAction(filter, edit)).toList();

    assertThat(parts.matchers(filter)).containsExactly(matcher);
    assertThat(parts.actions(filter)).isEqualTo(actions);
    assertThat(actions).extracting(Action::edit).isEqualTo(edits);
    assertThat(parts.filterOf(matcher.id()).map(Filter::id)).contains(filter);
    assertThat(parts.filterOf(actions.getFirst().id()).map(Filter::id)).contains(filter);

    MatchRule rule = new MatchRule(Subject.USER, Kind.REGEX, "^a.a$");
    parts.setMatcher(matcher.id(), rule);
    parts.setAction(actions.getFirst().id(), new JobEdit.SetPriority(3));
    assertThat(parts.matchers(filter)).containsExactly(new Matcher(matcher.id(), rule));
    assertThat(parts.actions(filter).getFirst())
        .isEqualTo(new Action(actions.getFirst().id(), new JobEdit.SetPriority(3)));

    parts.deleteMatcher(matcher.id());
    actions.forEach(action -> parts.deleteAction(action.id()));
    assertThat(parts.matchers(filter)).isEmpty();
    assertThat(parts.actions(filter)).isEmpty();
  }

  @Test
  default void whatCanBeNoPartOfAFilterShouldBeRefused() {
    FarmDriver drive = drive(FILTERS, GROUPS);
    FilterParts parts = parts(drive);
    FilterId filter = filters(drive).create(show(drive), "comp").id();
    String other = newShow();
    ShowId otherShow = drive.farm().shows().byName(other).orElseThrow().id();
    GroupId foreign = drive.farm().groups().ofShow(otherShow).getFirst().id();

    for (MatchRule rule :
        List.of(
            new MatchRule(Subject.USER, Kind.IS, ""),
            new MatchRule(Subject.USER, Kind.IS, "a\0"),
            new MatchRule(Subject.USER, Kind.IS, "a".repeat(257)),
            new MatchRule(Subject.USER, Kind.REGEX, "("))) {
      assertThat(failureOf(() -> parts.addMatcher(filter, rule)))
          .as(rule.toString())
          .isInstanceOf(FarmFailure.Invalid.class);
    }
    for (JobEdit edit :
        List.of(
            new JobEdit.SetPriority(-1),
            new JobEdit.SetTags(LayerType.RENDER, List.of()),
            new JobEdit.MoveToGroup(foreign))) {
      if (edit instanceof JobEdit.MoveToGroup && lacks().contains(REFUSE_FOREIGN_GROUPS)) {
        continue;
      }
      assertThat(failureOf(() -> parts.addAction(filter, edit)))
          .as(edit.toString())
          .isInstanceOf(FarmFailure.Invalid.class);
    }
    assertThat(parts.matchers(filter)).isEmpty();
    assertThat(parts.actions(filter)).isEmpty();
  }

  @Test
  default void filtersThatAreNotThereShouldBeNotFound() {
    FarmDriver drive = drive(FILTERS);
    Filters filters = filters(drive);
    FilterParts parts = parts(drive);
    FilterId unknown = new FilterId("no-such-filter");
    JobEdit stop = new JobEdit.Stop();
    FilterId known = filters.create(show(drive), "known").id();

    assertThat(filters.byId(unknown)).isEmpty();
    assertThat(filters.ofShow(new ShowId("no-such-show"))).isEmpty();
    assertThat(parts.matchers(unknown)).isEmpty();
    assertThat(parts.actions(unknown)).isEmpty();
    assertThat(parts.filterOf(new MatcherId("no-such"))).isEmpty();
    assertThat(parts.filterOf(new ActionId("no-such"))).isEmpty();
    for (Runnable call :
        List.<Runnable>of(
            () -> filters.create(new ShowId("no-such-show"), "any"),
            () -> filters.rename(unknown, "any"),
            () -> filters.setQuorum(unknown, Filter.Quorum.ANY),
            () -> filters.setEnabled(unknown, true),
            () -> filters.put(unknown, 1),
            () -> filters.move(unknown, 1),
            () -> filters.delete(unknown),
            () -> filters.run(known, Set.of(new JobId("no-such-job"))),
            () -> parts.addMatcher(unknown, ANY_JOB),
            () -> parts.setMatcher(new MatcherId("no-such"), ANY_JOB),
            () -> parts.deleteMatcher(new MatcherId("no-such")),
            () -> parts.addAction(unknown, stop),
            () -> parts.setAction(new ActionId("no-such"), stop),
            () -> parts.deleteAction(new ActionId("no-such")))) {
      assertThat(failureOf(call::run)).isInstanceOf(FarmFailure.NotFound.class);
    }
  }

  @Test
  default void aJobThatArrivesShouldBeChangedByTheFiltersThatMatch() {
    FarmDriver drive = drive(FILTERS, GROUPS, LAUNCH, LAYER_ACTIONS);
    Group fx = group(drive, "fx");
    drive.farm().groups().change(fx.id(), s -> s.withDefaultPriority(OptionalInt.of(50)));
    filter(
        drive,
        "first",
        ANY_JOB,
        new JobEdit.SetPriority(7),
        new JobEdit.MoveToGroup(fx.id()),
        new JobEdit.SetPaused(true),
        new JobEdit.SetMaxCores(Cores.of(5)));
    filter(
        drive,
        "layers",
        new MatchRule(Subject.PRIORITY, Kind.IS, "7"),
        new JobEdit.SetTags(LayerType.RENDER, List.of("fast")),
        new JobEdit.SetMemory(LayerType.RENDER, 1L << 30),
        new JobEdit.SetLayerMinCores(LayerType.RENDER, Cores.of(2)),
        new JobEdit.SetMemory(LayerType.UTIL, 2L << 30));
    filter(
        drive,
        "elsewhere",
        new MatchRule(Subject.SHOT, Kind.IS, "nowhere"),
        new JobEdit.SetPriority(99));

    Job job = drive.launch("filtered", "1", drive.work().succeed());

    assertThat(job.priority()).isEqualTo(7);
    assertThat(job.group()).isEqualTo("fx");
    assertThat(job.paused()).isTrue();
    assertThat(job.maxCores()).isEqualTo(Cores.of(5));
    Layer layer = drive.farm().layers().ofJob(job.id()).getFirst();
    assertThat(layer.tags()).containsExactly("fast");
    assertThat(layer.memoryBytes()).isEqualTo(1L << 30);
    assertThat(layer.minCores()).isEqualTo(Cores.of(2));
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
  }

  @Test
  default void memoryOptimizerOfAllLayersShouldBeSetEitherWay() {
    FarmDriver drive = drive(FILTERS, LAUNCH);
    for (boolean on : new boolean[] {true, false, true}) {
      String name = "optimizer_" + filters(drive).ofShow(show(drive)).size();
      filter(drive, name, ANY_JOB, new JobEdit.SetMemoryOptimizer(on));

      Job job =
          drive
              .launch(
                  Specs.job(
                      name,
                      Specs.layer("sim", "1", drive.work().succeed()),
                      Specs.layer("comp", "1", drive.work().succeed())))
              .getFirst();

      assertThat(drive.farm().layers().ofJob(job.id()))
          .extracting(Layer::memoryOptimizer)
          .containsExactly(on, on);
    }
  }

  @Test
  default void laterFiltersShouldBeLeftOutWhereOneSaysSo() {
    FarmDriver drive = drive(FILTERS, LAUNCH);
    filter(drive, "stop", ANY_JOB, new JobEdit.SetPriority(7), new JobEdit.Stop());
    filter(drive, "late", ANY_JOB, new JobEdit.SetPriority(99));

    assertThat(drive.launch("stopped", "1", drive.work().succeed()).priority()).isEqualTo(7);
  }

  @Test
  default void filtersThatAreOffOrEmptyShouldDoNothing() {
    FarmDriver drive = drive(FILTERS, LAUNCH);
    int usual = drive.launch("usual", "1", drive.work().succeed()).priority();
    FilterId off = filter(drive, "off", ANY_JOB, new JobEdit.SetPriority(usual + 1));
    filters(drive).setEnabled(off, false);
    FilterId empty = filters(drive).create(show(drive), "empty").id();
    parts(drive).addAction(empty, new JobEdit.SetPriority(usual + 2));

    Job job = drive.launch("unchanged", "1", drive.work().succeed());

    assertThat(job.priority()).isEqualTo(usual);
  }

  @Test
  default void aFilterShouldRunOnJobsThatAreThere() {
    FarmDriver drive = drive(FILTERS, LAUNCH);
    Job job =
        drive
            .launch(
                Specs.withPaused(
                    Specs.job("there", Specs.layer("comp", "1", drive.work().succeed())), true))
            .getFirst();
    FilterId filter = filter(drive, "late", ANY_JOB, new JobEdit.SetPriority(77));
    FilterId never =
        filter(
            drive,
            "never",
            new MatchRule(Subject.JOB_NAME, Kind.IS, "nobody"),
            new JobEdit.SetPriority(78));

    filters(drive).run(filter, Set.of(job.id()));
    filters(drive).run(never, Set.of(job.id()));

    assertThat(drive.again(job).priority()).isEqualTo(77);
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
  }

  @Test
  default void aGroupThatAFilterMovesJobsToShouldStay() {
    FarmDriver drive = drive(FILTERS, GROUPS);
    GroupId fx = group(drive, "fx").id();
    FilterId filter = filter(drive, "mover", ANY_JOB, new JobEdit.MoveToGroup(fx));

    assertThat(failureOf(() -> drive.farm().groups().delete(fx)))
        .isInstanceOf(FarmFailure.Precondition.class);

    filters(drive).delete(filter);
    drive.until("no filter", () -> names(drive), List::isEmpty);
    drive.farm().groups().delete(fx);
    assertThat(drive.farm().groups().byId(fx)).isEmpty();
  }

  private static FilterId filter(FarmDriver drive, String name, MatchRule rule, JobEdit... edits) {
    FilterId filter = filters(drive).create(show(drive), name).id();
    parts(drive).addMatcher(filter, rule);
    for (JobEdit edit : edits) {
      parts(drive).addAction(filter, edit);
    }
    return filter;
  }

  private static Group group(FarmDriver drive, String name) {
    GroupId root = drive.farm().groups().ofShow(show(drive)).getFirst().id();
    return drive.farm().groups().create(root, name);
  }

  private static List<String> names(FarmDriver drive) {
    return filters(drive).ofShow(show(drive)).stream().map(Filter::name).toList();
  }

  private static ShowId show(FarmDriver drive) {
    return drive.farm().shows().byName(drive.show()).orElseThrow().id();
  }

  private static Filters filters(FarmDriver drive) {
    return drive.farm().setup().filters();
  }

  private static FilterParts parts(FarmDriver drive) {
    return drive.farm().setup().filterParts();
  }
}
