package io.farmgate.adapter.grpc.cuebot.overload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.overload.HeldFarm.Held;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Header;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.Context;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Identical reads, on a farm that answers when the test says so. */
final class SharedReadsTest {
  private static final MethodKinds KINDS = MethodKinds.of(MethodCatalogue.load());
  private static final String GET_JOBS = "job.JobInterface/GetJobs";
  private static final String PAUSE = "job.JobInterface/Pause";

  private final HeldFarm farm = new HeldFarm();
  private final List<OverloadGuards> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(OverloadGuards::close);
  }

  @Test
  void readsThatComeWhileOneIsOnItsWayShouldShareTheNextCall() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller first = Caller.of(guards, GET_JOBS, "all");
    List<Caller> others = callers(guards, 50);
    Held alone = farm.next();

    Held together = farm.next();
    alone.answer("old");
    together.answer("new");

    assertThat(first.answer()).isEqualTo("old");
    assertThat(others).allSatisfy(caller -> assertThat(caller.answer()).isEqualTo("new"));
    assertThat(farm.received()).isEqualTo(2);
    assertThat(farm.acted("sharing shared")).isEqualTo(49);
  }

  @Test
  void longAnswerThatCouldBeReadOnceShouldBeReadableByAllWhoShareIt() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller first = Caller.of(guards, GET_JOBS, "all");
    List<Caller> others = callers(guards, 3);
    Held alone = farm.next();
    Held together = farm.next();

    alone.answer("old");
    together.done().accept(new Reply.Answer(unread("new"), List.of()));

    assertThat(first.answer()).isEqualTo("old");
    for (Caller other : others) {
      WireBytes response = ((Reply.Answer) other.reply()).response();
      assertThat(response.takeStream()).as("a stream that others would lack").isEmpty();
      assertThat(response.array()).asString(UTF_8).isEqualTo("new");
      other.letGo();
    }
  }

  private static WireBytes unread(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return WireBytes.unread(new ByteArrayInputStream(bytes), bytes.length);
  }

  @Test
  void withTheGuardOffEachReadShouldBeACall() {
    OverloadGuards guards = around(Set.of(), Duration.ZERO);
    callers(guards, 50);

    assertThat(farm.received()).isEqualTo(50);
  }

  @Test
  void readThatComesAfterAChangeWasAnsweredShouldNotGetAnAnswerFromBefore() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller before = Caller.of(guards, GET_JOBS, "all");
    Held sentBefore = farm.next();
    Caller change = Caller.of(guards, PAUSE, "job");
    farm.next().answer("");
    assertThat(change.answer()).isEmpty();

    Caller after = Caller.of(guards, GET_JOBS, "all");
    sentBefore.answer("running");
    assertThat(before.answer()).isEqualTo("running");
    farm.next().answer("paused");

    assertThat(after.answer()).isEqualTo("paused");
  }

  @Test
  void differentQuestionsShouldNotBeMixed() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller.of(guards, GET_JOBS, "all");
    Caller.of(guards, GET_JOBS, "mine");
    Caller.of(guards, "show.ShowInterface/GetShows", "all");
    Caller.of(guards, GET_JOBS, "all", new Header("x-site", "north"));

    assertThat(farm.received()).isEqualTo(4);
  }

  @Test
  void whatOnlyTellsWhoAsksShouldNotMakeAnotherQuestion() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller.of(guards, GET_JOBS, "all");
    Caller.of(guards, GET_JOBS, "all", new Header("x-forwarded-for", "192.0.2.1"));
    Caller.of(guards, GET_JOBS, "all", new Header("grpcgateway-user-agent", "a browser"));
    farm.next();
    farm.next();

    assertThat(farm.hasNone(Duration.ofMillis(300))).isTrue();
  }

  @Test
  void changesShouldNeverBeShared() {
    OverloadGuards guards = guards(Duration.ZERO);
    for (int i = 0; i < 20; i++) {
      Caller.of(guards, PAUSE, "job");
    }

    assertThat(farm.received()).isEqualTo(20);
  }

  @Test
  void readerWithLittleTimeShouldGetTheirTimeoutAndTheOthersTheAnswer() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller.of(guards, GET_JOBS, "all");
    Caller hasty = Caller.of(guards, GET_JOBS, "all", Duration.ofMillis(400));
    Caller patient = Caller.of(guards, GET_JOBS, "all", Duration.ofSeconds(20));
    farm.next();
    Held shared = farm.next();

    assertThat(shared.call().timeout()).isGreaterThan(Duration.ofSeconds(15));
    assertThat(hasty.failure())
        .isEqualTo(
            new FarmFailure.TimedOut(
                "the farm did not answer within 0.4 s", FarmFailure.Outcome.NOT_SAID));
    assertThat(patient.isWaiting()).isTrue();
    shared.answer("late");
    assertThat(patient.answer()).isEqualTo("late");
  }

  @Test
  void sharedCallShouldNotBeMadeInTheContextOfOneReader() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller.of(guards, GET_JOBS, "all");
    Context.CancellableContext leaver = Context.ROOT.withCancellation();
    List<Context> seen = new ArrayList<>();
    OverloadGuards watching =
        OverloadGuards.around(
            (call, done) -> {
              seen.add(Context.current());
              farm.call(call, done);
            },
            settings(Set.of(Guard.SHARING), Duration.ZERO));
    open.add(watching);
    leaver.run(() -> {
      for (int i = 0; i < 3; i++) {
        Caller.of(watching, GET_JOBS, "all");
      }
    });
    farm.next();
    farm.next();
    farm.next();

    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst()).as("who goes alone can be given up").isNotSameAs(Context.ROOT);
    assertThat(seen.getLast()).isSameAs(Context.ROOT);
    leaver.cancel(null);
  }

  @Test
  void sharedAnswerShouldBeHeldOnceUntilTheLastHasLetGo() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller.of(guards, GET_JOBS, "all");
    Caller one = Caller.of(guards, GET_JOBS, "all");
    Caller other = Caller.of(guards, GET_JOBS, "all");
    AtomicInteger ended = new AtomicInteger();
    farm.next();
    Held shared = farm.next();
    shared.call().scope().onEnd(ended::incrementAndGet);
    shared.answer("large");
    assertThat(one.answer()).isEqualTo(other.answer());

    one.letGo();
    assertThat(ended).hasValue(0);
    other.letGo();
    assertThat(ended).hasValue(1);
  }

  @Test
  void wrongHeadersOfOneReaderShouldNotFailTheOthers() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller.of(guards, GET_JOBS, "all");
    Caller wrong = Caller.of(guards, GET_JOBS, "all", new Header("x-forwarded-for", "long"));
    Caller right = Caller.of(guards, GET_JOBS, "all");
    farm.next();
    farm.next().done().accept(new Reply.Refused(new FarmFailure.Invalid("metadata: too long")));

    farm.next().answer("jobs");
    assertThat(wrong.failure()).isInstanceOf(FarmFailure.Invalid.class);
    assertThat(right.answer()).isEqualTo("jobs");
  }

  @Test
  void whatTheFarmSaysOfTheQuestionShouldBeSaidToAll() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller.of(guards, GET_JOBS, "all");
    List<Caller> others = callers(guards, 3);
    farm.next();
    FarmFailure missing = FarmFailure.NotFound.of("show", "x");
    farm.next().done().accept(new Reply.Refused(missing));

    assertThat(others).allSatisfy(caller -> assertThat(caller.failure()).isEqualTo(missing));
  }

  @Test
  void closingShouldRefuseWhoWaits() {
    OverloadGuards guards = guards(Duration.ZERO);
    Caller.of(guards, GET_JOBS, "all");
    Caller waiting = Caller.of(guards, GET_JOBS, "all");

    guards.close();

    assertThat(waiting.failure()).isInstanceOf(FarmFailure.Unavailable.class);
  }

  @Test
  void keptAnswerShouldBeGivenAgainUntilItsTimeIsOver() {
    OverloadGuards guards = guards(Duration.ofMillis(300));
    Caller first = Caller.of(guards, GET_JOBS, "all");
    farm.next().answer("kept");
    assertThat(first.answer()).isEqualTo("kept");

    assertThat(Caller.of(guards, GET_JOBS, "all").answer()).isEqualTo("kept");
    assertThat(farm.received()).isEqualTo(1);
    assertThat(farm.acted("sharing kept")).isEqualTo(1);
    assertThat(farm.hasNone(Duration.ofMillis(300))).isTrue();
    Caller.of(guards, GET_JOBS, "all");
    assertThat(farm.received()).isEqualTo(2);
  }

  @Test
  void changeShouldVoidKeptAnswersAndThoseOnTheirWay() {
    OverloadGuards guards = guards(Duration.ofSeconds(10));
    Caller kept = Caller.of(guards, GET_JOBS, "all");
    farm.next().answer("before");
    assertThat(kept.answer()).isEqualTo("before");
    Caller other = Caller.of(guards, GET_JOBS, "mine");
    Held onItsWay = farm.next();
    Caller change = Caller.of(guards, PAUSE, "job");
    farm.next().answer("");
    assertThat(change.answer()).isEmpty();
    onItsWay.answer("before, too");
    assertThat(other.answer()).isEqualTo("before, too");

    Caller.of(guards, GET_JOBS, "all");
    farm.next();
    Caller.of(guards, GET_JOBS, "mine");
    farm.next();
  }

  private List<Caller> callers(OverloadGuards guards, int count) {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      callers.add(Caller.of(guards, GET_JOBS, "all"));
    }
    return callers;
  }

  private OverloadGuards guards(Duration keep) {
    return around(Set.of(Guard.SHARING), keep);
  }

  private OverloadGuards around(Set<Guard> on, Duration keep) {
    OverloadGuards guards = OverloadGuards.around(farm, settings(on, keep));
    open.add(guards);
    return guards;
  }

  private OverloadGuards.Settings settings(Set<Guard> on, Duration keep) {
    return new OverloadGuards.Settings(on, KINDS, method -> false, keep, farm);
  }
}
