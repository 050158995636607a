package io.farmgate.opencue.transcode;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The JSON written so far and not yet handed to the sink.
 *
 * <p>It starts small, grows to the chunk size and is then emptied into the sink whenever it is
 * full. While a message is pinned (see {@link #pin}), nothing from its first byte on leaves the
 * buffer, so that it can be taken back; the buffer grows beyond the chunk size if it must.
 *
 * <p>{@link #ensure} makes room; the put methods that do not call it say so, and their callers keep
 * {@link #bytes} and {@link #position} in step themselves.
 */
final class JsonBuffer {
  /** Eight bytes at once; the lowest address is the lowest byte on every machine. */
  static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int NO_PIN = -1;

  byte[] bytes;
  int position;

  private final JsonSink sink;
  private final int chunkBytes;
  private long flushed;
  private int pinned = NO_PIN;

  JsonBuffer(JsonSink sink, int chunkBytes, int expectedBytes) {
    this.sink = sink;
    this.chunkBytes = chunkBytes;
    this.bytes = new byte[Math.clamp(expectedBytes, 256, chunkBytes)];
  }

  /** Makes room for {@code count} more bytes. */
  void ensure(int count) throws IOException {
    if (bytes.length - position < count) {
      makeRoom(count);
    }
  }

  private void makeRoom(int count) throws IOException {
    int needed = Math.addExact(position, count);
    if (needed > chunkBytes && bytes.length >= chunkBytes) {
      flushUpTo(pinned == NO_PIN ? position : pinned);
      needed = position + count;
    }
    if (needed > bytes.length) {
      int doubled = (int) Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
  }

  private void flushUpTo(int end) throws IOException {
    for (int from = 0; from < end; from += chunkBytes) {
      sink.write(bytes, from, Math.min(chunkBytes, end - from), false);
    }
    System.arraycopy(bytes, end, bytes, 0, position - end);
    position -= end;
    flushed += end;
    if (pinned != NO_PIN) {
      pinned -= end;
    }
  }

  /** Hands over what is left; the last chunk is marked so. */
  void finish() throws IOException {
    int from = 0;
    while (position - from > chunkBytes) {
      sink.write(bytes, from, chunkBytes, false);
      from += chunkBytes;
    }
    sink.write(bytes, from, position - from, true);
  }

  /** Returns the number of bytes written in all; a later {@link #rollback} may return to it. */
  long mark() {
    return flushed + position;
  }

  /**
   * Keeps everything from here on in the buffer; returns false if an outer message does already.
   */
  boolean pin() {
    if (pinned != NO_PIN) {
      return false;
    }
    pinned = position;
    return true;
  }

  void unpin() {
    pinned = NO_PIN;
  }

  /** Takes back everything written since {@code mark}, which must have been pinned since. */
  void rollback(long mark) {
    position = Math.toIntExact(mark - flushed);
  }

  void put(char ascii) throws IOException {
    ensure(1);
    bytes[position++] = (byte) ascii;
  }

  void put(byte[] source, int from, int count) throws IOException {
    ensure(count);
    System.arraycopy(source, from, bytes, position, count);
    position += count;
  }

  void put(byte[] source) throws IOException {
    put(source, 0, source.length);
  }

  /** Writes the first {@code count} bytes of {@code words}, as {@link #words} packed them. */
  void put(long[] words, int count) throws IOException {
    ensure(words.length * Long.BYTES);
    int at = position;
    for (long word : words) {
      WORD.set(bytes, at, word);
      at += Long.BYTES;
    }
    position += count;
  }

  /** Packs a short text for {@link #put(long[], int)}. */
  static long[] words(byte[] text) {
    long[] words = new long[(text.length + Long.BYTES - 1) / Long.BYTES];
    byte[] padded = Arrays.copyOf(text, words.length * Long.BYTES);
    for (int i = 0; i < words.length; i++) {
      words[i] = (long) WORD.get(padded, i * Long.BYTES);
    }
    return words;
  }
}
