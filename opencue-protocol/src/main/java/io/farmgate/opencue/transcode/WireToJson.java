package io.farmgate.opencue.transcode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Writes messages of one type as JSON; made by {@link OutputShape#compile}.
 *
 * <p>The JSON leaves through the sink while the message is read, and is never held whole. So a
 * fault that lies behind the first chunk is reported after that chunk has gone: whoever sends it on
 * must then cut the answer off in a way that its receiver notices. JSON that fits into one chunk is
 * handed over complete or not at all.
 *
 * <p>A message whose fields come in order, as every serializer writes them, needs one chunk of
 * memory. One whose fields do not is read before it is written, and needs up to eight times its
 * length meanwhile.
 *
 * <p>Immutable; thread-safe.
 */
public final class WireToJson {
  /** JSON is about this many times as long as its wire bytes, mostly for its names. */
  private static final int INITIAL_FACTOR = 4;

  /** A short message is mostly names of members that are not set. */
  private static final int SHORTEST_WHOLE = 2_048;

  /** What is longer is not read from a stream at once. */
  private static final int LONGEST_VALUE = 64 << 10;

  private final OutputTable table;
  private final WireLimits limits;

  WireToJson(OutputTable table, WireLimits limits) {
    this.table = table;
    this.limits = limits;
  }

  /**
   * Writes one message.
   *
   * @param wire is not changed, and must not change meanwhile
   * @throws MalformedWireException if the bytes are not such a message
   * @throws IOException as thrown by the sink or a {@link ComputedValue}
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public void write(byte[] wire, int offset, int length, JsonSink sink) throws IOException {
    JsonBuffer out = buffer(length, sink);
    printer(wire, offset, length, out).printWhole(table, 0);
    out.finish();
  }

  /**
   * Writes one message as one piece, however long: the sink is called once, and the buffer is its
   * own from then on.
   *
   * @throws IOException as the above; nothing was written then
   */
  public void writeWhole(byte[] wire, int offset, int length, JsonSink sink) throws IOException {
    int expected = (int) Math.min(Integer.MAX_VALUE - 8, (long) length * INITIAL_FACTOR);
    JsonBuffer out = new JsonBuffer(sink, Integer.MAX_VALUE, Math.max(SHORTEST_WHOLE, expected));
    printer(wire, offset, length, out).printWhole(table, 0);
    out.finish();
  }

  /**
   * Writes one message that a stream still holds, without reading it into memory first: the stream
   * is read twice, once to see that the fields come in order. What has been read for the second
   * time is not asked for again, and the stream is told so by {@link InputStream#mark}, so that it
   * can let go of it.
   *
   * <p>A message that does not come in order is read into memory after all, and so is one from a
   * stream without {@link InputStream#markSupported marks}, one with a map in a long message or
   * with a text or computed members that would have to be seen whole (more than 64 KiB).
   *
   * @param wire stands before the first byte; behind the last one afterwards. It is not closed.
   * @param length the number of its bytes
   * @throws MalformedWireException if the bytes are not such a message
   * @throws IOException as thrown by the stream, the sink or a {@link ComputedValue}, and if the
   *     stream ends early
   */
  public void write(InputStream wire, int length, JsonSink sink) throws IOException {
    write(wire, length, LONGEST_VALUE, sink);
  }

  /** The same, where more than {@code longestValue} bytes need not be seen at once. */
  void write(InputStream wire, int length, int longestValue, JsonSink sink) throws IOException {
    if (length <= longestValue || !canStream(wire, length, longestValue)) {
      write(readAll(wire, length), 0, length, sink);
      return;
    }
    JsonBuffer out = buffer(length, sink);
    WireWindow window = new WireWindow(wire, length, longestValue, limits.messageDepth(), true);
    new StreamedMessage(window, new MessagePrinter(window.in, out, limits)).print(table, length);
    out.finish();
  }

  /** Reads the whole message and goes back to its start. */
  private boolean canStream(InputStream wire, int length, int longestValue) throws IOException {
    if (!wire.markSupported()) {
      return false;
    }
    wire.mark(length);
    WireWindow window = new WireWindow(wire, length, longestValue, limits.messageDepth(), false);
    boolean fits = StreamedMessage.fits(window, table, length, limits.messageDepth());
    wire.reset();
    return fits;
  }

  private static byte[] readAll(InputStream wire, int length) throws IOException {
    byte[] all = new byte[length];
    int read = 0;
    while (read < length) {
      int some = wire.readNBytes(all, read, Math.min(LONGEST_VALUE, length - read));
      if (some == 0) {
        throw new IOException("the message ends after " + read + " of " + length + " bytes");
      }
      read += some;
      if (wire.markSupported()) {
        wire.mark(0);
      }
    }
    return all;
  }

  /**
   * Writes one message that was the value of a {@code google.protobuf.Any}: its object begins with
   * a member {@code @type}, which a message with a JSON form of its own follows as the member
   * {@code value}.
   *
   * @param typeUrl such as {@code type.googleapis.com/show.Show}
   * @throws IOException as {@link #write}
   */
  public void writeTyped(String typeUrl, byte[] wire, int offset, int length, JsonSink sink)
      throws IOException {
    JsonBuffer out = buffer(length, sink);
    byte[] url = typeUrl.getBytes(StandardCharsets.UTF_8);
    printer(wire, offset, length, out).known().typed(table, url, 0, url.length, 0);
    out.finish();
  }

  private JsonBuffer buffer(int length, JsonSink sink) {
    int expected = (int) Math.min(Integer.MAX_VALUE, (long) length * INITIAL_FACTOR);
    return new JsonBuffer(sink, limits.chunkBytes(), expected);
  }

  private MessagePrinter printer(byte[] wire, int offset, int length, JsonBuffer out) {
    Objects.checkFromIndexSize(offset, length, wire.length);
    WireReader in = new WireReader(wire, offset, offset + length, limits.messageDepth());
    return new MessagePrinter(in, out, limits);
  }
}
