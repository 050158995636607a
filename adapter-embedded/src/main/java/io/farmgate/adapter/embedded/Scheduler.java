package io.farmgate.adapter.embedded;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts frames whenever something has changed: one thread sleeps until it is woken, and then books
 * until the host is full or nothing is left. It never polls.
 */
final class Scheduler {
  private static final Logger log = LoggerFactory.getLogger(Scheduler.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final Booking booking;
  private final FrameRunner runner;
  private final WakeUp wakeUp;
  private final Thread thread;
  private volatile boolean stopped;

  Scheduler(Booking booking, FrameRunner runner, WakeUp wakeUp) {
    this.booking = booking;
    this.runner = runner;
    this.wakeUp = wakeUp;
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
    boolean trouble = false;
    while (!stopped) {
      awaitChange(trouble);
      trouble = !bookAll();
    }
  }

  private boolean bookAll() {
    try {
      while (!stopped) {
        List<RunOrder> orders = booking.bookBatch();
        orders.forEach(runner::start);
        if (orders.isEmpty()) {
          return true;
        }
      }
      return true;
    } catch (RuntimeException e) {
      // Of whatever kind: without this thread the farm would stand still.
      log.error("Nothing can be booked just now; trying again in a second", e);
      return false;
    }
  }

  private void awaitChange(boolean trouble) {
    try {
      if (trouble) {
        wakeUp.await(AFTER_TROUBLE);
      } else {
        wakeUp.await();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread: it is stopped by its flag.
      log.debug("Interrupted", e);
    }
  }
}
