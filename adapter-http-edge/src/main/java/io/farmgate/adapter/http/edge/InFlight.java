package io.farmgate.adapter.http.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The requests that have come in and are not answered yet. Thread-safe. */
final class InFlight {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private final Set<EdgeExchange> exchanges = new HashSet<>();
  private final List<Runnable> atClosing = new ArrayList<>();
  private volatile boolean closing;

  void add(EdgeExchange exchange) {
    lock.lock();
    try {
      exchanges.add(exchange);
    } finally {
      lock.unlock();
    }
  }

  void remove(EdgeExchange exchange) {
    lock.lock();
    try {
      exchanges.remove(exchange);
      if (exchanges.isEmpty()) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on every answer closes its connection, and new requests are turned away. */
  void close() {
    List<Runnable> tasks;
    lock.lock();
    try {
      closing = true;
      tasks = List.copyOf(atClosing);
      atClosing.clear();
    } finally {
      lock.unlock();
    }
    tasks.forEach(Runnable::run);
  }

  /** Runs a task when {@link #close} is called; at once where it was. The task does not block. */
  void atClosing(Runnable task) {
    boolean now;
    lock.lock();
    try {
      now = closing;
      if (!now) {
        atClosing.add(task);
      }
    } finally {
      lock.unlock();
    }
    if (now) {
      task.run();
    }
  }

  /** Forgets a task. */
  void notAtClosing(Runnable task) {
    lock.lock();
    try {
      atClosing.remove(task);
    } finally {
      lock.unlock();
    }
  }

  boolean closing() {
    return closing;
  }

  /** Waits until all are answered, or the time is up. */
  void awaitEmpty(Duration timeout) throws InterruptedException {
    long nanos = TimeUnit.NANOSECONDS.convert(timeout);
    lock.lock();
    try {
      while (!exchanges.isEmpty() && nanos > 0) {
        nanos = empty.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  List<EdgeExchange> remaining() {
    lock.lock();
    try {
      return List.copyOf(exchanges);
    } finally {
      lock.unlock();
    }
  }
}
