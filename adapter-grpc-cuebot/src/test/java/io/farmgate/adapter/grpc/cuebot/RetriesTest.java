package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Retries.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {
  private static final Duration PLENTY = Duration.ofSeconds(30);

  private final List<String> actions = new ArrayList<>();
  private final Retries retries =
      new Retries(true, (guard, action) -> actions.add(guard.word() + " " + action));

  @ParameterizedTest
  @CsvSource({
    "true, LOST, true",
    "true, UNSEEN, true",
    "true, FINAL, false",
    "false, LOST, false",
    "false, UNSEEN, true",
    "false, FINAL, false",
  })
  void readsShouldBeMadeAgainAndChangesOnlyWhereTheyWereNotSeen(
      boolean read, End end, boolean again) {
    assertThat(retries.begin(read).again(end, PLENTY).isPresent()).isEqualTo(again);
  }

  @Test
  void nothingShouldBeMadeAgainWhereTheGuardIsOff() {
    Retries off = new Retries(false, GuardRecorder.NONE);

    assertThat(off.begin(true).again(End.UNSEEN, PLENTY)).isEmpty();
  }

  @Test
  void pausesShouldGrowVaryAndEnd() {
    List<Duration> first = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Retries.Course course = retries.begin(true);
      first.add(course.again(End.LOST, PLENTY).orElseThrow());
      assertThat(first.getLast()).isBetween(Duration.ofMillis(25), Duration.ofMillis(75));
      assertThat(course.again(End.LOST, PLENTY).orElseThrow())
          .isBetween(Duration.ofMillis(75), Duration.ofMillis(225));
      assertThat(course.again(End.LOST, PLENTY)).as("a third time").isEmpty();
    }
    assertThat(first.stream().distinct().count()).as("pauses that differ").isGreaterThan(1);
  }

  @Test
  void pauseShouldFitIntoTheCallsTime() {
    assertThat(retries.begin(true).again(End.LOST, Duration.ofMillis(20))).isEmpty();
    assertThat(actions).isEmpty();
  }

  @Test
  void allCallsTogetherShouldBeBoundedToATenthAndTheReserve() {
    int calls = 2000;
    int granted = 0;
    for (int i = 0; i < calls; i++) {
      Retries.Course course = retries.begin(true);
      Optional<Duration> again = course.again(End.LOST, PLENTY);
      while (again.isPresent()) {
        granted++;
        again = course.again(End.LOST, PLENTY);
      }
    }
    assertThat(granted)
        .isBetween(
            calls / RetryBudget.CALLS_PER_RETRY,
            calls / RetryBudget.CALLS_PER_RETRY + RetryBudget.RESERVE);
    assertThat(actions).contains("retries again", "retries budget-spent");
  }

  @Test
  void budgetShouldNotGrowWithoutEnd() {
    RetryBudget budget = new RetryBudget();
    for (int i = 0; i < 100_000; i++) {
      budget.called();
    }
    int granted = 0;
    while (budget.spend()) {
      granted++;
    }
    assertThat(granted).isEqualTo(RetryBudget.RESERVE);
  }
}
