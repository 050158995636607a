package io.farmgate.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameStateTest {

  @Test
  void theDocumentShouldTellTheSameSteps() {
    assertThat(StatesDocument.table("cause").stream().map(row -> row.subList(0, 3)))
        .containsExactlyElementsOf(
            Arrays.stream(FrameCause.values())
                .map(cause ->
                    List.of(
                        cause.name(),
                        cause.from().stream()
                            .map(FrameState::name)
                            .collect(Collectors.joining(", ")),
                        cause.to().name()))
                .toList());
    assertThat(StatesDocument.table("cause")).allMatch(row -> !row.get(3).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void aCauseShouldChangeTheStatesThatItCanHappenInAndNoOthers(FrameCause cause) {
    assertThat(cause.from()).isNotEmpty().doesNotContain(cause.to());
    for (FrameState state : FrameState.values()) {
      if (cause.from().contains(state)) {
        assertThat(cause.apply(state)).isEqualTo(cause.to());
        assertThat(state.mayBecome(cause.to())).isTrue();
      } else {
        assertThatIllegalStateException()
            .isThrownBy(() -> cause.apply(state))
            .withMessageContaining(state.name())
            .withMessageContaining(cause.from().toString());
      }
    }
  }

  @Test
  void everyStateShouldLeadJustThere() {
    assertThat(next(FrameState.SETUP))
        .containsOnly(FrameState.WAITING, FrameState.DEPEND, FrameState.EATEN);
    assertThat(next(FrameState.WAITING))
        .containsOnly(FrameState.DEPEND, FrameState.RUNNING, FrameState.EATEN);
    assertThat(next(FrameState.DEPEND)).containsOnly(FrameState.WAITING, FrameState.EATEN);
    assertThat(next(FrameState.RUNNING))
        .containsOnly(
            FrameState.WAITING,
            FrameState.SUCCEEDED,
            FrameState.DEAD,
            FrameState.EATEN,
            FrameState.CHECKPOINT);
    assertThat(next(FrameState.CHECKPOINT)).containsOnly(FrameState.WAITING, FrameState.EATEN);
    assertThat(next(FrameState.SUCCEEDED)).containsOnly(FrameState.WAITING);
    assertThat(next(FrameState.DEAD)).containsOnly(FrameState.WAITING, FrameState.EATEN);
    assertThat(next(FrameState.EATEN)).containsOnly(FrameState.WAITING);
  }

  private static Set<FrameState> next(FrameState state) {
    return Arrays.stream(FrameState.values())
        .filter(state::mayBecome)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(FrameState.class)));
  }

  @Test
  void doneFramesShouldBeFinal() {
    for (FrameState state : FrameState.values()) {
      assertThat(state.isDone() && !state.isFinal()).as(state.name()).isFalse();
    }
    assertThat(FrameState.DEAD.isFinal()).isTrue();
    assertThat(FrameState.DEAD.isDone()).isFalse();
  }

  @Test
  void onlyAPersonShouldMoveAFinalFrame() {
    for (FrameState state : FrameState.values()) {
      List<FrameCause> causes =
          Arrays.stream(FrameCause.values()).filter(cause -> cause.from().contains(state)).toList();
      assertThat(List.of(FrameCause.RETRIED, FrameCause.EATEN).containsAll(causes))
          .as(state.name())
          .isEqualTo(state.isFinal());
    }
  }
}
