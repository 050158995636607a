package io.farmgate.opencue.transcode;

import java.io.IOException;

/**
 * Where JSON goes, a chunk at a time.
 *
 * <p>A sink may block: the conversion waits with it, which is all the back-pressure there is.
 */
@FunctionalInterface
public interface JsonSink {
  /**
   * Takes the next chunk: at least 1 byte, at most {@link WireLimits#chunkBytes}.
   *
   * @param buffer holds the chunk until this method returns; it is used again afterwards, so a sink
   *     that needs the bytes for longer copies them
   * @param last whether this chunk ends the JSON; an answer that fits into one chunk comes as one
   *     call with {@code last} set, so its length is known before anything is sent
   * @throws IOException ends the conversion and reaches its caller
   */
  void write(byte[] buffer, int offset, int length, boolean last) throws IOException;
}
