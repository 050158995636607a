package io.farmgate.adapter.grpc.cuebot;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The threads on which connections to Cuebots live. Where they are not gRPC's own, each has
 * connections for itself: a call that is made on one of them goes out and is answered there, and no
 * other thread has to be woken for it. Calls that are made elsewhere go over the connections of
 * any.
 */
public final class ConnectionThreads {
  private static final int NONE = -1;

  private final List<EventLoop> loops;
  private final ChannelFactory<? extends Channel> channels;
  private final IntSupplier current;

  private ConnectionThreads(
      List<EventLoop> loops, ChannelFactory<? extends Channel> channels, IntSupplier current) {
    this.loops = List.copyOf(loops);
    this.channels = channels;
    this.current = current;
  }

  /** gRPC's own: one connection to each Cuebot, and none of the callers' threads. */
  public static ConnectionThreads ofGrpc() {
    return new ConnectionThreads(
        List.of(),
        () -> {
          throw new IllegalStateException("gRPC makes its channels itself");
        },
        () -> NONE);
  }

  /**
   * Threads that do something else, too. They have to run until the Cuebot is closed.
   *
   * @param loops one for each thread; at least one
   * @param channels makes channels that these loops take
   * @param current which of the loops the calling thread is, from 0; -1 for none of them
   */
  public static ConnectionThreads shared(
      List<EventLoop> loops, ChannelFactory<? extends Channel> channels, IntSupplier current) {
    if (loops.isEmpty()) {
      throw new IllegalArgumentException("loops: none (expected: one or more)");
    }
    return new ConnectionThreads(loops, channels, current);
  }

  /** Returns how many connections each Cuebot gets. */
  int count() {
    return Math.max(1, loops.size());
  }

  /** Returns which of the connections the calling thread is to use, from 0. */
  int mine() {
    int here = current.getAsInt();
    return here == NONE ? Math.floorMod(Thread.currentThread().threadId(), count()) : here;
  }

  /** Has a channel live on one of them. */
  NettyChannelBuilder place(NettyChannelBuilder channel, int thread) {
    return loops.isEmpty()
        ? channel
        : channel.eventLoopGroup(loops.get(thread)).channelFactory(channels);
  }
}
