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
}
