package io.farmgate.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CorePartsTest {

  @Property
  void partsShouldAddUpAndBeWithinAHundredthOfTheRatio(
      @ForAll @IntRange(min = 0, max = 10_000_000) int whole,
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 10_000_000) Integer> ratio) {
    Map<Integer, Cores> given = new LinkedHashMap<>();
    for (int i = 0; i < ratio.size(); i++) {
      given.put(i, new Cores(ratio.get(i)));
    }
    double sum = ratio.stream().mapToLong(Integer::longValue).sum();

    Map<Integer, Cores> parts = CoreParts.divide(new Cores(whole), given);

    assertThat(parts.keySet()).containsExactlyElementsOf(given.keySet());
    assertThat(parts.values().stream().mapToInt(Cores::hundredths).sum()).isEqualTo(whole);
    parts.forEach((who, part) -> {
      double fair = sum == 0 ? whole / (double) ratio.size() : whole * (ratio.get(who) / sum);
      assertThat((double) part.hundredths()).isBetween(fair - 1.001, fair + 1.001);
    });
  }

  @Test
  void whatIsLeftShouldGoToTheNearestAndThenToTheFirst() {
    assertThat(CoreParts.divide(new Cores(100), ratio(1, 1, 1)).values())
        .containsExactly(new Cores(34), new Cores(33), new Cores(33));
    assertThat(CoreParts.divide(new Cores(10), ratio(1, 3, 3)).values())
        .containsExactly(new Cores(2), new Cores(4), new Cores(4));
    assertThat(CoreParts.divide(new Cores(5), ratio(0, 0)).values())
        .containsExactly(new Cores(3), new Cores(2));
    assertThat(CoreParts.divide(new Cores(5), ratio(0, 7)).values())
        .containsExactly(Cores.ZERO, new Cores(5));
    assertThat(CoreParts.divide(Cores.ONE, Map.<String, Cores>of())).isEmpty();
  }

  private static Map<Integer, Cores> ratio(int... hundredths) {
    Map<Integer, Cores> ratio = new LinkedHashMap<>();
    for (int amount : hundredths) {
      ratio.put(ratio.size(), new Cores(amount));
    }
    return ratio;
  }
}
