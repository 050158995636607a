package io.farmgate.adapter.http.edge;

import java.io.IOException;

/** Where a {@link BodyWriter} writes. For one thread. */
@FunctionalInterface
public interface BodySink {
  /**
   * Sends bytes to the client; blocks while the client is slow. The buffer is the caller's again
   * when this returns.
   *
   * @throws IOException when the client is gone or has stopped reading for longer than the idle
   *     time-out
   */
  void write(byte[] buffer, int offset, int length) throws IOException;

  /**
   * Sends status and headers, and what is still on its way; blocks as {@link #write} does. For
   * answers that may be silent for long.
   *
   * @throws IOException as for {@link #write}
   */
  default void flush() throws IOException {
    // A sink that keeps nothing back has nothing to do.
  }
}
