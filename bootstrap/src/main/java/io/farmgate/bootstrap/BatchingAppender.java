package io.farmgate.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import io.farmgate.application.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes log lines to standard error on a thread of its own, many at once, so that a terminal that
 * does not take them never holds up a request. Lines are out within {@link #LAG}.
 *
 * <p>Up to {@link #MAX_LINES} wait; more are dropped, and a line says how many. Logback's own
 * asynchronous appender wakes its thread for every line, which costs more than the line, and does
 * not say what it dropped. When the process ends, what waits is written, and lines that are logged
 * from then on are written at once.
 */
public final class BatchingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  static final int MAX_LINES = 8192;
  private static final Duration LAG = Duration.ofMillis(10);

  /** After so many rounds without a line the thread rests until it is woken. */
  private static final int ROUNDS_BEFORE_REST = 100;

  /** How long the end of the process waits for a writer that is stuck. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private static final int WRITE_AT = 64 << 10;

  private final ArrayBlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(MAX_LINES);
  private final AtomicLong dropped = new AtomicLong();
  private final ReentrantLock writing = new ReentrantLock();
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private final @Nullable OutputStream fixedTarget;
  private volatile @Nullable Encoder<ILoggingEvent> encoder;
  private @Nullable Thread writer;
  private volatile boolean resting;
  private volatile boolean ending;

  /** For Logback, which sets the encoder. */
  public BatchingAppender() {
    this(null);
  }

  /** Writes to another target than standard error. */
  BatchingAppender(@Nullable OutputStream target) {
    this.fixedTarget = target;
  }

  /** Sets what makes bytes of an event. */
  public void setEncoder(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
  }

  @Override
  public void start() {
    if (encoder == null) {
      addError("encoder: missing (expected: one inside this appender)");
      return;
    }
    writer = Thread.ofPlatform().daemon().name("log").start(this::write);
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "log-end"));
    super.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    prepare(event);
    if (!queue.offer(event)) {
      dropped.incrementAndGet();
    }
    if (resting) {
      LockSupport.unpark(writer);
    }
    if (ending) {
      drainAtLast();
    }
  }

  /** Takes from the event's own thread what the one that writes it could not know any more. */
  private static void prepare(ILoggingEvent event) {
    if (line(event) == null) {
      // Arguments may change before they are written.
      event.prepareForDeferredProcessing();
      return;
    }
    var _ = event.getThreadName();
    var _ = event.getMDCPropertyMap();
  }

  /** Returns what an event tells, where it is one that becomes text as it is written. */
  static @Nullable LogLine line(ILoggingEvent event) {
    Object[] arguments = event.getArgumentArray();
    return arguments != null && arguments.length == 1 && arguments[0] instanceof LogLine line
        ? line
        : null;
  }

  private void write() {
    int empty = 0;
    while (!ending) {
      empty = drain() ? 0 : empty + 1;
      if (empty < ROUNDS_BEFORE_REST) {
        LockSupport.parkNanos(this, LAG.toNanos());
        continue;
      }
      resting = true;
      if (queue.isEmpty()) {
        LockSupport.park(this);
      }
      resting = false;
      empty = 0;
    }
  }

  /** Writes all that waits; false where there was nothing. */
  private boolean drain() {
    writing.lock();
    return drainLocked();
  }

  /** The same with {@link #writing} held, which it lets go. */
  private boolean drainLocked() {
    try {
      ILoggingEvent event = queue.poll();
      boolean some = event != null;
      while (event != null) {
        batch.writeBytes(encoded(event));
        if (batch.size() >= WRITE_AT) {
          send();
        }
        event = queue.poll();
      }
      long lost = dropped.getAndSet(0);
      if (lost > 0) {
        batch.writeBytes(
            (lost + " log lines were dropped: standard error did not take them in time\n")
                .getBytes(UTF_8));
      }
      if (batch.size() > 0) {
        send();
      }
      return some;
    } finally {
      writing.unlock();
    }
  }

  private byte[] encoded(ILoggingEvent event) {
    Encoder<ILoggingEvent> made = encoder;
    return made == null ? new byte[0] : made.encode(event);
  }

  private void send() {
    OutputStream target = fixedTarget == null ? System.err : fixedTarget;
    try {
      batch.writeTo(target);
      target.flush();
    } catch (IOException e) {
      addError("log lines could not be written", e);
    } finally {
      batch.reset();
    }
  }

  private void end() {
    ending = true;
    LockSupport.unpark(writer);
    drainAtLast();
  }

  /** The thread may be stuck on a terminal that takes nothing; the process ends all the same. */
  private void drainAtLast() {
    try {
      if (writing.tryLock(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        drainLocked();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what waits. */
  @Override
  public void stop() {
    if (isStarted()) {
      super.stop();
      end();
    }
  }
}
