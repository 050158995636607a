package io.farmgate.adapter.http.rpc.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.farmgate.domain.MatchRule;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.MatcherId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.opencue.wire.filter.Action;
import io.farmgate.opencue.wire.filter.ActionType;
import io.farmgate.opencue.wire.filter.MatchSubject;
import io.farmgate.opencue.wire.filter.MatchType;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The words of filters are the same in the contract and in the domain. */
final class FilterNamesTest {
  @Test
  void everyMatcherShouldSurviveTheWayThereAndBack() {
    for (MatchRule.Subject subject : MatchRule.Subject.values()) {
      for (MatchRule.Kind kind : MatchRule.Kind.values()) {
        MatchRule rule = new MatchRule(subject, kind, "input");
        assertThat(FilterFields.rule("", FilterFields.wire(new Matcher(new MatcherId("m"), rule))))
            .isEqualTo(rule);
      }
    }
    assertThat(MatchRule.Subject.values()).hasSize(MatchSubject.values().length - 1);
    assertThat(MatchRule.Kind.values()).hasSize(MatchType.values().length - 1);
  }

  @Test
  void everyTypeOfActionShouldBeReadAsItselfOrRefused() {
    // SET_ALL_RENDER_LAYER_CORES, which is deprecated.
    Set<Integer> refused = Set.of(8);
    for (ActionType type : ActionType.values()) {
      if (type == ActionType.UNRECOGNIZED || refused.contains(type.getNumber())) {
        continue;
      }
      Action wire =
          Action.newBuilder()
              .setType(type)
              .setGroupValue("group")
              .setStringValue("fast | big, old")
              .setIntegerValue(4096)
              .setFloatValue(2.5f)
              .setBooleanValue(true)
              .build();
      io.farmgate.domain.Action read =
          new io.farmgate.domain.Action(
              new io.farmgate.domain.ActionId("a"), FilterFields.edit("", wire));
      assertThat(FilterFields.wire(read).getType()).isEqualTo(type);
      assertThat(FilterFields.edit("", FilterFields.wire(read))).isEqualTo(read.edit());
    }
    for (int number : new int[] {8, 99}) {
      Action wire = Action.newBuilder().setTypeValue(number).build();
      assertThat(catchThrowable(() -> FilterFields.edit("", wire)))
          .isInstanceOf(FarmException.class)
          .hasMessageContaining("type: ");
    }
  }
}
