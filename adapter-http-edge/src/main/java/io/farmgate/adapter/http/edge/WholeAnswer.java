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
  private final Pace pace;
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
    this.pace = new Pace(stall);
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
        int taken = Slices.write(channel, bytes);
        if (taken == 0) {
          comeBack();
          return;
        }
        pace.moved(taken);
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
    long patience = pace.begin();
    if (patience == 0) {
      exchange.cut();
      return;
    }
    timer = channel.getIoThread().executeAfter(exchange::cut, patience, TimeUnit.MILLISECONDS);
    channel.getWriteSetter().set(this);
    channel.resumeWrites();
  }

  private void stopTimer() {
    if (timer != null) {
      pace.end();
      timer.remove();
      timer = null;
    }
  }
}
