package io.farmgate.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JobStateTest {

  @TestFactory
  Stream<DynamicTest> theDocumentsCasesShouldHold() {
    List<List<String>> cases = StatesDocument.table("waiting");
    assertThat(cases).hasSizeGreaterThan(20);
    return cases.stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.get(9) + ": " + row.get(10),
                () ->
                    assertThat(JobState.derive(counts(row), isYes(row.get(7)), isYes(row.get(8))))
                        .isEqualTo(JobState.valueOf(row.get(9)))));
  }

  private static FrameCounts counts(List<String> row) {
    int[] counts = row.subList(0, 7).stream().mapToInt(Integer::parseInt).toArray();
    return new FrameCounts(
        counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);
  }

  private static boolean isYes(String cell) {
    assertThat(cell).isIn("yes", "no");
    return cell.equals("yes");
  }

  @Test
  void theDocumentShouldSayWhichStatesAreFinished() {
    assertThat(StatesDocument.table("state").stream().map(row -> row.subList(0, 2)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(JobState.values())
                .map(state -> List.of(state.name(), state.isFinished() ? "yes" : "no"))
                .toList());
    assertThat(StatesDocument.table("domain").stream().map(row -> row.getFirst()))
        .containsExactly(Stream.of(JobState.values()).map(JobState::name).toArray(String[]::new));
  }

  /** Each state said in its own words, over every mix of frames that are there or not. */
  @Test
  void everyStateShouldMeanWhatItSays() {
    Set<JobState> seen = EnumSet.noneOf(JobState.class);
    for (int mix = 0; mix < 1 << 9; mix++) {
      FrameCounts frames =
          new FrameCounts(
              mix & 1,
              mix >> 1 & 1,
              mix >> 2 & 1,
              mix >> 3 & 1,
              mix >> 4 & 1,
              mix >> 5 & 1,
              mix >> 6 & 1);
      boolean paused = (mix >> 7 & 1) == 1;
      boolean killed = (mix >> 8 & 1) == 1;
      boolean open = frames.pending() + frames.running() + frames.checkpoint() > 0;

      JobState state = JobState.derive(frames, paused, killed);

      seen.add(state);
      String what = frames + (paused ? " paused" : "") + (killed ? " killed" : "");
      boolean fits =
          switch (state) {
            case KILLED -> killed;
            case SUCCEEDED -> !killed && !open && frames.dead() == 0;
            case FAILED -> !killed && !open && frames.dead() > 0;
            case PAUSED -> !killed && open && paused;
            case RUNNING -> !killed && open && !paused && frames.running() > 0;
            case WAITING -> !killed && open && !paused && frames.running() == 0;
          };
      assertThat(fits).as("%s is %s", what, state).isTrue();
    }
    assertThat(seen).hasSize(JobState.values().length);
  }

  @Test
  void countsShouldAddUp() {
    FrameCounts counts = new FrameCounts(1, 2, 4, 8, 16, 32, 64);

    assertThat(counts.total()).isEqualTo(127);
    assertThat(counts.pending()).isEqualTo(3);
    assertThat(counts.done()).isEqualTo(40);
    assertThat(FrameCounts.NONE.total()).isZero();
  }
}
