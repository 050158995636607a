package io.farmgate.adapter.http.edge;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/**
 * Lets a virtual thread write a body that is never held whole. It waits for a slow client on a
 * semaphore, not in XNIO's blocking calls, which would open a selector for every thread.
 */
final class StreamSink implements BodySink {
  private final HttpServerExchange http;
  private final Duration stall;
  private final Pace pace;
  private final Runnable head;
  private final Semaphore writable = new Semaphore(0);
  private volatile boolean cut;
  private boolean broken;
  private @Nullable StreamSinkChannel channel;

  /**
   * Creates one.
   *
   * @param stall how long the client may not read at all
   * @param head sets status and headers; called before the first byte
   */
  StreamSink(HttpServerExchange http, Duration stall, Runnable head) {
    this.http = http;
    this.stall = stall;
    this.pace = new Pace(stall);
    this.head = head;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
    try {
      while (bytes.hasRemaining()) {
        if (cut) {
          throw new IOException("the connection was closed");
        }
        int taken = Slices.write(channel(), bytes);
        pace.moved(taken);
        if (taken == 0) {
          awaitWritable(channel());
        }
      }
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      while (!channel().flush()) {
        if (cut) {
          throw new IOException("the connection was closed");
        }
        awaitWritable(channel());
      }
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  private StreamSinkChannel channel() {
    StreamSinkChannel open = channel;
    if (open == null) {
      head.run();
      open = http.getResponseChannel();
      channel = open;
    }
    return open;
  }

  private void awaitWritable(StreamSinkChannel out) throws IOException {
    writable.drainPermits();
    out.getWriteSetter()
        .set(ready -> {
          ready.suspendWrites();
          writable.release();
        });
    out.resumeWrites();
    try {
      long patience = pace.begin();
      if (patience == 0 || !writable.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
        throw new IOException("the client has stopped reading");
      }
      pace.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is closing");
    }
  }

  /** Tells whether status and headers are on their way. */
  boolean started() {
    return channel != null;
  }

  /** Tells whether bytes could not be sent, so that the body can no longer be whole. */
  boolean broken() {
    return broken;
  }

  /** Ends a wait for the client; what is written from now on fails. Safe from any thread. */
  void wakeUp() {
    cut = true;
    writable.release();
  }

  /** Sends the end of the body; on the IO thread. */
  void end(EdgeExchange exchange) {
    new WholeAnswer(exchange, channel(), ByteBuffer.allocate(0), stall).proceed();
  }
}
