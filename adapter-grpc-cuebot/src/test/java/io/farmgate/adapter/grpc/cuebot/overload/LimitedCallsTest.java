package io.farmgate.adapter.grpc.cuebot.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.overload.HeldFarm.Held;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More calls than a farm answers, on one that answers when the test says so. */
final class LimitedCallsTest {
  private static final String LIST = "job.JobInterface/GetJobs";
  private static final String READ = "host.HostInterface/FindHost";
  private static final String CHANGE = "host.HostInterface/Lock";
  private static final int LISTS = CallLimit.FIRST * 7 / 10;

  private final HeldFarm farm = new HeldFarm();
  private final List<OverloadGuards> open = new ArrayList<>();
  private final OverloadGuards guards = around(Set.of(Guard.LIMIT));

  @AfterEach
  void close() {
    open.forEach(OverloadGuards::close);
  }

  @Test
  void listsShouldLeaveRoomForReadsAndReadsForChanges() {
    callers(LIST, CallLimit.FIRST);
    assertThat(farm.received()).isEqualTo(LISTS);
    callers(READ, CallLimit.FIRST);
    assertThat(farm.received()).isEqualTo(CallLimit.FIRST * 9 / 10);
    callers(CHANGE, CallLimit.FIRST);
    assertThat(farm.received()).isEqualTo(CallLimit.FIRST);
    assertThat(guards.inFlight()).isEqualTo(CallLimit.FIRST);
  }

  @Test
  void withTheGuardOffAllShouldGo() {
    OverloadGuards off = around(Set.of());
    for (int i = 0; i < 500; i++) {
      Caller.of(off, LIST, "all");
    }

    assertThat(farm.received()).isEqualTo(500);
    assertThat(off.limit()).isEmpty();
  }

  @Test
  void whatWaitsShouldGoInTheOrderOfItsWorth() {
    callers(LIST, LISTS);
    callers(READ, 20);
    callers(CHANGE, 10);
    assertThat(farm.received()).isEqualTo(CallLimit.FIRST);
    Caller.of(guards, LIST, "waits");
    Caller.of(guards, READ, "waits");
    Caller.of(guards, CHANGE, "waits");
    List<Held> onTheirWay = new ArrayList<>();
    for (int i = 0; i < CallLimit.FIRST; i++) {
      onTheirWay.add(farm.next());
    }

    List<String> order = new ArrayList<>();
    for (Held held : onTheirWay) {
      held.answer("");
      if (!farm.hasNone(Duration.ZERO)) {
        order.add(farm.next().call().method());
      }
    }

    assertThat(order).containsExactly(CHANGE, READ, LIST);
  }

  @Test
  void whatFindsNoRoomShouldBeRefusedSoonWithAdviceWhenToComeBack() {
    long start = System.nanoTime();
    List<Caller> lists = callers(LIST, 500);
    List<FarmFailure> refused = new ArrayList<>();
    for (Caller list : lists.subList(LISTS, 500)) {
      refused.add(list.failure());
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(refused)
        .allSatisfy(failure ->
            assertThat(failure)
                .isInstanceOfSatisfying(
                    FarmFailure.Unavailable.class,
                    unavailable -> {
                      assertThat(unavailable.retryAfter()).hasValue(Duration.ofSeconds(2));
                      assertThat(unavailable.message()).contains("nothing was done");
                    }));
    assertThat(farm.received()).isEqualTo(LISTS);
    assertThat(farm.acted("limit shed-list")).isEqualTo(500 - LISTS);
    assertThat(guards.waiting()).isZero();
  }

  @Test
  void burstShouldWaitRatherThanBeRefused() {
    List<Caller> lists = callers(LIST, LISTS + 50);
    for (int i = 0; i < LISTS + 50; i++) {
      farm.next().answer("jobs");
    }

    assertThat(lists).allSatisfy(list -> assertThat(list.answer()).isEqualTo("jobs"));
    assertThat(guards.inFlight()).isZero();
  }

  @Test
  void callsInLanesShouldNotBeCounted() {
    OverloadGuards lanes =
        OverloadGuards.around(
            farm,
            new OverloadGuards.Settings(
                Set.of(Guard.LIMIT),
                MethodKinds.of(MethodCatalogue.load()),
                CHANGE::equals,
                Duration.ZERO,
                farm));
    open.add(lanes);
    for (int i = 0; i < 500; i++) {
      Caller.of(lanes, CHANGE, "host");
    }

    assertThat(farm.received()).isEqualTo(500);
    assertThat(lanes.inFlight()).isZero();
  }

  @Test
  void farmThatRefusesAtOnceShouldNotBringTheLimitDown() {
    OverloadGuards down =
        OverloadGuards.around(
            (call, done) ->
                done.accept(
                    new Reply.Refused(
                        new FarmFailure.Unavailable("it cannot be reached", Optional.empty()))),
            settings(Set.of(Guard.LIMIT)));
    open.add(down);
    for (int i = 0; i < 1000; i++) {
      assertThat(Caller.of(down, LIST, "all").failure().message()).contains("reached");
    }

    assertThat(down.limit()).hasValue(CallLimit.FIRST);
    assertThat(down.inFlight()).isZero();
  }

  @Test
  void closingShouldRefuseWhoWaits() {
    Caller last = callers(LIST, LISTS + 1).getLast();

    guards.close();

    assertThat(last.failure())
        .isEqualTo(
            new FarmFailure.Unavailable(
                "the gateway is shutting down", Optional.empty(), FarmFailure.Outcome.NOT_DONE));
  }

  private List<Caller> callers(String method, int count) {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      callers.add(Caller.of(guards, method, "all"));
    }
    return callers;
  }

  private OverloadGuards around(Set<Guard> on) {
    OverloadGuards made = OverloadGuards.around(farm, settings(on));
    open.add(made);
    return made;
  }

  private OverloadGuards.Settings settings(Set<Guard> on) {
    return new OverloadGuards.Settings(
        on, MethodKinds.of(MethodCatalogue.load()), method -> false, Duration.ZERO, farm);
  }
}
