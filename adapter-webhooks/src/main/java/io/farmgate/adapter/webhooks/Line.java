package io.farmgate.adapter.webhooks;

import io.farmgate.adapter.webhooks.WebhookRecorder.Outcome;
import io.farmgate.adapter.webhooks.WebhookStore.Stored;
import io.farmgate.application.ChangeFilter;
import io.farmgate.application.Listener;
import io.farmgate.application.WatchFarm;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.ChangeForm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.Webhook.Wanted;
import io.farmgate.domain.port.WebhookDelivery.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One webhook at work: a thread that hears of changes and keeps them, and one that tells them in
 * order. Both are virtual. It ends for good when it is closed.
 */
final class Line implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Line.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** For so long a farm that cannot be watched is left alone. */
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

  /** An id that no watch gave: what happened since is not known. */
  private static final String LONG_AGO = "before-the-start";

  /** What all webhooks share. */
  record Parts(
      WatchFarm watch,
      ChangeForm form,
      Outbox outbox,
      Sender sender,
      Backoff backoff,
      Duration giveUpAfter,
      WebhookRecorder recorder,
      Clock clock) {}

  private final Stored webhook;
  private final Farm farm;
  private final Parts parts;
  private final Caller caller;
  private final ChangeFilter filter;
  private final Semaphore more = new Semaphore(0);
  private final CountDownLatch hearing = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private Optional<String> position;
  private volatile boolean closed;
  private volatile @Nullable Listener listener;

  /**
   * Prepares it.
   *
   * @param isNew otherwise changes were missed since it was at work last
   */
  Line(Stored webhook, Farm farm, Parts parts, boolean isNew) {
    this.webhook = webhook;
    this.farm = farm;
    this.parts = parts;
    this.position = isNew ? Optional.empty() : Optional.of(LONG_AGO);
    this.caller = new Caller(webhook.webhook().id().value(), Caller.Role.VIEWER);
    Wanted wanted = webhook.webhook().wanted();
    this.filter = new ChangeFilter(wanted.shows(), wanted.jobs(), wanted.users(), wanted.kinds());
  }

  void start() {
    threads.add(Thread.ofVirtual().name("webhook-ear").start(this::listen));
    threads.add(Thread.ofVirtual().name("webhook-mouth").start(this::tell));
  }

  /** Waits until it hears of changes, or could not. */
  void awaitHearing(Duration patience) {
    try {
      hearing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    while (!closed) {
      try (Listener on = parts.watch().listen(caller, farm, filter, position)) {
        listener = on;
        position = Optional.of(on.position());
        hearing.countDown();
        hear(on);
      } catch (FarmException e) {
        log.debug("Webhook {} does not hear of changes: {}", id(), e.failure().message());
      } catch (InterruptedException e) {
        return;
      }
      pause(AFTER_TROUBLE);
    }
  }

  private void hear(Listener on) throws InterruptedException {
    while (!closed) {
      Listener.Batch batch = on.next(PATIENCE);
      List<Heard> heard = new ArrayList<>();
      if (batch.missed()) {
        heard.add(missed());
      }
      batch.changes().stream()
          .map(Listener.Told::change)
          // A call each second of every run would bury what matters.
          .filter(change -> !(change instanceof FarmChange.FrameProgress))
          .forEach(change -> heard.add(heard(change)));
      if (!heard.isEmpty()) {
        int left = parts.outbox().add(webhook.row(), heard, missed(), parts.clock().instant());
        if (left > 0) {
          parts.recorder().count(Outcome.LEFT_OUT, left);
        }
        more.release();
      }
      position = Optional.of(on.position());
      if (batch.ended()) {
        return;
      }
    }
  }

  private Heard missed() {
    return heard(new FarmChange.Lost());
  }

  private Heard heard(FarmChange change) {
    ChangeForm.Told told = parts.form().tell(change);
    return new Heard(
        told.name(),
        "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":%s}"
            .formatted(
                told.name(), parts.clock().instant().truncatedTo(ChronoUnit.MILLIS), told.json()));
  }

  private void tell() {
    while (!closed) {
      try {
        Optional<Message> next = parts.outbox().next(webhook.row());
        Instant now = parts.clock().instant();
        if (next.isEmpty()) {
          await(PATIENCE);
        } else if (next.get().nextTry().isAfter(now)) {
          pause(Duration.between(now, next.get().nextTry()));
        } else {
          tell(next.get());
        }
      } catch (FarmException e) {
        pause(AFTER_TROUBLE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void tell(Message message) throws InterruptedException {
    Sender.Ending ending =
        parts.sender().send(webhook.webhook().target(), webhook.secret(), message);
    Instant now = parts.clock().instant();
    if (ending.problem().isEmpty()) {
      parts.outbox().delivered(webhook.row(), message, ending.status().orElse(200), now);
      parts.recorder().count(Outcome.DELIVERED, 1);
      return;
    }
    boolean last = Duration.between(message.madeAt(), now).compareTo(parts.giveUpAfter()) >= 0;
    Instant next = now.plus(parts.backoff().after(message.failures() + 1));
    parts
        .outbox()
        .failed(webhook.row(), message, last ? Status.GIVEN_UP : Status.PENDING, ending, now, next);
    parts.recorder().count(Outcome.FAILED, 1);
    if (last) {
      parts.recorder().count(Outcome.GIVEN_UP, 1);
    }
    if (message.failures() == 0) {
      // Without the target, whose path may be a secret. Its further failures are in the log of
      // deliveries.
      log.warn("Webhook {} failed: {}", id(), ending.problem().get());
    }
  }

  private String id() {
    return webhook.webhook().id().value();
  }

  private void await(Duration patience) throws InterruptedException {
    if (more.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      more.drainPermits();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    Listener on = listener;
    if (on != null) {
      on.end();
    }
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
