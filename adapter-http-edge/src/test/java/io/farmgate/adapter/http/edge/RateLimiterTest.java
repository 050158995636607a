package io.farmgate.adapter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.application.Admission.Standing;
import io.farmgate.application.Admission.Verdict;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
  private static final long EPOCH_MILLIS = 1_694_001_000_000L;

  private final AtomicLong nanos = new AtomicLong(-50);
  private final RateLimiter limiter = limiter(10, 100);

  private RateLimiter limiter(int perSecond, int maxBuckets) {
    return new RateLimiter(
        perSecond,
        maxBuckets,
        nanos::get,
        () -> Instant.ofEpochMilli(EPOCH_MILLIS + nanos.get() / 1_000_000));
  }

  private static Caller caller(String subject) {
    return new Caller(subject, Role.VIEWER);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void aSecondsWorthMayBeSpentAtOnceAndNoMore() {
    for (int left = 9; left >= 0; left--) {
      assertThat(limiter.admit(caller("ann")))
          .isEqualTo(new Verdict.Admitted(new Standing(10, left, EPOCH_MILLIS / 1000 + 1)));
    }

    assertThat(limiter.admit(caller("ann")))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.standing())
                  .isEqualTo(new Standing(10, 0, EPOCH_MILLIS / 1000 + 1));
              assertThat(refused.failure().message()).contains("10 a second");
              assertThat(refused.failure().retryAfter()).isEqualTo(Duration.ofMillis(100));
            });
  }

  @Test
  void oneCallersBurstShouldNotCostAnother() {
    spendAll(limiter, "ann");

    assertThat(limiter.admit(caller("bob"))).isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void theRoleShouldNotMakeAnotherCaller() {
    spendAll(limiter, "ann");

    assertThat(limiter.admit(new Caller("ann", Role.ADMIN))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void requestsShouldComeBackOneByOne() {
    spendAll(limiter, "ann");
    pass(Duration.ofMillis(100));

    assertThat(limiter.admit(caller("ann"))).isInstanceOf(Verdict.Admitted.class);
    assertThat(limiter.admit(caller("ann"))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void restedCallersShouldMakeRoomAndBusyOnesKeepTheirPlace() {
    RateLimiter small = limiter(10, 3);
    assertThat(small.admit(caller("rested1"))).isInstanceOf(Verdict.Admitted.class);
    assertThat(small.admit(caller("rested2"))).isInstanceOf(Verdict.Admitted.class);
    pass(Duration.ofSeconds(1));
    spendAll(small, "busy");

    assertThat(small.admit(caller("new"))).isInstanceOf(Verdict.Admitted.class);

    assertThat(small.size()).isEqualTo(2);
    assertThat(small.admit(caller("busy"))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void namesWithoutEndShouldTakeNeitherMemoryNorMoreRequests() {
    RateLimiter small = limiter(10, 3);
    int admitted = 0;
    for (int i = 0; i < 1000; i++) {
      admitted += small.admit(caller("name" + i)) instanceof Verdict.Admitted ? 1 : 0;
    }

    assertThat(small.size()).isEqualTo(3);
    assertThat(admitted).as("three of their own, ten shared").isEqualTo(13);
  }

  @Test
  void manyThreadsShouldNotGetMoreThanThereIs() throws Exception {
    RateLimiter shared = limiter(1000, 100);
    List<Future<Integer>> counts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int t = 0; t < 4; t++) {
        counts.add(
            threads.submit(() -> {
              int admitted = 0;
              for (int i = 0; i < 1000; i++) {
                admitted += shared.admit(caller("ann")) instanceof Verdict.Admitted ? 1 : 0;
              }
              return admitted;
            }));
      }
    }

    int all = 0;
    for (Future<Integer> count : counts) {
      all += count.get();
    }
    assertThat(all).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, RateLimiter.MAX_PER_SECOND + 1})
  void aLimitThatIsNoneShouldBeRefused(int perSecond) {
    assertThatThrownBy(() -> limiter(perSecond, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("perSecond: " + perSecond);
  }

  private static void spendAll(RateLimiter limiter, String subject) {
    while (limiter.admit(caller(subject)) instanceof Verdict.Admitted) {
      // Until there are none left.
    }
  }
}
