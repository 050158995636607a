package io.farmgate.netty.xnio;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.DefaultChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import io.grpc.netty.shaded.io.netty.util.concurrent.GlobalEventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.Promise;
import io.grpc.netty.shaded.io.netty.util.concurrent.ScheduledFuture;
import io.grpc.netty.shaded.io.netty.util.internal.ThreadExecutorMap;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * One of XNIO's IO threads as an event loop. Tasks wait in XNIO's own queue, among its own. Of all
 * timers only the earliest is XNIO's; the others wait in Netty's.
 */
final class XnioEventLoop extends AbstractScheduledEventExecutor implements EventLoop {
  private final EventLoopGroup group;
  private final XnioIoThread thread;
  private final Promise<Void> terminated = GlobalEventExecutor.INSTANCE.newPromise();
  private final AtomicBoolean toEnd = new AtomicBoolean();
  private volatile boolean ended;

  // All below belong to the thread.

  private final Set<XnioSocketChannel> channels =
      Collections.newSetFromMap(new IdentityHashMap<>());

  /** Where tasks go while XNIO takes none any more, or none is to come after them. */
  private @Nullable Queue<Runnable> last;

  private XnioExecutor.@Nullable Key alarm;
  private long alarmAt;

  XnioEventLoop(EventLoopGroup group, XnioIoThread thread) {
    super(group);
    this.group = group;
    this.thread = thread;
    // Netty's allocators keep a cache for threads that are known to be somebody's loop.
    thread.execute(() -> ThreadExecutorMap.setCurrentExecutor(this));
  }

  XnioIoThread thread() {
    return thread;
  }

  @Override
  public EventLoop next() {
    return this;
  }

  @Override
  public EventLoopGroup parent() {
    return group;
  }

  @Override
  public boolean inEventLoop(Thread other) {
    return thread.equals(other);
  }

  @Override
  public void execute(Runnable task) {
    if (inEventLoop()) {
      executeHere(task);
      return;
    }
    if (ended) {
      throw new RejectedExecutionException("the loop is shut down");
    }
    thread.execute(task);
  }

  /** Also when the loop has ended: what was under way may lead to more. */
  private void executeHere(Runnable task) {
    if (last != null) {
      last.add(task);
      return;
    }
    try {
      thread.execute(task);
    } catch (RejectedExecutionException over) {
      // The worker ends: rather now than never.
      runLast(task);
    }
  }

  /** What other threads schedule and cancel: it may change when the alarm is due. */
  @Override
  public void lazyExecute(Runnable task) {
    execute(() -> {
      task.run();
      setAlarm();
    });
  }

  @Override
  protected boolean beforeScheduledTaskSubmitted(long deadlineNanos) {
    // So that it comes by lazyExecute.
    return false;
  }

  @Override
  protected boolean afterScheduledTaskSubmitted(long deadlineNanos) {
    return false;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return withAlarm(super.schedule(task, delay, unit));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return withAlarm(super.schedule(task, delay, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return withAlarm(super.scheduleAtFixedRate(task, initialDelay, period, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    return withAlarm(super.scheduleWithFixedDelay(task, initialDelay, delay, unit));
  }

  private <V> ScheduledFuture<V> withAlarm(ScheduledFuture<V> scheduled) {
    if (inEventLoop()) {
      setAlarm();
    }
    return scheduled;
  }

  /** An alarm that is due too early does no harm: it is set again then. */
  private void setAlarm() {
    long next = nextScheduledTaskDeadlineNanos();
    if (next == -1 || (alarm != null && alarmAt - next <= 0)) {
      return;
    }
    if (alarm != null) {
      alarm.remove();
    }
    alarmAt = next;
    long nanos = Math.max(0, next - ticker().nanoTime());
    // XNIO rounds down, to milliseconds.
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    try {
      alarm = thread.executeAfter(this::ring, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException over) {
      // The worker ends, and forgets its own timers as well.
      alarm = null;
    }
  }

  private void ring() {
    alarm = null;
    long now = ticker().nanoTime();
    for (Runnable due = pollScheduledTask(now); due != null; due = pollScheduledTask(now)) {
      safeExecute(due);
    }
    setAlarm();
  }

  /** A channel lives here from now on. */
  void add(XnioSocketChannel channel) {
    channels.add(channel);
  }

  /** It does not any more. */
  void remove(XnioSocketChannel channel) {
    channels.remove(channel);
  }

  /** Runs a task on this thread, and what it leads to, although XNIO takes no more tasks. */
  void runLast(Runnable task) {
    if (last != null) {
      task.run();
      return;
    }
    Queue<Runnable> rest = new ArrayDeque<>();
    last = rest;
    try {
      for (Runnable next = task; next != null; next = rest.poll()) {
        safeExecute(next);
      }
    } finally {
      last = null;
    }
  }

  /** Closes all channels, and takes no tasks of other threads once that is done. */
  void end() {
    if (!toEnd.compareAndSet(false, true)) {
      return;
    }
    try {
      thread.execute(() -> {
        runLast(this::endHere);
        terminated.trySuccess(null);
      });
    } catch (RejectedExecutionException over) {
      // The worker was first, and has closed the channels or is about to.
      ended = true;
      terminated.trySuccess(null);
    }
  }

  private void endHere() {
    ended = true;
    for (XnioSocketChannel channel : List.copyOf(channels)) {
      channel.unsafe().close(channel.unsafe().voidPromise());
    }
    cancelScheduledTasks();
    if (alarm != null) {
      alarm.remove();
      alarm = null;
    }
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    end();
    return terminationFuture();
  }

  @Override
  @Deprecated
  public void shutdown() {
    end();
  }

  @Override
  public Future<?> terminationFuture() {
    return terminated;
  }

  @Override
  public boolean isShuttingDown() {
    return toEnd.get();
  }

  @Override
  public boolean isShutdown() {
    return ended;
  }

  @Override
  public boolean isTerminated() {
    return ended;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.await(timeout, unit);
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return register(new DefaultChannelPromise(channel, this));
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    promise.channel().unsafe().register(this, promise);
    return promise;
  }

  @Override
  @Deprecated
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    channel.unsafe().register(this, promise);
    return promise;
  }
}
