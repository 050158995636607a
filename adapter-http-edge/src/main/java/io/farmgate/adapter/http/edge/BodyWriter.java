package io.farmgate.adapter.http.edge;

import java.io.IOException;

/** Writes a response body of unknown length; see {@link EdgeExchange#stream}. */
@FunctionalInterface
public interface BodyWriter {
  /**
   * Writes the whole body and returns.
   *
   * @throws IOException from {@code sink} when the client is gone; to be let through
   */
  void write(BodySink sink) throws IOException;
}
