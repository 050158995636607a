package io.farmgate.domain.spec;

import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Cores;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Violation;
import io.farmgate.domain.range.FrameRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubmissionRulesTest {
  private static final LayerSpec COMP = layer("comp", "1-10", "true");

  @Test
  void anOrdinarySubmissionShouldBeFine() {
    assertThatCode(() ->
            SubmissionRules.check(
                submission("show", job("one", COMP, layer("fx_1", "1", "true")), job("two", COMP))))
        .doesNotThrowAnyException();
  }

  @Test
  void everythingWrongShouldBeToldAtOnce() {
    JobSpec job =
        new JobSpec(
            "a/b",
            false,
            Optional.of(-1),
            17,
            false,
            "li\0nux",
            Optional.of(Cores.of(100_001)),
            Map.of("A=B", "1", "HOME", "\0"),
            List.of(bad("x"), bad("X")));

    List<Violation> violations =
        SubmissionRules.violations(
            new Submission(
                "",
                " ",
                "s",
                "no body",
                OptionalInt.of(-1),
                "a\0b",
                List.of(job, job("two")),
                List.of()));

    assertThat(violations.stream().map(Violation::where))
        .containsExactlyInAnyOrder(
            "show",
            "shot",
            "user",
            "uid",
            "email",
            "jobs[0].name",
            "jobs[0].priority",
            "jobs[0].maxRetries",
            "jobs[0].os",
            "jobs[0].maxCores",
            "jobs[0].environment",
            "jobs[0].environment.'HOME'",
            "jobs[0].layers[0].name",
            "jobs[0].layers[0].command",
            "jobs[0].layers[0].chunk",
            "jobs[0].layers[0].minCores",
            "jobs[0].layers[0].memoryBytes",
            "jobs[0].layers[0].gpus",
            "jobs[0].layers[0].gpuMemoryBytes",
            "jobs[0].layers[0].tags",
            "jobs[0].layers[0].services",
            "jobs[0].layers[0].limits",
            "jobs[0].layers[0].environment",
            "jobs[0].layers[0].timeout",
            "jobs[0].layers[0].timeoutWithoutLog",
            "jobs[0].layers[1].name",
            "jobs[0].layers[1].name",
            "jobs[0].layers[1].command",
            "jobs[0].layers[1].chunk",
            "jobs[0].layers[1].minCores",
            "jobs[0].layers[1].memoryBytes",
            "jobs[0].layers[1].gpus",
            "jobs[0].layers[1].gpuMemoryBytes",
            "jobs[0].layers[1].tags",
            "jobs[0].layers[1].services",
            "jobs[0].layers[1].limits",
            "jobs[0].layers[1].environment",
            "jobs[0].layers[1].timeout",
            "jobs[0].layers[1].timeoutWithoutLog",
            "jobs[1].layers");
  }

  private static LayerSpec bad(String name) {
    return new LayerSpec(
        name,
        LayerType.RENDER,
        "  ",
        FrameRange.parse("1"),
        0,
        Optional.of(Cores.of(200_000)),
        Optional.empty(),
        Optional.of(-1L),
        -1,
        -1,
        List.of(""),
        List.of("a\0"),
        List.of(" "),
        Map.of("", "1"),
        Optional.of(Duration.ZERO),
        Optional.of(Duration.ofDays(366)));
  }

  @Test
  void theRefusalShouldCountTheFaultsAndListThem() {
    assertThatThrownBy(
            () -> SubmissionRules.check(submission("show", job("a b"), job("ok_job", COMP))))
        .hasMessage("submission: 2 problems")
        .isInstanceOfSatisfying(
            FarmException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        FarmFailure.Invalid.class,
                        invalid ->
                            assertThat(invalid.violations())
                                .containsExactly(
                                    new Violation(
                                        "jobs[0].name",
                                        "'a b' (expected: 3 to 200 letters, digits, underscores, "
                                            + "dots and dashes, beginning with none of the last"
                                            + " two)"),
                                    new Violation("jobs[0].layers", "0 (expected: 1 to 2000)"))));
  }

  @Test
  void theRefusalOfOneFaultShouldStandAlone() {
    assertThatThrownBy(() -> SubmissionRules.check(submission("show", job("ok_job"))))
        .hasMessage("submission, jobs[0].layers: 0 (expected: 1 to 2000)");
  }

  @Test
  void aSubmissionOfNothingShouldBeRefused() {
    assertThat(SubmissionRules.violations(submission("show")))
        .containsExactly(new Violation("jobs", "none (expected: at least one)"));
  }

  @Test
  void namesShouldBeUniqueInWhateverCase() {
    assertThat(
            SubmissionRules.violations(
                submission("show", job("one", COMP, layer("Comp", "1", "true")), job("ONE", COMP))))
        .containsExactly(
            new Violation(
                "jobs[0].layers[1].name",
                "'Comp' is the name of another layer of the job too (expected: unique names)"),
            new Violation(
                "jobs[1].name",
                "'ONE' is the name of another job of the submission too (expected: unique names)"));
  }

  @Test
  void theFullNameOfAJobShouldFitTheFarms() {
    assertThat(SubmissionRules.violations(submission("s".repeat(36), job("a".repeat(200), COMP))))
        .isEmpty();
    assertThat(
            SubmissionRules.violations(
                Specs.by(
                    submission("s".repeat(36), job("a".repeat(200), COMP)),
                    "shot",
                    "u".repeat(32))))
        .containsExactly(
            new Violation(
                "jobs[0].name", "275 characters with show, shot and user (expected: at most 255)"));
  }

  @Test
  void aJobShouldHaveAHundredThousandFramesAtMost() {
    LayerSpec half = layer("half", "1-50000", "true");

    assertThat(
            SubmissionRules.violations(
                submission("show", job("one", half, layer("more", "1-50000,1-50000", "true")))))
        .as("a frame named twice is one")
        .isEmpty();
    assertThat(
            SubmissionRules.violations(
                submission("show", job("one", half, layer("more", "1-100000", 2, "true")))))
        .as("a chunk is one")
        .isEmpty();
    assertThat(
            SubmissionRules.violations(
                submission("show", job("one", half, layer("more", "1-50001", "true")))))
        .containsExactly(
            new Violation("jobs[0].layers", "100001 frames (expected: at most 100000 in a job)"));
  }

  @Test
  void aSubmissionShouldHaveAMillionFramesAtMost() {
    JobSpec[] jobs =
        IntStream.rangeClosed(1, 11)
            .mapToObj(i -> job("job_" + i, layer("all", "1-100000", "true")))
            .toArray(JobSpec[]::new);

    assertThat(SubmissionRules.violations(submission("show", jobs)))
        .containsExactly(
            new Violation("jobs", "1100000 frames (expected: at most 1000000 together)"));
  }

  @Test
  void aCommandShouldFitACommandLine() {
    assertThat(
            SubmissionRules.violations(
                submission("show", job("one", layer("comp", "1", "x".repeat(40_001))))))
        .containsExactly(
            new Violation(
                "jobs[0].layers[0].command", "40001 characters (expected: at most 40000)"));
    assertThat(
            SubmissionRules.violations(
                submission("show", job("one", layer("comp", "1", "echo \0")))))
        .containsExactly(
            new Violation(
                "jobs[0].layers[0].command", "a NUL character at column 6 (expected: none)"));
  }
}
