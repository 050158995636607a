package io.farmgate.domain.change;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.Frames;
import io.farmgate.domain.port.Hosts;
import io.farmgate.domain.port.Interest;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.Layers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The changes of a farm that does not tell of them: it is looked at now and then, as long as
 * somebody watches. One watch has one thread, and asks for what its interest covers only.
 *
 * <p>What lies between two looks is not seen: of several changes of one thing the last is told, and
 * a job that comes and ends in between is not. {@link Look} says how much is asked for at once.
 */
public final class PolledChanges implements Changes {
  private final Ports ports;
  private final Duration interval;

  /** What is looked at. */
  public record Ports(Jobs jobs, Layers layers, Frames frames, Hosts hosts) {}

  /**
   * Creates it; nothing is asked for yet.
   *
   * @param interval between the end of a look and the next one; positive
   */
  public PolledChanges(Ports ports, Duration interval) {
    this.ports = ports;
    this.interval = interval;
  }

  @Override
  public Watch watch(Interest interest, Consumer<List<FarmChange>> teller) {
    Poller poller = new Poller(interest, teller);
    Thread.ofVirtual().name("farm-changes").start(poller);
    return poller;
  }

  private final class Poller implements Watch, Runnable {
    private final ReentrantLock looking = new ReentrantLock();
    private final Condition ended = looking.newCondition();
    private final Consumer<List<FarmChange>> teller;
    private final Look look = new Look(ports);
    private Interest interest;
    private boolean closed;
    private boolean reachable = true;

    Poller(Interest interest, Consumer<List<FarmChange>> teller) {
      this.interest = interest;
      this.teller = teller;
      look.around(interest);
    }

    @Override
    public void retune(Interest wanted) {
      looking.lock();
      try {
        // What is new in it is looked at now, so that its changes are known from here on.
        tell(look.around(wanted));
        interest = wanted;
      } finally {
        looking.unlock();
      }
    }

    @Override
    public void close() {
      looking.lock();
      try {
        closed = true;
        ended.signalAll();
      } finally {
        looking.unlock();
      }
    }

    @Override
    public void run() {
      looking.lock();
      try {
        while (pause()) {
          look();
        }
      } catch (InterruptedException e) {
        // Nobody interrupts this thread: closing ends it.
        Thread.currentThread().interrupt();
      } finally {
        looking.unlock();
      }
    }

    /** Waits for the next look; returns whether there is to be one. */
    private boolean pause() throws InterruptedException {
      long left = interval.toNanos();
      while (!closed && left > 0) {
        left = ended.awaitNanos(left);
      }
      return !closed;
    }

    private void look() {
      try {
        List<FarmChange> changes = look.around(interest);
        if (!reachable) {
          reachable = true;
          tell(List.of(new FarmChange.Contact(true)));
        }
        tell(changes);
      } catch (FarmException e) {
        if (reachable) {
          reachable = false;
          tell(List.of(new FarmChange.Contact(false)));
        }
      }
    }

    private void tell(List<FarmChange> changes) {
      if (!changes.isEmpty()) {
        teller.accept(changes);
      }
    }
  }
}
