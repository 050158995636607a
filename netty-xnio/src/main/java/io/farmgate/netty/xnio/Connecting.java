package io.farmgate.netty.xnio;

import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.ConnectTimeoutException;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** One attempt of a channel to connect. All of it happens on the loop's thread. */
final class Connecting {
  private final XnioSocketChannel channel;
  private final SocketAddress remote;
  private final ChannelPromise promise;
  private @Nullable IoFuture<StreamConnection> socket;
  private @Nullable Future<?> alarm;

  Connecting(XnioSocketChannel channel, SocketAddress remote, ChannelPromise promise) {
    this.channel = channel;
    this.remote = remote;
    this.promise = promise;
  }

  /** Begins; the channel is told how it ends, maybe before this returns. */
  void start(XnioEventLoop loop, @Nullable SocketAddress local, XnioChannelConfig config) {
    if (!(remote instanceof InetSocketAddress address)) {
      throw new UnsupportedAddressTypeException();
    }
    if (address.isUnresolved()) {
      // XNIO would ask a name server, and the loop would wait for that.
      throw new UnresolvedAddressException();
    }
    int millis = config.getConnectTimeoutMillis();
    if (millis > 0) {
      alarm = loop.schedule(() -> timedOut(millis), millis, TimeUnit.MILLISECONDS);
    }
    var _ =
        promise.addListener(done -> {
          if (done.isCancelled() && channel.isConnecting(this)) {
            channel.unsafe().close(channel.unsafe().voidPromise());
          }
        });
    OptionMap options = config.forOpening();
    IoFuture<StreamConnection> opening =
        local == null
            ? loop.thread().openStreamConnection(address, made -> {}, options)
            : loop.thread().openStreamConnection(local, address, made -> {}, null, options);
    socket = opening;
    opening.addNotifier((made, self) -> self.ended(made), this);
  }

  private void ended(IoFuture<? extends StreamConnection> opened) {
    stopAlarm();
    try {
      StreamConnection made = opened.get();
      if (channel.isConnecting(this)) {
        channel.connected(made, promise);
      } else {
        IoUtils.safeClose(made);
      }
    } catch (IOException | CancellationException failure) {
      if (channel.isConnecting(this)) {
        channel.failed(failure, remote, promise);
      }
    }
  }

  private void timedOut(int millis) {
    if (channel.isConnecting(this)) {
      promise.tryFailure(
          new ConnectTimeoutException("connection timed out after " + millis + " ms: " + remote));
      channel.unsafe().close(channel.unsafe().voidPromise());
    }
  }

  /** The channel is closed. */
  void abandon(Throwable cause) {
    stopAlarm();
    promise.tryFailure(cause);
    IoFuture<StreamConnection> opening = socket;
    if (opening != null) {
      opening.cancel();
    }
  }

  private void stopAlarm() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }
}
