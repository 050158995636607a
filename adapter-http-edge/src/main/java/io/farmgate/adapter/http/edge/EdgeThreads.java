package io.farmgate.adapter.http.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * The threads that serve HTTP. They may be lent to what a request leads to, so that it happens on
 * the request's own thread; so they are started before that and ended after it. Thread-safe.
 */
public final class EdgeThreads implements AutoCloseable {
  /** How long threads get to end after the last connection was closed. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final XnioWorker worker;

  private EdgeThreads(XnioWorker worker) {
    this.worker = worker;
  }

  /**
   * Starts them: one for each processor, two at least.
   *
   * @throws EdgeException where the system gives no threads or selectors
   */
  public static EdgeThreads start() {
    try {
      return new EdgeThreads(
          Xnio.getInstance(EdgeThreads.class.getClassLoader())
              .createWorker(
                  OptionMap.builder()
                      .set(Options.WORKER_NAME, "edge")
                      .set(
                          Options.WORKER_IO_THREADS,
                          Math.max(2, Runtime.getRuntime().availableProcessors()))
                      // Nothing here runs on XNIO's pool of blocking threads.
                      .set(Options.WORKER_TASK_CORE_THREADS, 1)
                      .set(Options.WORKER_TASK_MAX_THREADS, 1)
                      .getMap()));
    } catch (IOException e) {
      throw new EdgeException("the server's threads cannot be started: " + e.getMessage(), e);
    }
  }

  /** Returns what they belong to. Whoever takes it leaves its end to {@link #close}. */
  public XnioWorker worker() {
    return worker;
  }

  /** Waits until each has done what it was given before, 2 s at most. */
  void settle() {
    int count = worker.getIoThreadCount();
    CountDownLatch done = new CountDownLatch(count);
    try {
      for (int number = 0; number < count; number++) {
        worker.getIoThread(number).execute(done::countDown);
      }
      // Whoever waited in vain has done what could be done.
      var _ = done.await(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException over) {
      // They have ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends them, after at most 2 s, with all connections that are left. Safe to call again. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
