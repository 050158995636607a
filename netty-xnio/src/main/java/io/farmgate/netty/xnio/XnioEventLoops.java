package io.farmgate.netty.xnio;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import io.grpc.netty.shaded.io.netty.util.concurrent.GlobalEventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.Promise;
import io.grpc.netty.shaded.io.netty.util.concurrent.PromiseCombiner;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * Netty's event loops on the IO threads of an XNIO worker: one for each, in the order of their
 * numbers. Thread-safe.
 *
 * <p>The threads are the worker's. Shutting the loops down closes their channels and refuses
 * further tasks, and the worker goes on; it has to be done before the worker is shut down, as XNIO
 * forgets timers and attempts to connect. Where it was not, channels that stand are closed by the
 * worker's end.
 *
 * <p>A task that a loop's own thread gives it runs after what is being done there, without waking
 * the selector, and before that is asked again. Tasks must not block.
 */
public final class XnioEventLoops extends AbstractEventExecutorGroup implements EventLoopGroup {
  private final XnioWorker worker;
  private final List<XnioEventLoop> loops;
  private final AtomicInteger turn = new AtomicInteger();

  private XnioEventLoops(XnioWorker worker) {
    this.worker = worker;
    this.loops =
        IntStream.range(0, worker.getIoThreadCount())
            .mapToObj(number -> new XnioEventLoop(this, worker.getIoThread(number)))
            .toList();
  }

  /**
   * Makes loops of all IO threads of a worker, which has at least one.
   *
   * @throws java.util.concurrent.RejectedExecutionException where it is shut down
   */
  public static XnioEventLoops over(XnioWorker worker) {
    return new XnioEventLoops(worker);
  }

  /** Returns the loops, in the order of their threads' numbers. */
  public List<EventLoop> all() {
    return List.copyOf(loops);
  }

  /** Returns which of {@link #all} the calling thread is; -1 where it is none of them. */
  public int current() {
    XnioIoThread thread = XnioIoThread.currentThread();
    if (thread == null || !worker.equals(thread.getWorker())) {
      return -1;
    }
    // A worker's thread that accepts connections has a number, too, after all others.
    return thread.getNumber() < loops.size() ? thread.getNumber() : -1;
  }

  /** Returns what makes client channels for these loops, over TCP. */
  public static ChannelFactory<Channel> channels() {
    return XnioSocketChannel::new;
  }

  /** Returns the calling thread's loop, where it has one; else one after the other. */
  @Override
  public EventLoop next() {
    int current = current();
    return loops.get(current >= 0 ? current : Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  @Override
  public Iterator<EventExecutor> iterator() {
    return List.<EventExecutor>copyOf(loops).iterator();
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return next().register(channel);
  }

  @Override
  @SuppressWarnings("deprecation") // Netty's interface wants both.
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    return next().register(channel, promise);
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    return next().register(promise);
  }

  /**
   * Closes all channels and refuses tasks from then on.
   *
   * @param quietPeriod has no meaning here: nothing is waited for
   */
  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    loops.forEach(XnioEventLoop::end);
    return terminationFuture();
  }

  @Override
  @Deprecated
  public void shutdown() {
    loops.forEach(XnioEventLoop::end);
  }

  @Override
  public Future<?> terminationFuture() {
    Promise<Void> all = GlobalEventExecutor.INSTANCE.newPromise();
    GlobalEventExecutor.INSTANCE.execute(() -> {
      PromiseCombiner ended = new PromiseCombiner(GlobalEventExecutor.INSTANCE);
      loops.forEach(loop -> ended.add(loop.terminationFuture()));
      ended.finish(all);
    });
    return all;
  }

  @Override
  public boolean isShuttingDown() {
    return loops.stream().allMatch(XnioEventLoop::isShuttingDown);
  }

  @Override
  public boolean isShutdown() {
    return loops.stream().allMatch(XnioEventLoop::isShutdown);
  }

  @Override
  public boolean isTerminated() {
    return loops.stream().allMatch(XnioEventLoop::isTerminated);
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    for (XnioEventLoop loop : loops) {
      if (!loop.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }
}
