package io.farmgate.adapter.grpc.cuebot.overload;

import static io.farmgate.adapter.grpc.cuebot.overload.Polls.MS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final long TEN_SECONDS = 10_000 * MS;

  @ParameterizedTest
  @CsvSource({"50,0", "50,50", "200,0", "200,1", "200,50", "200,300", "200,2000", "1000,20"})
  void dashboardsThatPollEverySecondShouldCostTwoCallsASecond(int dashboards, int farmTakes) {
    Polls polls = new Polls(farmTakes * MS + 1);
    Random random = new Random(7);
    for (int i = 0; i < dashboards; i++) {
      polls.poller((long) (random.nextDouble() * 1000 * MS), 1000 * MS);
    }

    polls.run(TEN_SECONDS);

    assertThat(polls.mostASecond()).isLessThanOrEqualTo(2);
    assertThat(polls.longestWaitMillis()).isLessThanOrEqualTo(1000 + farmTakes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50})
  void dashboardsThatPollAtTheSameMomentShouldGoTogether(int farmTakes) {
    Polls polls = new Polls(farmTakes * MS);
    for (int i = 0; i < 200; i++) {
      polls.poller(i * MS / 10, 1000 * MS);
    }

    polls.run(TEN_SECONDS);

    assertThat(polls.sent())
        .as("two a second and the first size of the crowd")
        .hasSizeBetween(20, 21);
    assertThat(polls.longestWaitMillis()).isLessThan(150 + farmTakes);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "4,57", "16,5", "64,1"})
  void programsThatAskAgainAtOnceShouldNotBeSlowed(int programs, int farmTakes) {
    Polls polls = new Polls(farmTakes * MS);
    for (int i = 0; i < programs; i++) {
      polls.loop(i * MS / 10, MS / 10 + i * 1000L);
    }

    polls.run(TEN_SECONDS);

    double alone = TEN_SECONDS / (farmTakes * MS + MS / 10.0) * programs;
    assertThat(polls.answers()).isGreaterThan((int) (0.85 * alone));
    assertThat(polls.sent().size()).isLessThanOrEqualTo(polls.answers() / programs * 11 / 10 + 2);
  }

  @Test
  void programThatAsksFiveTimesASecondShouldWaitOnceInFiveSeconds() {
    Polls polls = new Polls(2 * MS).poller(0, 200 * MS).run(TEN_SECONDS);

    assertThat(polls.answers()).isEqualTo(50);
    assertThat(polls.meanWaitMillis()).isLessThan(10);
    assertThat(polls.longestWaitMillis()).isLessThanOrEqualTo(102);
  }

  @Test
  void readAfterQuietShouldGoAtOnce() {
    Pace pace = new Pace(0);
    assertThat(pace.arrive(0)).isTrue();
    pace.go(0);
    pace.answered(1);

    assertThat(pace.arrive(5 * MS)).as("the second of a second, with none on its way").isTrue();
    pace.go(5 * MS);
    pace.answered(1);

    assertThat(pace.arrive(10 * MS)).isFalse();
    assertThat(pace.nextRing(10 * MS)).isEqualTo(100 * MS);
    assertThat(pace.ring(110 * MS)).as("nobody else has come").isTrue();
  }

  @Test
  void ringThatComesLateShouldNotTellThatNobodyCame() {
    Pace pace = new Pace(0);
    pace.arrive(0);
    pace.go(0);
    pace.arrive(MS);
    assertThat(pace.nextRing(MS)).isEqualTo(Pace.QUIET);

    assertThat(pace.ring(MS + Pace.QUIET + 50 * MS)).as("held up for 50 ms").isFalse();
    assertThat(pace.nextRing(151 * MS)).isEqualTo(Pace.QUIET);
    assertThat(pace.ring(251 * MS)).isTrue();
  }

  @Test
  void readShouldNotJoinACallThatIsOnItsWay() {
    Pace pace = new Pace(0);
    assertThat(pace.arrive(0)).isTrue();
    pace.go(0);

    assertThat(pace.arrive(MS)).as("it waits for a call of its own").isFalse();
    assertThat(pace.ring(MS + pace.nextRing(MS))).isTrue();
  }
}
