package io.farmgate.adapter.http.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;

/**
 * Sends a body that is in memory and ends the answer, as fast as the client reads and without
 * blocking. All of it runs on the exchange's IO thread.
 */
final class WholeAnswer implements ChannelListener<StreamSinkChannel> {
  private final EdgeExchange exchange;
  private final StreamSinkChannel channel;
  private final ByteBuffer bytes;
  private final Duration stall;
  private boolean shutDown;
  private XnioExecutor.@Nullable Key timer;

  /**
   * Creates one.
   *
   * @param stall how long the client may not read at all
   */
  WholeAnswer(EdgeExchange exchange, StreamSinkChannel channel, ByteBuffer bytes, Duration stall) {
    this.exchange = exchange;
    this.channel = channel;
    this.bytes = bytes;
    this.stall = stall;
  }

  @Override
  public void handleEvent(StreamSinkChannel writable) {
    proceed();
  }

  /** Sends what the client takes now, and comes back for the rest. */
  void proceed() {
    stopTimer();
    try {
      while (bytes.hasRemaining()) {
        if (Slices.write(channel, bytes) == 0) {
          comeBack();
          return;
        }
      }
      if (!shutDown) {
        shutDown = true;
        channel.shutdownWrites();
      }
      if (!channel.flush()) {
        comeBack();
        return;
      }
    } catch (IOException e) {
      exchange.cut();
      return;
    }
    channel.suspendWrites();
    exchange.sent();
  }

  private void comeBack() {
    timer =
        channel.getIoThread().executeAfter(exchange::cut, stall.toMillis(), TimeUnit.MILLISECONDS);
    channel.getWriteSetter().set(this);
    channel.resumeWrites();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.remove();
      timer = null;
    }
  }
}
