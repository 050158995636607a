package io.farmgate.domain.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The stream of a message, which one thread reads and any thread may close meanwhile: what lies
 * behind it must not be read once it was given back. Closed once, however often it is asked to.
 */
final class UnreadMessage extends InputStream {
  private static final int PIECE_BYTES = 64 << 10;

  private final InputStream stream;
  private boolean taken;
  private boolean closed;

  UnreadMessage(InputStream stream) {
    this.stream = stream;
  }

  synchronized boolean taken() {
    return taken;
  }

  synchronized InputStream take() {
    if (taken) {
      throw new IllegalStateException("this message is read already");
    }
    taken = true;
    return this;
  }

  /** Shows what was not read yet, and goes back to where it was. */
  synchronized void peek(int size, WireBytes.Observer observer) throws IOException {
    requireOpen();
    if (taken) {
      throw new IllegalStateException("this message is being read as a stream");
    }
    stream.mark(size);
    byte[] piece = new byte[Math.min(size, PIECE_BYTES)];
    for (int left = size; left > 0; ) {
      int read = stream.readNBytes(piece, 0, Math.min(left, piece.length));
      if (read == 0) {
        throw new IOException("the message ends " + left + " bytes early");
      }
      observer.see(piece, 0, read);
      left -= read;
    }
    stream.reset();
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the message was given up");
    }
  }

  @Override
  public synchronized int read() throws IOException {
    requireOpen();
    return stream.read();
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    requireOpen();
    return stream.read(target, offset, length);
  }

  @Override
  public synchronized long skip(long count) throws IOException {
    requireOpen();
    return stream.skip(count);
  }

  @Override
  public synchronized int available() throws IOException {
    requireOpen();
    return stream.available();
  }

  @Override
  public boolean markSupported() {
    return stream.markSupported();
  }

  @Override
  public synchronized void mark(int readLimit) {
    if (!closed) {
      stream.mark(readLimit);
    }
  }

  @Override
  public synchronized void reset() throws IOException {
    requireOpen();
    stream.reset();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
