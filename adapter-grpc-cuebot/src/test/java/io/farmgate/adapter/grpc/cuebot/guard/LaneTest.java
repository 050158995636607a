package io.farmgate.adapter.grpc.cuebot.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final List<String> actions = new CopyOnWriteArrayList<>();
  private final Lane lane = lane(new LaneLimits(6, 4, LONG, 2));

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private Lane lane(LaneLimits limits) {
    return new Lane("calls on jobs", limits, timer, actions::add);
  }

  /** Notes what became of a call, and keeps its pass. */
  private static final class Call implements Lane.Turn {
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile Lane.@Nullable Pass pass;
    private volatile @Nullable FarmFailure failure;

    @Override
    public void go(Lane.Pass given) {
      pass = given;
      decided.countDown();
    }

    @Override
    public void refused(FarmFailure why) {
      failure = why;
      decided.countDown();
    }

    boolean went() {
      return pass != null;
    }

    Lane.Pass pass() {
      return Objects.requireNonNull(pass);
    }

    FarmFailure failure() throws InterruptedException {
      assertThat(decided.await(30, TimeUnit.SECONDS)).isTrue();
      return Objects.requireNonNull(failure);
    }

    void awaitTurn() throws InterruptedException {
      assertThat(decided.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(went()).isTrue();
    }
  }

  private Call read() {
    return enter(lane, false, LONG);
  }

  private Call change() {
    return enter(lane, true, LONG);
  }

  private Call enter(Lane where, boolean change, Duration time) {
    Call call = new Call();
    where.enter(change, time, call);
    return call;
  }

  @Test
  void oneCallShouldGoAtATimeInTheOrderOfArrival() {
    Call first = read();
    Call second = read();
    Call third = read();

    assertThat(List.of(first.went(), second.went(), third.went()))
        .containsExactly(true, false, false);
    first.pass().leave();
    assertThat(List.of(second.went(), third.went())).containsExactly(true, false);
    second.pass().leave();
    assertThat(third.went()).isTrue();
    third.pass().leave();
    assertThat(read().went()).isTrue();
    assertThat(actions).containsExactly("queued", "queued");
  }

  @Test
  void changesShouldGoBeforeReadsThatDoNotStarve() {
    Call running = read();
    Call read = read();
    Call lastRead = read();
    List<Call> changes = List.of(change(), change(), change());
    List<Call> all = new ArrayList<>(changes);
    all.addAll(List.of(read, lastRead));
    List<Integer> order = new ArrayList<>();
    Call current = running;
    while (current != null) {
      current.pass().leave();
      current = null;
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).went() && !order.contains(i)) {
          order.add(i);
          current = all.get(i);
        }
      }
    }
    // Two changes, a read, and so on.
    assertThat(order).containsExactly(0, 1, 3, 2, 4);
  }

  @Test
  void fullQueueShouldRefuseAtOnceAndKeepPlacesForChanges() throws InterruptedException {
    read();
    for (int i = 0; i < 4; i++) {
      read();
    }
    FarmFailure.Unavailable refused = (FarmFailure.Unavailable) read().failure();
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
    assertThat(refused.message()).contains("calls on jobs").endsWith("nothing was sent");
    change();
    change();
    assertThat(change().failure()).isInstanceOf(FarmFailure.Unavailable.class);
    assertThat(lane.waiting()).isEqualTo(6);
    assertThat(actions).filteredOn("full"::equals).hasSize(2);
  }

  @Test
  void callWhoseTimePassesShouldLeaveTheQueueUnsent() throws InterruptedException {
    Call running = read();
    Call late = enter(lane, true, Duration.ofMillis(20));

    assertThat(late.failure())
        .isInstanceOfSatisfying(
            FarmFailure.TimedOut.class,
            failure -> {
              assertThat(failure.outcome()).isEqualTo(FarmFailure.Outcome.NOT_DONE);
              assertThat(failure.message()).endsWith("nothing was sent");
            });
    assertThat(lane.waiting()).isZero();
    running.pass().leave();
    assertThat(late.went()).isFalse();
  }

  @Test
  void waitShouldBeBoundedAlsoForCallsWithMoreTime() throws InterruptedException {
    Lane hasty = lane(new LaneLimits(6, 4, Duration.ofMillis(20), 2));
    enter(hasty, false, LONG);

    assertThat(enter(hasty, false, LONG).failure())
        .isInstanceOfSatisfying(
            FarmFailure.Unavailable.class, failure -> assertThat(failure.retryAfter()).isPresent());
  }

  @Test
  void laneThatIsLeftLaterShouldStayTakenUntilThen() throws InterruptedException {
    Call running = read();
    Call next = read();
    long start = System.nanoTime();

    running.pass().leaveAfter(Duration.ofMillis(50));
    running.pass().leave();

    next.awaitTurn();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(45));
  }

  @Test
  void callThatIsGivenUpShouldNotGo() throws InterruptedException {
    Call running = read();
    Call left = new Call();
    Lane.Place place = lane.enter(false, LONG, left);

    place.giveUp(new FarmFailure.Invalid("gone"));
    place.giveUp(new FarmFailure.Invalid("gone twice"));
    running.pass().leave();

    assertThat(left.failure().message()).isEqualTo("gone");
    assertThat(left.went()).isFalse();
  }

  @Test
  void closedLaneShouldRefuseThoseThatWaitAndThoseThatCome() throws InterruptedException {
    read();
    Call waits = read();

    lane.close();

    assertThat(waits.failure()).isInstanceOf(FarmFailure.Unavailable.class);
    assertThat(read().failure()).isInstanceOf(FarmFailure.Unavailable.class);
  }

  @Test
  void longQueueOfCallsThatEndAtOnceShouldNotStackUp() {
    int calls = 50_000;
    Lane wide = lane(new LaneLimits(calls, calls, LONG, 8));
    Call running = enter(wide, false, LONG);
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < calls; i++) {
      wide.enter(
          false,
          LONG,
          new Lane.Turn() {
            @Override
            public void go(Lane.Pass pass) {
              done.incrementAndGet();
              pass.leave();
            }

            @Override
            public void refused(FarmFailure failure) {}
          });
    }
    running.pass().leave();

    assertThat(done).hasValue(calls);
  }

  @Test
  void manyThreadsShouldNeverMeetInside() throws InterruptedException {
    Lane busy = lane(new LaneLimits(1000, 1000, LONG, 8));
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger met = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(8000);
    for (int thread = 0; thread < 8; thread++) {
      boolean change = thread % 2 == 0;
      Thread.ofVirtual()
          .start(() -> {
            for (int i = 0; i < 1000; i++) {
              CountDownLatch one = new CountDownLatch(1);
              busy.enter(
                  change,
                  LONG,
                  new Lane.Turn() {
                    @Override
                    public void go(Lane.Pass pass) {
                      Thread.ofVirtual()
                          .start(() -> {
                            if (inside.incrementAndGet() > 1) {
                              met.incrementAndGet();
                            }
                            inside.decrementAndGet();
                            pass.leave();
                            one.countDown();
                            done.countDown();
                          });
                    }

                    @Override
                    public void refused(FarmFailure failure) {
                      throw new IllegalStateException(failure.message());
                    }
                  });
              try {
                one.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          });
    }
    assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
    assertThat(met).hasValue(0);
  }
}
