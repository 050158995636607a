package io.farmgate.domain.spec;

import static io.farmgate.domain.spec.Specs.depend;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.node;
import static io.farmgate.domain.spec.Specs.submission;
import static io.farmgate.domain.spec.Specs.withDepends;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmFailure.Violation;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.DependSpec.Node;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DependRulesTest {
  private static final Submission WORK =
      submission(
          "show",
          job(
              "one",
              layer("comp", "1-10", "true"),
              layer("sim", "1-10", "true"),
              layer("back", "10-1", "true"),
              layer("wide", "1-10", 5, "true")),
          job("two", layer("comp", "1-10", "true")),
          job("three", layer("comp", "1-10", "true")));

  private static List<Violation> violations(DependSpec... depends) {
    return SubmissionRules.violations(withDepends(WORK, depends));
  }

  /** Reads "kind dependent target", each end as job/layer/frame. */
  private static DependSpec depends(String text) {
    String[] words = text.split(" ", 3);
    return depend(Kind.valueOf(words[0]), end(words[1]), end(words[2]));
  }

  private static Node end(String text) {
    return node(text.split("/", 3));
  }

  @Nested
  class Ends {
    @ParameterizedTest
    @CsvSource({
      "JOB_ON_JOB one two",
      "JOB_ON_JOB one show-sh010-ada_two",
      "JOB_ON_JOB show-sh010-ada_one two",
      "JOB_ON_JOB one other-sh1-bob_thing",
      "JOB_ON_LAYER one two/comp",
      "JOB_ON_FRAME one two/comp/7",
      "LAYER_ON_JOB one/comp two",
      "LAYER_ON_LAYER one/comp one/sim",
      "LAYER_ON_LAYER one/comp other-sh1-bob_thing/any",
      "LAYER_ON_FRAME one/comp one/sim/0007-sim",
      "FRAME_ON_JOB one/comp/3 two",
      "FRAME_ON_LAYER one//0003-comp one/sim",
      "FRAME_ON_FRAME one/comp/3 one/comp/2",
      "FRAME_BY_FRAME one/comp one/sim",
      "PREVIOUS_FRAME one/comp one/comp",
      "LAYER_ON_SIM_FRAME one/comp one/wide/6",
    })
    void everyKindShouldBeFineWithItsOwnEnds(String text) {
      assertThat(violations(depends(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            JOB_ON_JOB nope two | dependent.job | 'nope' (expected: a job of the submission)
            JOB_ON_JOB x-y-z_w two | dependent.job | 'x-y-z_w' (expected: a job of the submission)
            JOB_ON_JOB one nope | target.job | 'nope' (expected: a job of the submission, or the full name show-shot-user_name of one on the farm)
            JOB_ON_JOB one/comp two | dependent.layer | 'comp' (expected: none, but a job)
            JOB_ON_JOB one two/comp/1 | target.frame | '1' (expected: none)
            LAYER_ON_LAYER one two/comp | dependent.layer | none (expected: a layer's name)
            LAYER_ON_LAYER one/comp two/fx | target.layer | 'fx' (expected: a layer of the job 'two')
            LAYER_ON_FRAME one/comp two/comp | target.frame | '' (expected: a frame's name such as 0001-comp, or its number and its layer)
            LAYER_ON_FRAME one/comp two//7 | target.frame | '7' (expected: a frame's name such as 0001-comp, or its number and its layer)
            LAYER_ON_FRAME one/comp two/comp/7-comp | target.frame | '7-comp' (expected: a frame's name such as 0001-comp, or its number and its layer)
            LAYER_ON_FRAME one/comp two/comp/0007-sim | target.frame | '0007-sim' (expected: a frame's name such as 0001-comp, or its number and its layer)
            LAYER_ON_FRAME one/comp two/comp/00007-comp | target.frame | '00007-comp' (expected: a frame's name such as 0001-comp, or its number and its layer)
            LAYER_ON_FRAME one/comp two/comp/9999999999 | target.frame | '9999999999' (expected: a frame's name such as 0001-comp, or its number and its layer)
            LAYER_ON_FRAME one/comp two/comp/11 | target.frame | '11' (expected: a frame of the layer; it has 1-10)
            LAYER_ON_FRAME one/comp one/wide/7 | target.frame | '7' (expected: a frame of the layer; it has the first of every 5 of 1-10)
            """)
    void anEndThatIsNotThereShouldBeNamed(String text, String where, String problem) {
      assertThat(violations(depends(text))).contains(new Violation("depends[0]." + where, problem));
    }

    @ParameterizedTest
    @EnumSource
    void onlyALayerShouldBeAskedForAnyFrame(Kind kind) {
      String dependent = kind.name().startsWith("JOB") ? "one" : "one/comp";
      String target = kind.name().endsWith("JOB") ? "two" : "two/comp";
      Node from = end(kind.name().startsWith("FRAME_ON") ? dependent + "/1" : dependent);
      Node to =
          end(
              kind.name().endsWith("ON_FRAME") || kind == Kind.LAYER_ON_SIM_FRAME
                  ? target + "/1"
                  : target);
      boolean onLayer = to.frame().isEmpty() && !to.layer().isEmpty();

      assertThat(violations(new DependSpec(kind, true, from, to)).isEmpty()).isEqualTo(onLayer);
    }
  }

  @Nested
  class Circles {
    @ParameterizedTest
    @CsvSource({
      "JOB_ON_JOB one one",
      "JOB_ON_JOB one show-sh010-ada_one",
      "JOB_ON_LAYER one one/comp",
      "JOB_ON_FRAME one one/comp/1",
      "LAYER_ON_JOB one/comp one",
      "LAYER_ON_LAYER one/comp one/comp",
      "LAYER_ON_FRAME one/comp one/comp/1",
      "LAYER_ON_SIM_FRAME one/comp one/comp/1",
      "FRAME_ON_JOB one/comp/1 one",
      "FRAME_ON_LAYER one/comp/1 one/comp",
      "FRAME_ON_FRAME one/comp/1 one//0001-comp",
      "FRAME_BY_FRAME one/comp one/comp",
    })
    void nothingShouldWaitForItselfOrForAPartOfItself(String text) {
      assertThat(violations(depends(text)))
          .singleElement()
          .satisfies(violation -> {
            assertThat(violation.where()).isEqualTo("depends[0]");
            assertThat(violation.problem())
                .contains(
                    " waits for ",
                    "(expected: something other than itself, what holds it or what it holds)");
          });
    }

    @Test
    void aCircleShouldBeNamedWhole() {
      assertThat(
              violations(
                  depends("JOB_ON_JOB one two"),
                  depends("LAYER_ON_LAYER one/sim one/back"),
                  depends("JOB_ON_JOB two three"),
                  depends("JOB_ON_LAYER three one/comp")))
          .containsExactly(
              new Violation(
                  "depends[0]",
                  "a circle of 3 dependencies: depends[0] 'one' waits for 'two', "
                      + "depends[2] 'two' waits for 'three', "
                      + "depends[3] 'three' waits for 'one/comp' (expected: none)"));
    }

    @Test
    void everyCircleShouldBeTold() {
      assertThat(
              violations(
                  depends("LAYER_ON_LAYER one/comp one/sim"),
                  depends("LAYER_ON_LAYER one/sim one/comp"),
                  depends("JOB_ON_JOB two three"),
                  depends("JOB_ON_JOB three two")))
          .hasSize(2);
    }

    @Test
    void layersThatTakeTurnsFrameByFrameShouldBeFine() {
      assertThat(
              violations(
                  depends("FRAME_BY_FRAME one/comp one/sim"),
                  depends("PREVIOUS_FRAME one/sim one/comp")))
          .isEmpty();
    }

    @Test
    void theSameTurnsAgainstTheOrderOfTheFramesShouldBeACircle() {
      assertThat(
              violations(
                  depends("FRAME_BY_FRAME one/comp one/back"),
                  depends("PREVIOUS_FRAME one/back one/comp")))
          .isNotEmpty()
          .allSatisfy(violation -> assertThat(violation.problem()).startsWith("a circle of 2"));
    }

    @Test
    void framesOfOneLayerMayFormAChainButNoCircle() {
      assertThat(
              violations(
                  depends("FRAME_ON_FRAME one/comp/2 one/comp/1"),
                  depends("FRAME_ON_FRAME one/comp/3 one/comp/2")))
          .isEmpty();
      assertThat(
              violations(
                  depends("FRAME_ON_FRAME one/comp/2 one/comp/1"),
                  depends("FRAME_ON_FRAME one/comp/3 one/comp/2"),
                  depends("FRAME_ON_FRAME one/comp/1 one/comp/3")))
          .singleElement()
          .satisfies(violation ->
              assertThat(violation.problem())
                  .startsWith("a circle of 3 dependencies: ")
                  .contains("'one/comp/1' waits for 'one/comp/3'"));
    }

    @Test
    void aChunkThatWaitsForOneOfItsOwnFramesThroughAnotherLayerShouldBeACircle() {
      assertThat(
              violations(
                  depends("FRAME_BY_FRAME one/wide one/comp"),
                  depends("FRAME_ON_FRAME one/comp/2 one/wide/6")))
          .isEmpty();
      assertThat(
              violations(
                  depends("FRAME_BY_FRAME one/wide one/comp"),
                  depends("FRAME_ON_FRAME one/comp/2 one/wide/1")))
          .hasSize(1);
    }
  }

  @Nested
  @Timeout(20)
  class Bounds {
    private final LayerSpec first = layer("first", "1-50000", "true");
    private final LayerSpec second = layer("second", "1-50000", "true");
    private final Submission large = submission("show", job("one", first, second));

    @Test
    void aLongChainOfFramesShouldBeLookedThrough() {
      assertThat(
              SubmissionRules.violations(
                  withDepends(
                      large,
                      depends("PREVIOUS_FRAME one/first one/first"),
                      depends("FRAME_BY_FRAME one/second one/first"))))
          .isEmpty();
      assertThat(
              SubmissionRules.violations(
                  withDepends(
                      large,
                      depends("PREVIOUS_FRAME one/first one/first"),
                      depends("FRAME_ON_FRAME one/first/1 one/first/50000"))))
          .hasSize(1);
    }

    @Test
    void circlesWithoutNumberShouldBeToldInShort() {
      assertThat(
              SubmissionRules.violations(
                  withDepends(
                      large,
                      depends("FRAME_BY_FRAME one/first one/second"),
                      depends("FRAME_BY_FRAME one/second one/first"))))
          .hasSizeBetween(1, 10);
    }

    @Test
    void tooManyPairsOfFramesShouldBeRefused() {
      DependSpec[] depends =
          IntStream.range(0, 21)
              .mapToObj(i -> depends("FRAME_BY_FRAME one/second one/first"))
              .toArray(DependSpec[]::new);

      assertThat(SubmissionRules.violations(withDepends(large, depends)))
          .containsExactly(
              new Violation(
                  "depends",
                  "more than 1000000 pairs of frames "
                      + "(expected: fewer frame-by-frame dependencies)"));
    }

    @Test
    void tooManyDependenciesShouldBeRefused() {
      DependSpec[] depends =
          Collections.nCopies(10_001, depends("JOB_ON_JOB one two")).toArray(DependSpec[]::new);

      assertThat(violations(depends))
          .containsExactly(new Violation("depends", "10001 (expected: at most 10000)"));
    }
  }
}
