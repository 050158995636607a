package io.farmgate.adapter.grpc.cuebot.overload;

import io.farmgate.domain.port.NativeRpc.Reply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How long and how many answers are kept, and what makes them void: a change that was sent through
 * this gateway voids all that were asked for before it was over. Thread-safe.
 */
final class KeptAnswers {
  /** All of them together. */
  static final long MOST_BYTES = 32L << 20;

  /** One. */
  static final int LARGEST_BYTES = 1 << 20;

  private final long nanos;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();

  /** For so long; 0 for not at all. */
  KeptAnswers(Duration time) {
    this.nanos = time.toNanos();
  }

  boolean isOff() {
    return nanos == 0;
  }

  /** A change is over, whatever came of it. */
  void changed() {
    changes.incrementAndGet();
  }

  /** Returns what a call is to remember that is sent now. */
  Moment moment() {
    return isOff() ? Moment.NONE : new Moment(changes.get(), System.nanoTime());
  }

  /** Keeps an answer in place of another, where it may be kept and there is room. */
  @Nullable Kept keep(Reply reply, Moment asked, @Nullable Kept before) {
    drop(before);
    if (!(reply instanceof Reply.Answer answer)
        || asked.changes != changes.get()
        || answer.response().size() > LARGEST_BYTES) {
      return null;
    }
    int size = answer.response().size();
    if (bytes.addAndGet(size) > MOST_BYTES) {
      bytes.addAndGet(-size);
      return null;
    }
    // Several will have it, so it must not be one that is read once.
    answer.response().array();
    return new Kept(answer, size, asked);
  }

  /** Tells whether it may still be given to somebody. */
  boolean isGood(Kept kept, long now) {
    return now - kept.asked.nanos < nanos && kept.asked.changes == changes.get();
  }

  void drop(@Nullable Kept kept) {
    if (kept != null) {
      bytes.addAndGet(-kept.size);
    }
  }

  long bytes() {
    return bytes.get();
  }

  /** When a call was sent, and how many changes there had been. */
  record Moment(long changes, long nanos) {
    static final Moment NONE = new Moment(0, 0);
  }

  /** An answer that is kept; its age counts from when it was asked for. */
  record Kept(Reply.Answer answer, int size, Moment asked) {}
}
