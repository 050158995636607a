package io.farmgate.adapter.grpc.cuebot.overload;

import io.farmgate.adapter.grpc.cuebot.overload.KeptAnswers.Kept;
import io.farmgate.domain.port.NativeRpc.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readers of one question. Thread-safe; nobody outside is called with its lock held. */
final class Crowd {
  private final Pace pace;
  private List<Reader> waiting = List.of();
  private boolean watched;
  private @Nullable Kept kept;

  Crowd(long now) {
    pace = new Pace(now);
  }

  /** What is to be done when a reader has come, or a time has. */
  sealed interface Step {
    /** One call for all of these; at least one. */
    record Send(List<Reader> readers) implements Step {}

    /** To {@link #ring} in so many nanoseconds. */
    record Watch(long nanos) implements Step {}

    /** Nothing. */
    enum Wait implements Step {
      WAIT
    }
  }

  synchronized Step arrive(Reader reader, long now) {
    if (pace.arrive(now)) {
      return send(reader, now);
    }
    if (waiting.isEmpty()) {
      waiting = new ArrayList<>();
    }
    waiting.add(reader);
    if (watched) {
      return Step.Wait.WAIT;
    }
    watched = true;
    return new Step.Watch(pace.nextRing(now));
  }

  private Step send(Reader last, long now) {
    pace.go(now);
    if (waiting.isEmpty()) {
      return new Step.Send(List.of(last));
    }
    List<Reader> all = waiting;
    all.add(last);
    waiting = List.of();
    return new Step.Send(all);
  }

  /** The time of {@link Step.Watch} is over. */
  synchronized Step ring(long now) {
    watched = false;
    if (waiting.isEmpty()) {
      return Step.Wait.WAIT;
    }
    if (pace.ring(now)) {
      pace.go(now);
      List<Reader> all = waiting;
      waiting = List.of();
      return new Step.Send(all);
    }
    waiting.stream().filter(reader -> reader.left(now) <= 0).forEach(Reader::expire);
    watched = true;
    return new Step.Watch(pace.nextRing(now));
  }

  /** Takes all that wait out, for good. */
  synchronized List<Reader> dismiss() {
    List<Reader> all = waiting;
    waiting = List.of();
    return all;
  }

  synchronized void answered(int readers) {
    pace.answered(readers);
  }

  /** Returns the answer that is kept and still good. */
  synchronized @Nullable Kept kept(KeptAnswers answers, long now) {
    Kept mine = kept;
    return mine != null && answers.isGood(mine, now) ? mine : null;
  }

  synchronized void keep(KeptAnswers answers, Reply reply, KeptAnswers.Moment asked) {
    kept = answers.keep(reply, asked, kept);
  }

  /** Lets go of what is no longer good; true where nobody has come for so long. */
  synchronized boolean tidy(KeptAnswers answers, long now, long nanos) {
    Kept mine = kept;
    if (mine != null && !answers.isGood(mine, now)) {
      answers.drop(mine);
      kept = null;
    }
    return kept == null && pace.isIdle(now, nanos);
  }
}
