package io.farmgate.netty.xnio;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** A worker with two IO threads, and the loops on it. */
final class Threads implements AutoCloseable {
  private final XnioWorker worker;
  private final XnioEventLoops loops;

  Threads() {
    try {
      worker =
          Xnio.getInstance()
              .createWorker(
                  OptionMap.create(
                      Options.WORKER_IO_THREADS, 2, Options.WORKER_TASK_MAX_THREADS, 1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    loops = XnioEventLoops.over(worker);
  }

  XnioWorker worker() {
    return worker;
  }

  XnioEventLoops loops() {
    return loops;
  }

  EventLoop first() {
    return loops.all().getFirst();
  }

  /** For a channel on the first loop. */
  Bootstrap client(ChannelHandler handler) {
    return new Bootstrap()
        .group(first())
        .channelFactory(XnioEventLoops.channels())
        .handler(handler);
  }

  @Override
  public void close() {
    var _ = loops.shutdownGracefully();
    try {
      if (!loops.awaitTermination(5, TimeUnit.SECONDS)) {
        throw new AssertionError("the loops do not end");
      }
      worker.shutdown();
      if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
        throw new AssertionError("the worker does not end");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
