package io.farmgate.application;

import io.farmgate.application.Listener.Batch;
import io.farmgate.application.Listener.Told;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.Interest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last changes of one farm, in a ring from which each listener reads at its own pace. So a
 * listener costs no queue, and a slow one holds up nobody: it finds that changes are gone, and is
 * told so. Thread-safe.
 *
 * <p>Two locks: {@code tuning} while the farm is asked for more or less, which may take long, and
 * {@code ring} for an instant. The first is never asked for while the second is held.
 */
final class FarmFeed implements AutoCloseable {
  /** Changes that a listener takes at once at most. */
  private static final int MOST_AT_ONCE = 100;

  /** For so long a farm that could not be watched is not asked again. */
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final Changes changes;
  private final WatchFarm.Settings settings;
  private final ReentrantLock tuning = new ReentrantLock();
  private final ReentrantLock ring = new ReentrantLock();
  private final Condition more = ring.newCondition();
  private final Set<Reader> readers = new LinkedHashSet<>();
  private final @Nullable FarmChange[] kept;

  /** The number of the next change; those before it, as many as are kept, are in the ring. */
  private long next;

  /** The number of the first change of the present watch. */
  private long oldest;

  private String watchName = "";
  private Changes.@Nullable Watch watch;
  private Interest interest = Interest.ALL;
  private @Nullable FarmException trouble;
  private long troubleNanos;
  private boolean closed;

  FarmFeed(Changes changes, WatchFarm.Settings settings) {
    this.changes = changes;
    this.settings = settings;
    this.kept = new FarmChange[settings.kept()];
  }

  Listener listen(Caller caller, ChangeFilter filter, Optional<String> after) {
    Reader reader = new Reader(caller.subject(), filter);
    tuning.lock();
    try {
      admit(reader);
      boolean tuned = false;
      try {
        tune();
        tuned = true;
      } finally {
        if (!tuned) {
          remove(reader);
        }
      }
      start(reader, after);
      return reader;
    } finally {
      tuning.unlock();
    }
  }

  private void admit(Reader reader) {
    ring.lock();
    try {
      if (closed) {
        throw new FarmException(new FarmFailure.Unavailable("the gateway is closing down"));
      }
      long own = readers.stream().filter(other -> other.subject.equals(reader.subject)).count();
      if (readers.size() >= settings.mostListeners() || own >= settings.mostPerCaller()) {
        throw new FarmException(
            new FarmFailure.RateLimited(
                own >= settings.mostPerCaller()
                    ? "you listen " + own + " times already (expected: no more at once)"
                    : readers.size() + " listen already (expected: no more at once)",
                Duration.ofSeconds(10)));
      }
      readers.add(reader);
    } finally {
      ring.unlock();
    }
  }

  private void remove(Reader reader) {
    ring.lock();
    try {
      readers.remove(reader);
    } finally {
      ring.unlock();
    }
  }

  /** Has the farm watched for all that is asked for, and for nothing else. */
  private void tune() {
    Optional<Interest> wanted = wanted();
    Changes.Watch on = watch;
    if (wanted.isEmpty()) {
      return;
    }
    if (on != null) {
      if (!wanted.get().equals(interest)) {
        on.retune(wanted.get());
        interest = wanted.get();
      }
      return;
    }
    if (trouble != null && System.nanoTime() - troubleNanos < AFTER_TROUBLE.toNanos()) {
      throw new FarmException(trouble.failure(), trouble);
    }
    try {
      begin(wanted.get());
      trouble = null;
    } catch (FarmException e) {
      trouble = e;
      troubleNanos = System.nanoTime();
      throw e;
    }
  }

  private void begin(Interest wanted) {
    ring.lock();
    try {
      // What is kept was told before a gap.
      watchName = UUID.randomUUID().toString().substring(0, 8);
      oldest = next;
    } finally {
      ring.unlock();
    }
    watch = changes.watch(wanted, this::tell);
    interest = wanted;
  }

  private Optional<Interest> wanted() {
    ring.lock();
    try {
      return readers.stream().map(reader -> reader.filter.interest()).reduce(Interest::or);
    } finally {
      ring.unlock();
    }
  }

  /** Takes what the farm tells, at once. */
  private void tell(List<FarmChange> told) {
    ring.lock();
    try {
      for (FarmChange change : told) {
        kept[slot(next)] = change;
        next++;
      }
      more.signalAll();
    } finally {
      ring.unlock();
    }
  }

  private int slot(long number) {
    return Math.floorMod(number, kept.length);
  }

  private void start(Reader reader, Optional<String> after) {
    ring.lock();
    try {
      reader.at = next;
      if (after.isPresent()) {
        long known = known(after.get());
        reader.missed = known < 0;
        reader.at = known < 0 ? next : known + 1;
      }
    } finally {
      ring.unlock();
    }
  }

  /** Returns the number of a change of this watch, or -1 for an id that is none. */
  private long known(String id) {
    String start = watchName + "-";
    if (!id.startsWith(start)) {
      return -1;
    }
    try {
      long number = Long.parseLong(id, start.length(), id.length(), 10);
      return number >= oldest - 1 && number < next ? number : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void left(Reader reader) {
    remove(reader);
    ring.lock();
    try {
      if (!readers.isEmpty() || closed) {
        return;
      }
    } finally {
      ring.unlock();
    }
    Thread.ofVirtual().name("farm-feed-end").start(this::endUnlessUsed);
  }

  /** Ends the watch when nobody has come back for a while. */
  private void endUnlessUsed() {
    try {
      Thread.sleep(settings.linger());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tuning.lock();
    try {
      if (wanted().isEmpty()) {
        end();
      }
    } finally {
      tuning.unlock();
    }
  }

  private void end() {
    Changes.Watch on = watch;
    watch = null;
    if (on != null) {
      on.close();
    }
  }

  @Override
  public void close() {
    ring.lock();
    try {
      closed = true;
      more.signalAll();
    } finally {
      ring.unlock();
    }
    tuning.lock();
    try {
      end();
    } finally {
      tuning.unlock();
    }
  }

  /** One who listens: a place in the ring. */
  private final class Reader implements Listener {
    private final String subject;
    private final ChangeFilter filter;
    private long at;
    private boolean missed;
    private boolean ended;

    Reader(String subject, ChangeFilter filter) {
      this.subject = subject;
      this.filter = filter;
    }

    @Override
    public String position() {
      ring.lock();
      try {
        return watchName + "-" + (at - 1);
      } finally {
        ring.unlock();
      }
    }

    @Override
    public Batch next(Duration patience) throws InterruptedException {
      long left = patience.toNanos();
      ring.lock();
      try {
        while (true) {
          Batch batch = take();
          if (left <= 0 || batch.ended() || batch.missed() || !batch.changes().isEmpty()) {
            return batch;
          }
          left = more.awaitNanos(left);
        }
      } finally {
        ring.unlock();
      }
    }

    private Batch take() {
      long first = Math.max(oldest, next - kept.length);
      boolean lost = missed || at < first;
      missed = false;
      at = Math.max(at, first);
      List<Told> found = new ArrayList<>();
      while (at < next && found.size() < MOST_AT_ONCE) {
        FarmChange change = kept[slot(at)];
        if (change != null && filter.wants(change)) {
          found.add(new Told(watchName + "-" + at, at, change));
        }
        at++;
      }
      return new Batch(lost, found, ended || closed);
    }

    @Override
    public void end() {
      ring.lock();
      try {
        ended = true;
        more.signalAll();
      } finally {
        ring.unlock();
      }
    }

    @Override
    public void close() {
      end();
      left(this);
    }
  }
}
