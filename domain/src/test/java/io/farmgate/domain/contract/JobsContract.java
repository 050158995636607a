package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.spec.Specs.by;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withPaused;
import static io.farmgate.domain.spec.Specs.withPriority;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.spec.JobSpec;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Jobs} and {@link JobQuery} mean. */
public interface JobsContract extends FarmUnderTest {

  /** Four jobs: three held ones of two users and shots, and a finished one. */
  final class Library {
    private final FarmDriver drive;
    final Job anim;
    final Job light;
    final Job lightOfBob;
    final Job done;

    Library(FarmDriver drive) {
      this.drive = drive;
      anim = drive.launch(held("anim_v1", 10)).getFirst();
      light = drive.launch(held("light.v1", 30)).getFirst();
      lightOfBob =
          drive
              .farm()
              .submissions()
              .launch(by(drive.submission(held("light.v1", 20)), "sh020", "bob"))
              .getFirst();
      done = drive.launch("done_v1", "1", drive.work().succeed());
      drive.await(done, JobState.SUCCEEDED);
    }

    private JobSpec held(String name, int priority) {
      return withPaused(
          withPriority(job(name, layer("comp", "1-2", drive.work().succeed())), priority), true);
    }

    /** Lists jobs of this test's show. */
    List<JobId> list(UnaryOperator<Ask> narrow) {
      Ask ask = narrow.apply(Ask.of(drive.show()));
      return drive.farm().jobs().list(ask.query()).stream().map(Job::id).toList();
    }
  }

  /** A query in the making. */
  record Ask(JobQuery query) {
    static Ask of(String show) {
      return new Ask(
          new JobQuery(
              Set.of(),
              Set.of(),
              List.of(),
              List.of(),
              Set.of(),
              Set.of(),
              Set.of(show),
              Set.of(),
              false,
              0));
    }

    Ask ids(String... ids) {
      return with(Set.of(ids), query.names(), query.substrings(), query.patterns());
    }

    Ask names(String... names) {
      return with(query.ids(), Set.of(names), query.substrings(), query.patterns());
    }

    Ask substrings(String... substrings) {
      return with(query.ids(), query.names(), List.of(substrings), query.patterns());
    }

    Ask pattern(String pattern) {
      return with(
          query.ids(), query.names(), query.substrings(), List.of(Pattern.compile(pattern)));
    }

    Ask users(String... users) {
      return with(Set.of(users), query.shots(), query.states());
    }

    Ask shots(String... shots) {
      return with(query.users(), Set.of(shots), query.states());
    }

    Ask states(JobState... states) {
      return with(query.users(), query.shots(), Set.of(states));
    }

    Ask finishedToo() {
      return with(true, query.limit());
    }

    Ask limit(int limit) {
      return with(query.includeFinished(), limit);
    }

    private Ask with(
        Set<String> ids, Set<String> names, List<String> substrings, List<Pattern> patterns) {
      return new Ask(
          new JobQuery(
              ids,
              names,
              substrings,
              patterns,
              query.users(),
              query.shots(),
              query.shows(),
              query.states(),
              query.includeFinished(),
              query.limit()));
    }

    private Ask with(Set<String> users, Set<String> shots, Set<JobState> states) {
      return new Ask(
          new JobQuery(
              query.ids(),
              query.names(),
              query.substrings(),
              query.patterns(),
              users,
              shots,
              query.shows(),
              states,
              query.includeFinished(),
              query.limit()));
    }

    private Ask with(boolean includeFinished, int limit) {
      return new Ask(
          new JobQuery(
              query.ids(),
              query.names(),
              query.substrings(),
              query.patterns(),
              query.users(),
              query.shots(),
              query.shows(),
              query.states(),
              includeFinished,
              limit));
    }
  }

  @Test
  default void unfinishedJobsShouldBeListedByPriorityAndThenByAge() {
    FarmDriver drive = drive(LAUNCH);
    Library jobs = new Library(drive);
    Job younger = drive.launch(jobs.held("young_v1", 20)).getFirst();

    assertThat(jobs.list(ask -> ask))
        .containsExactly(jobs.light.id(), jobs.lightOfBob.id(), younger.id(), jobs.anim.id());
    assertThat(drive.farm().jobs().list(JobQuery.UNFINISHED))
        .extracting(Job::id)
        .containsSubsequence(jobs.light.id(), jobs.lightOfBob.id(), younger.id(), jobs.anim.id())
        .doesNotContain(jobs.done.id());
  }

  @Test
  default void finishedJobsShouldBeListedWhereAskedFor() {
    Library jobs = new Library(drive(LAUNCH));

    assertThat(jobs.list(Ask::finishedToo))
        .containsExactlyInAnyOrder(
            jobs.light.id(), jobs.lightOfBob.id(), jobs.anim.id(), jobs.done.id());
  }

  @Test
  default void everyPartOfAQueryShouldNarrow() {
    Library jobs = new Library(drive(LAUNCH));

    assertThat(jobs.list(ask -> ask.ids(jobs.anim.id().value(), "no-such-job")))
        .containsExactly(jobs.anim.id());
    assertThat(jobs.list(ask -> ask.names(jobs.light.name(), jobs.done.name())))
        .containsExactly(jobs.light.id());
    assertThat(jobs.list(ask -> ask.names("light.v1"))).as("a short name").isEmpty();
    assertThat(jobs.list(ask -> ask.substrings("_anim", "no-such")))
        .containsExactly(jobs.anim.id());
    assertThat(jobs.list(ask -> ask.substrings("t.v"))).hasSize(2);
    assertThat(jobs.list(ask -> ask.substrings("anim%"))).as("no wildcard").isEmpty();
    assertThat(jobs.list(ask -> ask.pattern("sh02\\d-.*light")))
        .containsExactly(jobs.lightOfBob.id());
    assertThat(jobs.list(ask -> ask.pattern("v1$"))).hasSize(3);
    assertThat(jobs.list(ask -> ask.users("bob", "eve"))).containsExactly(jobs.lightOfBob.id());
    assertThat(jobs.list(ask -> ask.shots("sh010")))
        .containsExactly(jobs.light.id(), jobs.anim.id());
    assertThat(jobs.list(ask -> ask.states(JobState.PAUSED))).hasSize(3);
    assertThat(jobs.list(ask -> ask.states(JobState.SUCCEEDED))).containsExactly(jobs.done.id());
    assertThat(jobs.list(ask -> ask.limit(2)))
        .containsExactly(jobs.light.id(), jobs.lightOfBob.id());
    assertThat(jobs.list(ask -> ask.limit(100))).hasSize(3);
  }

  @Test
  default void partsOfAQueryShouldNarrowTogether() {
    Library jobs = new Library(drive(LAUNCH));

    assertThat(jobs.list(ask -> ask.substrings("light").users("ada").shots("sh010")))
        .containsExactly(jobs.light.id());
    assertThat(jobs.list(ask -> ask.ids(jobs.anim.id().value()).users("bob"))).isEmpty();
  }

  @Test
  default void aQueryOfAnotherShowShouldListNothing() {
    FarmDriver drive = drive(LAUNCH);
    Library jobs = new Library(drive);

    assertThat(drive.farm().jobs().list(Ask.of("no_such_show").query())).isEmpty();
    assertThat(jobs.list(ask -> ask.limit(1))).hasSize(1);
  }

  @Test
  default void anUnknownJobShouldNotBeFound() {
    FarmDriver drive = drive();

    assertThat(drive.farm().jobs().byId(new JobId("no-such-job"))).isEmpty();
    assertThat(drive.farm().jobs().byName("no-such-ada_job")).isEmpty();
    assertThat(drive.farm().jobs().byName("")).isEmpty();
    assertThat(drive.farm().layers().ofJob(new JobId("no-such-job"))).isEmpty();
  }
}
