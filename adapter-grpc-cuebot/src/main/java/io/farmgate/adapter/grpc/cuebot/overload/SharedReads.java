package io.farmgate.adapter.grpc.cuebot.overload;

import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.GuardRecorder;
import io.farmgate.adapter.grpc.cuebot.overload.Crowd.Step;
import io.farmgate.adapter.grpc.cuebot.overload.KeptAnswers.Kept;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a farm once what many ask at the same time. {@link Pace} says when; a read that nobody else
 * asks for goes at once and is passed on as it is.
 *
 * <p>A read that comes after a change was answered sees the change, because it is never answered by
 * a call that was sent before it came; kept answers are void after each change.
 */
final class SharedReads implements NativeRpc {
  /** Beyond so many questions in the last seconds, new ones are passed on and not shared. */
  private static final int MOST_QUESTIONS = 10_000;

  /** A larger request is hardly one that several send. */
  private static final int LARGEST_REQUEST = 16 << 10;

  /** So much time a read has at least that is made to wait. */
  private static final Duration LEAST_TIME = Duration.ofNanos(Pace.QUIET);

  private static final long FORGET_AFTER = 2 * Pace.KNOWN;

  private final NativeRpc farm;
  private final MethodKinds kinds;
  private final KeptAnswers answers;
  private final GuardRecorder recorder;
  private final ScheduledExecutorService timer;
  private final ConcurrentHashMap<Question, Crowd> crowds = new ConcurrentHashMap<>();
  private volatile boolean closed;

  SharedReads(
      NativeRpc farm,
      MethodKinds kinds,
      Duration keep,
      GuardRecorder recorder,
      ScheduledExecutorService timer) {
    this.farm = farm;
    this.kinds = kinds;
    this.answers = new KeptAnswers(keep);
    this.recorder = recorder;
    this.timer = timer;
    var _ = timer.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void call(Call call, Consumer<Reply> done) {
    if (!kinds.of(call.method()).isRead()) {
      change(call, done);
      return;
    }
    long now = System.nanoTime();
    Crowd crowd = crowd(call, now);
    if (crowd == null) {
      farm.call(call, done);
      return;
    }
    if (!answers.isOff()) {
      Kept kept = crowd.kept(answers, now);
      if (kept != null) {
        recorder.acted(Guard.SHARING, "kept");
        done.accept(kept.answer());
        return;
      }
    }
    follow(crowd, crowd.arrive(new Reader(call, done, now), now), true);
    if (closed) {
      // It came while the others were dismissed, and the timer rings no more.
      dismiss(crowd);
    }
  }

  private void change(Call call, Consumer<Reply> done) {
    if (answers.isOff()) {
      farm.call(call, done);
      return;
    }
    farm.call(
        call,
        reply -> {
          answers.changed();
          done.accept(reply);
        });
  }

  private @Nullable Crowd crowd(Call call, long now) {
    if (call.request().size() > LARGEST_REQUEST
        || call.timeout().compareTo(LEAST_TIME) <= 0
        || closed) {
      return null;
    }
    Question question = Question.of(call);
    Crowd crowd = crowds.get(question);
    if (crowd == null && crowds.size() < MOST_QUESTIONS) {
      crowd = crowds.computeIfAbsent(question, q -> new Crowd(now));
    }
    return crowd;
  }

  private void follow(Crowd crowd, Step step, boolean atOnce) {
    switch (step) {
      case Step.Send(List<Reader> readers) when readers.size() == 1 ->
          sendAlone(crowd, readers.getFirst(), atOnce);
      case Step.Send(List<Reader> readers) -> sendTogether(crowd, readers);
      case Step.Watch(long nanos) -> watch(crowd, nanos);
      case Step.Wait _ -> {}
    }
  }

  private void watch(Crowd crowd, long nanos) {
    var _ =
        timer.schedule(
            () -> follow(crowd, crowd.ring(System.nanoTime()), false), nanos, TimeUnit.NANOSECONDS);
  }

  private void sendAlone(Crowd crowd, Reader reader, boolean atOnce) {
    KeptAnswers.Moment asked = answers.moment();
    Consumer<Reply> over =
        reply -> {
          over(crowd, 1, asked, reply);
          reader.answer(reply);
        };
    if (atOnce) {
      farm.call(reader.call(), over);
      return;
    }
    Call rest = reader.rest(System.nanoTime());
    reader.context().run(() -> farm.call(rest, over));
  }

  private void sendTogether(Crowd crowd, List<Reader> readers) {
    for (int i = 1; i < readers.size(); i++) {
      recorder.acted(Guard.SHARING, "shared");
    }
    KeptAnswers.Moment asked = answers.moment();
    new Flight(farm, timer, readers, reply -> over(crowd, readers.size(), asked, reply)).start();
  }

  private void over(Crowd crowd, int readers, KeptAnswers.Moment asked, Reply reply) {
    crowd.answered(readers);
    if (!answers.isOff()) {
      crowd.keep(answers, reply, asked);
    }
  }

  private void tidy() {
    long now = System.nanoTime();
    crowds.forEach((question, crowd) -> {
      if (crowd.tidy(answers, now, FORGET_AFTER)) {
        crowds.remove(question, crowd);
      }
    });
  }

  /** Refuses all that wait; what comes later is passed on. The timer is the caller's to stop. */
  void close() {
    closed = true;
    crowds.values().forEach(SharedReads::dismiss);
  }

  private static void dismiss(Crowd crowd) {
    Reply closing = new Reply.Refused(new FarmFailure.Unavailable("the gateway is shutting down"));
    crowd.dismiss().forEach(reader -> reader.answer(closing));
  }
}
