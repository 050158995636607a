package io.farmgate.adapter.http.edge;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * The body of one request: read whole within size and time, or thrown away so that what follows it
 * on the connection is not taken for the next request. All of it runs on the IO thread.
 */
final class RequestBody {
  /** So much of an unread body is read for the connection's sake; more costs the connection. */
  private static final long SMALL_REST = 64 << 10;

  /** How long a client may go on sending after an answer that refused its body. */
  private static final long DISCARD_MILLIS = 5_000;

  private static final int FIRST_BUFFER = 8 << 10;

  private final HttpServerExchange http;
  private final EdgeExchange exchange;
  private final long maxBytes;
  private final long timeoutMillis;
  private byte[] bytes = new byte[0];
  private int size;
  private @Nullable StreamSourceChannel channel;
  private XnioExecutor.@Nullable Key timer;

  RequestBody(HttpServerExchange http, EdgeExchange exchange, EdgeConfig config) {
    this.http = http;
    this.exchange = exchange;
    this.maxBytes = config.maxBodyBytes();
    this.timeoutMillis = config.limits().bodyTimeout().toMillis();
  }

  /** Reads all of it, then calls {@code then}, or refuses the request. */
  void read(Consumer<byte[]> then) {
    long length = length();
    if (http.isRequestComplete() && length <= 0) {
      then.accept(bytes);
      return;
    }
    if (length > maxBytes) {
      refuseTooLong();
      return;
    }
    if (!sendContinue()) {
      exchange.cut();
      return;
    }
    bytes = new byte[(int) Math.min(length < 0 ? FIRST_BUFFER : length, FIRST_BUFFER)];
    StreamSourceChannel source = source();
    source.getReadSetter().set(readable -> exchange.guarded(() -> readSome(source, then)));
    readSome(source, then);
  }

  /** Lets a client go on that waits to be told so; false where the connection takes nothing. */
  private boolean sendContinue() {
    if (!HttpContinue.requiresContinueResponse(http)) {
      return true;
    }
    try {
      return HttpContinue.createResponseSender(http).send();
    } catch (IOException e) {
      return false;
    }
  }

  private void readSome(StreamSourceChannel source, Consumer<byte[]> then) {
    int read;
    try {
      read = fill(source);
    } catch (IOException e) {
      refuse(Refusal.of(400, 3, "body: it ended early, or its chunks are malformed"));
      return;
    }
    if (size > maxBytes) {
      refuseTooLong();
    } else if (read == 0) {
      // Most bodies come with their headers, and are never waited for.
      if (timer == null) {
        startTimer(
            timeoutMillis, () -> refuse(Refusal.of(408, 4, "body: it did not arrive in time")));
      }
      source.resumeReads();
    } else {
      stop(source);
      if (chunked() && isBlank()) {
        refuse(
            Refusal.of(
                400, 3, "body: its chunks hold nothing (no body is sent as Content-Length: 0)"));
        return;
      }
      if (length() >= 0 && size != length()) {
        // HTTP/2 ends a body by itself, whatever was announced.
        refuse(Refusal.of(400, 3, "body: not as long as its Content-Length says"));
        return;
      }
      byte[] whole = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
      then.accept(whole);
    }
  }

  private boolean chunked() {
    return http.getRequestHeaders().contains(Headers.TRANSFER_ENCODING);
  }

  /**
   * Tells whether all of it is white space. Undertow takes a chunk's size without digits for the
   * last chunk's 0, and skips what follows a chunk that is too short: a body lost in that way must
   * not pass for none, which to most methods is a message with every value 0. What is lost after
   * the first character of JSON leaves no JSON, which whoever parses it finds out.
   */
  private boolean isBlank() {
    for (int i = 0; i < size; i++) {
      byte b = bytes[i];
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }

  /** Reads until nothing is there (0), the end (-1), or the limit is passed. */
  private int fill(StreamSourceChannel source) throws IOException {
    try (PooledByteBuffer pooled = http.getConnection().getByteBufferPool().allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      int read = 1;
      while (read > 0 && size <= maxBytes) {
        buffer.clear();
        read = source.read(buffer);
        buffer.flip();
        append(buffer);
      }
      return read;
    }
  }

  private void append(ByteBuffer buffer) {
    int length = buffer.remaining();
    if (size + length > bytes.length) {
      // Grows with what has come, not with what was announced.
      long announced = Math.max(length(), 0);
      long doubled = Math.max(2L * bytes.length, size + (long) length);
      long room =
          announced > 0 ? Math.min(doubled, Math.max(announced, size + (long) length)) : doubled;
      bytes = Arrays.copyOf(bytes, Math.toIntExact(room));
    }
    buffer.get(bytes, size, length);
    size += length;
  }

  private void refuseTooLong() {
    refuse(Refusal.of(413, 8, "body: longer than the limit of " + maxBytes + " bytes"));
  }

  private void refuse(Refusal refusal) {
    stopTimer();
    http.setPersistent(false);
    if (channel != null) {
      channel.suspendReads();
    }
    bytes = new byte[0];
    exchange.refuse(refusal);
  }

  /**
   * Tells whether the connection must end with the answer: too much is unread to keep it, or the
   * body came in chunks. Undertow takes malformed chunks for good ones (a size without digits is 0,
   * and what follows a chunk is skipped to the end of its line), so that where such a body ends is
   * not certain enough to look for a next request behind it.
   */
  boolean endsConnection() {
    long length = length();
    return chunked()
        || (!http.isRequestComplete()
            && (length > SMALL_REST || HttpContinue.requiresContinueResponse(http)));
  }

  /** Returns what was announced; -1 for nothing, and much for what no number can hold. */
  private long length() {
    String announced = http.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
    if (announced == null) {
      return -1;
    }
    return announced.length() > 18 ? Long.MAX_VALUE : Long.parseLong(announced);
  }

  /**
   * Throws the rest away after the answer is out. Closing at once would reset the connection, and a
   * client that is still sending would lose the answer with it.
   */
  void discardRest() {
    stopTimer();
    if (http.isRequestComplete()) {
      return;
    }
    startTimer(DISCARD_MILLIS, () -> IoUtils.safeClose(http.getConnection()));
    StreamSourceChannel source = source();
    source.getReadSetter().set(this::discard);
    discard(source);
  }

  private void discard(StreamSourceChannel source) {
    try (PooledByteBuffer pooled = http.getConnection().getByteBufferPool().allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      int read = 1;
      while (read > 0) {
        read = source.read(buffer.clear());
      }
      if (read == 0) {
        source.resumeReads();
      } else {
        stop(source);
      }
    } catch (IOException e) {
      stopTimer();
      IoUtils.safeClose(http.getConnection());
    }
  }

  private StreamSourceChannel source() {
    StreamSourceChannel open = channel;
    if (open == null) {
      open = http.getRequestChannel();
      channel = open;
    }
    return open;
  }

  private void stop(StreamSourceChannel source) {
    stopTimer();
    source.suspendReads();
  }

  private void startTimer(long millis, Runnable task) {
    timer =
        http.getIoThread()
            .executeAfter(() -> exchange.guarded(task), millis, TimeUnit.MILLISECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.remove();
      timer = null;
    }
  }
}
