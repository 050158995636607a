package io.farmgate.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Filter.Quorum;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.MatchRule.Kind;
import io.farmgate.domain.MatchRule.Subject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterPassTest {
  private static final FilterPass.Facts JOB =
      new FilterPass.Facts(
          "demo-sh010-Ada_comp",
          "demo",
          "sh010",
          "Ada",
          5,
          "local",
          List.of("maya", "shell"),
          List.of("Beauty", "shadow"));
  private static final JobEdit EDIT = new JobEdit.SetPriority(9);

  @ParameterizedTest
  @CsvSource({
    "JOB_NAME,     CONTAINS,         ada_,      true",
    "JOB_NAME,     CONTAINS,         Ada_,      false",
    "JOB_NAME,     DOES_NOT_CONTAIN, fx,        true",
    "JOB_NAME,     BEGINS_WITH,      demo-,     true",
    "JOB_NAME,     ENDS_WITH,        demo-,     false",
    "JOB_NAME,     REGEX,            sh0[0-9]0, true",
    "JOB_NAME,     REGEX,            ^sh,       false",
    "JOB_NAME,     REGEX,            (,         false",
    "SHOW,         IS,               demo,      true",
    "SHOT,         IS_NOT,           sh010,     false",
    "USER,         IS,               ada,       true",
    "PRIORITY,     IS,               5,         true",
    "FACILITY,     IS,               local,     true",
    "SERVICE_NAME, IS,               shell,     true",
    "SERVICE_NAME, IS_NOT,           shell,     false",
    "SERVICE_NAME, DOES_NOT_CONTAIN, ma,        false",
    "LAYER_NAME,   CONTAINS,         Beau,      true",
    "LAYER_NAME,   ENDS_WITH,        dow,       true",
  })
  void rulesShouldCompareAsOpenCueDoes(Subject subject, Kind kind, String input, boolean holds) {
    FilterPass.Whole filter = filter(Quorum.ALL, List.of(new MatchRule(subject, kind, input)));

    assertThat(FilterPass.edits(JOB, List.of(filter))).isEqualTo(holds ? List.of(EDIT) : List.of());
  }

  @Test
  void oneOrAllOfTheMatchersShouldHaveToAgree() {
    MatchRule good = new MatchRule(Subject.SHOW, Kind.IS, "demo");
    MatchRule bad = new MatchRule(Subject.SHOW, Kind.IS, "other");

    assertThat(edits(filter(Quorum.ANY, List.of(bad, good)))).containsExactly(EDIT);
    assertThat(edits(filter(Quorum.ALL, List.of(bad, good)))).isEmpty();
    assertThat(edits(filter(Quorum.ALL, List.of(good, good)))).containsExactly(EDIT);
    assertThat(edits(filter(Quorum.ANY, List.of()))).isEmpty();
    assertThat(edits(filter(Quorum.ALL, List.of()))).isEmpty();
  }

  @Test
  void laterFiltersShouldSeeThePriorityThatAnEarlierOneSets() {
    MatchRule any = new MatchRule(Subject.SHOW, Kind.IS, "demo");
    FilterPass.Whole first = filter(Quorum.ALL, List.of(any));
    FilterPass.Whole second =
        new FilterPass.Whole(
            Quorum.ALL,
            List.of(new MatchRule(Subject.PRIORITY, Kind.IS, "9")),
            List.of(new JobEdit.SetPaused(true), new JobEdit.Stop(), EDIT));

    assertThat(FilterPass.edits(JOB, List.of(first, second, first)))
        .containsExactly(EDIT, new JobEdit.SetPaused(true));
    assertThat(FilterPass.edits(JOB, List.of(second, first))).containsExactly(EDIT);
  }

  @Test
  void aRegularExpressionThatNeverEndsShouldMatchNothing() {
    FilterPass.Facts job =
        new FilterPass.Facts("a".repeat(200), "demo", "s", "u", 1, "f", List.of(), List.of());
    MatchRule endless = new MatchRule(Subject.JOB_NAME, Kind.REGEX, "^(a+)+\\1b$");

    // In a thread of its own: nothing else would end it, if the bound did not.
    assertThat(
            CompletableFuture.supplyAsync(
                () -> FilterPass.edits(job, List.of(filter(Quorum.ALL, List.of(endless))))))
        .succeedsWithin(Duration.ofSeconds(5))
        .isEqualTo(List.of());
  }

  private static List<JobEdit> edits(FilterPass.Whole filter) {
    return FilterPass.edits(JOB, List.of(filter));
  }

  private static FilterPass.Whole filter(Quorum quorum, List<MatchRule> rules) {
    return new FilterPass.Whole(quorum, rules, List.of(EDIT));
  }
}
