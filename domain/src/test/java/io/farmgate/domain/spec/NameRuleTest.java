package io.farmgate.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {

  @ParameterizedTest
  @CsvSource({
    "SHOW, abc",
    "SHOW, Show_2",
    "SHOT, sh010",
    "SHOT, dev.cl",
    "USER, a",
    "USER, ada.l-2",
    "JOB, render_v1.2-final",
    "JOB, _ab",
    "LAYER, comp",
  })
  void namesOfTheFieldShouldBeFine(NameRule rule, String name) {
    assertThat(rule.problem(name)).isEmpty();
    rule.check("name", name);
  }

  @ParameterizedTest
  @CsvSource({
    "SHOW, ab", "SHOW, a-b", "SHOW, a.b", "SHOW, a b!", "SHOW, grün", "SHOT, ab", "SHOT, a/b",
    "USER, a b", "USER, -rf", "JOB, ab", "JOB, ...", "JOB, .hidden", "JOB, -rf", "JOB, a$b",
    "LAYER, ab", "LAYER, a\u0000b", "LAYER, 'abc\n'",
  })
  void namesThatFarmsCannotCarryShouldBeRefused(NameRule rule, String name) {
    assertThat(rule.problem(name)).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void emptyAndEndlessNamesShouldBeRefused(NameRule rule) {
    assertThat(rule.problem("")).hasValueSatisfying(text -> assertThat(text).startsWith("'' "));
    assertThat(rule.problem("a".repeat(100_000))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHOW:36", "SHOT:64", "USER:32", "JOB:200", "LAYER:128"})
  void theLongestNameShouldBeFineAndOneMoreNot(String bound) {
    NameRule rule = NameRule.valueOf(bound.substring(0, bound.indexOf(':')));
    int longest = Integer.parseInt(bound.substring(bound.indexOf(':') + 1));

    assertThat(rule.problem("a".repeat(longest))).isEmpty();
    assertThat(rule.problem("a".repeat(longest + 1))).isPresent();
  }

  @Test
  void aRefusalShouldSayWhatWasExpected() {
    String problem = "'a b!' (expected: 3 to 36 letters, digits and underscores)";

    assertThatThrownBy(() -> NameRule.SHOW.check("show name", "a b!"))
        .isInstanceOfSatisfying(
            FarmException.class,
            e ->
                assertThat(e.failure())
                    .isEqualTo(
                        new FarmFailure.Invalid(
                            "show name: " + problem,
                            List.of(new FarmFailure.Violation("show name", problem)))));
  }
}
