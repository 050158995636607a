package io.farmgate.adapter.http.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSinkChannel;

/** Writes arrays to sockets in small pieces. */
final class Slices {
  /** The JDK copies what it is given into a direct buffer of that size and keeps the buffer. */
  private static final int BYTES = 64 << 10;

  private Slices() {}

  /** Writes the next piece and returns how much the socket took. */
  static int write(StreamSinkChannel channel, ByteBuffer bytes) throws IOException {
    int limit = bytes.limit();
    bytes.limit(bytes.position() + Math.min(BYTES, bytes.remaining()));
    try {
      return channel.write(bytes);
    } finally {
      bytes.limit(limit);
    }
  }
}
