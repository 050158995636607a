package io.farmgate.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.range.FrameRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReorderingTest {
  private static final List<Integer> SIX = List.of(1, 2, 3, 4, 5, 6);

  private static FrameRange range(String text) {
    return FrameRange.parse(text);
  }

  @Test
  void firstShouldComeInTheOrderOfTheRange() {
    assertThat(new Reordering.First(range("5-6,2")).apply(SIX)).containsExactly(5, 6, 2, 1, 3, 4);
  }

  @Test
  void lastShouldComeInTheOrderOfTheRange() {
    assertThat(new Reordering.Last(range("3,1")).apply(SIX)).containsExactly(2, 4, 5, 6, 3, 1);
  }

  @Test
  void reversedShouldTurnRoundTheOrderThatThereIs() {
    assertThat(new Reordering.Reversed(range("2-5")).apply(SIX)).containsExactly(1, 5, 4, 3, 2, 6);
    assertThat(new Reordering.Reversed(range("1-3")).apply(List.of(2, 9, 3, 1)))
        .containsExactly(1, 9, 3, 2);
  }

  @Test
  void staggeredShouldTakeTheCoarseOnesFirst() {
    assertThat(new Reordering.Staggered(range("1-6"), 4).apply(SIX))
        .containsExactly(1, 5, 3, 2, 4, 6);
    assertThat(new Reordering.Staggered(range("2-5"), 2).apply(SIX))
        .containsExactly(1, 2, 4, 3, 5, 6);
  }

  @Test
  void framesThatAreNotThereShouldBePassedOver() {
    assertThat(new Reordering.First(range("7-9")).apply(SIX)).isEqualTo(SIX);
    assertThat(new Reordering.Last(range("6-9,1")).apply(SIX)).containsExactly(2, 3, 4, 5, 6, 1);
    assertThat(new Reordering.Reversed(range("5-9")).apply(SIX)).containsExactly(1, 2, 3, 4, 6, 5);
    assertThat(new Reordering.Staggered(range("0-2"), 2).apply(SIX))
        .containsExactly(2, 1, 3, 4, 5, 6);
  }

  @Test
  void aFrameNamedTwiceShouldCountWhereItIsNamedFirst() {
    assertThat(new Reordering.First(range("4,2,4")).apply(SIX)).containsExactly(4, 2, 1, 3, 5, 6);
    assertThat(new Reordering.Last(range("4,2,4")).apply(SIX)).containsExactly(1, 3, 5, 6, 4, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -2})
  void aStepThatCountsNothingShouldBeRefused(int step) {
    assertThatExceptionOfType(FarmException.class)
        .isThrownBy(() -> new Reordering.Staggered(range("1-6"), step))
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(FarmFailure.Invalid.class));
  }

  @Test
  void aRangeThatHasAStepShouldNotBeStaggered() {
    assertThatExceptionOfType(FarmException.class)
        .isThrownBy(() -> new Reordering.Staggered(range("1-9x2"), 3))
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(FarmFailure.Invalid.class));
  }

  @Property
  void noFrameShouldBeLostAndNoneShouldMoveThatIsNotNamed(@ForAll long seed) {
    Random random = new Random(seed);
    List<Integer> now =
        new ArrayList<>(
            IntStream.rangeClosed(-9, 40).filter(i -> random.nextBoolean()).boxed().toList());
    Collections.shuffle(now, random);
    int from = random.nextInt(60) - 15;
    FrameRange range = range(from + "-" + (from + random.nextInt(30)));
    Set<Integer> named = new HashSet<>(range.frames().boxed().toList());
    List<Integer> others = now.stream().filter(frame -> !named.contains(frame)).toList();

    for (Reordering how :
        List.of(
            new Reordering.First(range),
            new Reordering.Last(range),
            new Reordering.Reversed(range),
            new Reordering.Staggered(range, 1 + random.nextInt(12)))) {
      List<Integer> then = how.apply(now);

      assertThat(then).containsExactlyInAnyOrderElementsOf(now);
      assertThat(then.stream().filter(frame -> !named.contains(frame))).isEqualTo(others);
      assertThat(how.range()).isEqualTo(range);
    }
    assertThat(new Reordering.Reversed(range).apply(new Reordering.Reversed(range).apply(now)))
        .isEqualTo(now);
  }
}
