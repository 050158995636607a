package io.farmgate.adapter.embedded;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts frames whenever something has changed: one thread sleeps until it is woken, or until a
 * layer's time to start has come, and then books until the host is full or nothing is left. It
 * never polls.
 */
final class Scheduler {
  private static final Logger log = LoggerFactory.getLogger(Scheduler.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final Booking booking;
  private final FrameRunner runner;
  private final WakeUp wakeUp;
  private final Runnable afterwards;
  private final FigureCounts figures;
  private final Thread thread;
  private volatile boolean stopped;

  /** Books, and does {@code afterwards} each time that nothing is left to book. */
  Scheduler(
      Booking booking,
      FrameRunner runner,
      WakeUp wakeUp,
      Runnable afterwards,
      FigureCounts figures) {
    this.booking = booking;
    this.runner = runner;
    this.wakeUp = wakeUp;
    this.afterwards = afterwards;
    this.figures = figures;
    this.thread = Thread.ofVirtual().name("farm-scheduler").unstarted(this::run);
  }

  /** Starts booking. */
  void start() {
    thread.start();
    wakeUp.call();
  }

  /** Books nothing more. Returns when the last booking is with the runner. */
  void stop() {
    stopped = true;
    wakeUp.call();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Optional<Duration> atMost = Optional.empty();
    while (!stopped) {
      awaitChange(atMost);
      atMost = bookAll();
    }
  }

  /** Books what there is room for; returns after which time to look again without being woken. */
  private Optional<Duration> bookAll() {
    try {
      while (!stopped) {
        Booking.Batch batch = booking.bookBatch();
        figures.booked(batch.orders().size());
        batch.orders().forEach(runner::start);
        if (batch.orders().isEmpty()) {
          afterwards.run();
          return batch.next();
        }
      }
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      // Of whatever kind: without this thread the farm would stand still.
      figures.bookingFailed();
      log.error("Nothing can be booked just now; trying again in a second", e);
      return Optional.of(AFTER_TROUBLE);
    }
  }

  private void awaitChange(Optional<Duration> atMost) {
    try {
      if (atMost.isPresent()) {
        wakeUp.await(atMost.get());
      } else {
        wakeUp.await();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread: it is stopped by its flag.
      log.debug("Interrupted", e);
    }
  }
}
