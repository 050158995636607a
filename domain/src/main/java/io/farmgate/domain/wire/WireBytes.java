package io.farmgate.domain.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A serialized message that passes through the hexagon unread.
 *
 * <p>Mostly it wraps an array without a copy: who makes one hands the array over and does not
 * change it again, and neither does anyone who reads it. Under that rule it is immutable.
 *
 * <p>A long one may still lie where it was received, outside the heap ({@link #unread}). It is then
 * read once: from its stream ({@link #takeStream}), or as an array ({@link #array}), which may be
 * asked for as often as one likes. So who hands a message to several readers asks for the array
 * first. Whoever holds such a message sees to it that {@link #release} is called when nobody reads
 * it any more. Thread-safe.
 */
public final class WireBytes {
  /** A message with no fields set. */
  public static final WireBytes EMPTY = new WireBytes(new byte[0], 0, null);

  private final int size;
  private final @Nullable UnreadMessage unread;
  private volatile byte @Nullable [] bytes;
  private volatile @Nullable Made made;

  private WireBytes(byte @Nullable [] bytes, int size, @Nullable UnreadMessage unread) {
    this.bytes = bytes;
    this.size = size;
    this.unread = unread;
  }

  /** Takes the array over. */
  public static WireBytes wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new WireBytes(bytes, bytes.length, null);
  }

  /**
   * Takes over a stream that holds the message and gives its memory back when it is closed.
   *
   * @param stream stands before the first byte; used by one thread at a time
   * @param size the number of its bytes
   */
  public static WireBytes unread(InputStream stream, int size) {
    return new WireBytes(null, size, new UnreadMessage(stream));
  }

  /**
   * Returns the array itself; not to be changed. A message that was not read yet is read into one.
   *
   * @throws CancellationException where it was released before
   * @throws IllegalStateException where its stream was taken
   */
  public byte[] array() {
    byte[] known = bytes;
    return known == null ? read() : known;
  }

  private byte[] read() {
    UnreadMessage source = unread();
    synchronized (source) {
      byte[] known = bytes;
      if (known != null) {
        return known;
      }
      if (source.taken()) {
        throw new IllegalStateException("this message is being read as a stream");
      }
      try (source) {
        byte[] read = source.readNBytes(size);
        if (read.length != size) {
          throw new IOException("read " + read.length + " of " + size + " bytes");
        }
        bytes = read;
        return read;
      } catch (IOException gone) {
        throw givenUp();
      }
    }
  }

  private UnreadMessage unread() {
    UnreadMessage source = unread;
    if (source == null) {
      throw new IllegalStateException("neither bytes nor a stream");
    }
    return source;
  }

  /** Sees the bytes of a message piece by piece, in their order. */
  @FunctionalInterface
  public interface Observer {
    /** Takes the next piece, which is valid during the call and not to be changed. */
    void see(byte[] buffer, int offset, int length);
  }

  /**
   * Shows all bytes to somebody who needs each of them once, before the message is read.
   *
   * @throws CancellationException where it was released before
   * @throws IllegalStateException where its stream was taken
   */
  public void show(Observer observer) {
    byte[] known = bytes;
    if (known != null) {
      observer.see(known, 0, size);
      return;
    }
    UnreadMessage source = unread();
    if (!source.markSupported()) {
      observer.see(array(), 0, size);
      return;
    }
    try {
      source.peek(size, observer);
    } catch (IOException gone) {
      throw givenUp();
    }
  }

  private static CancellationException givenUp() {
    return new CancellationException("the answer was given up before it was read");
  }

  /**
   * Returns the stream of a message that was not read yet, whose reader closes it; empty for one
   * that is an array, or has become one. Reading fails once the message is released.
   *
   * @throws IllegalStateException where it was taken before
   */
  public Optional<InputStream> takeStream() {
    if (unread == null) {
      return Optional.empty();
    }
    synchronized (unread) {
      return bytes == null ? Optional.of(unread.take()) : Optional.empty();
    }
  }

  /** What somebody has made of a message. */
  private record Made(Object key, Object value) {}

  /**
   * Returns what {@code maker} makes of the message. Several readers of one message who ask with
   * the same key get the same object, mostly: it is kept with the message, for one key, and two who
   * come at once may each make their own.
   *
   * @param key tells what is made, and of which type
   * @param maker needs nothing but the message and the key
   */
  public <K, V> V made(K key, Class<V> type, Function<K, V> maker) {
    Made known = made;
    if (known != null && known.key().equals(key)) {
      return type.cast(known.value());
    }
    V fresh = maker.apply(key);
    made = new Made(key, fresh);
    return fresh;
  }

  /** Gives back what a message that was not read holds outside the heap. Safe to call again. */
  public void release() {
    if (unread != null) {
      unread.close();
    }
  }

  /** Returns the number of bytes. */
  public int size() {
    return size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireBytes that
        && size == that.size
        && (this == that || Arrays.equals(array(), that.array()));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array());
  }

  /** Returns the size only: the content is the caller's business, not a log's. */
  @Override
  public String toString() {
    return size + " bytes";
  }
}
