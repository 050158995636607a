package io.farmgate.domain.port;

import io.farmgate.domain.failure.FarmException;

/**
 * The log of one run of a frame. It stays that run's when the frame is run again. For one thread,
 * but for {@link #close}, which is safe from any and may be called twice.
 */
public interface OpenLog extends AutoCloseable {
  /**
   * How far a log goes.
   *
   * @param size in bytes
   * @param mayGrow whether the run may write more; where not, {@code size} is the last word
   */
  record Extent(long size, boolean mayGrow) {}

  /** Looks how far it goes now; may ask the farm. */
  Extent extent();

  /**
   * Reads bytes as the run wrote them, in whatever encoding that was.
   *
   * @param offset from the beginning, 0 or more
   * @param into filled from its beginning, as far as there are bytes
   * @return how many bytes; 0 where there are none at that offset, now
   * @throws FarmException where it cannot be read
   */
  int read(long offset, byte[] into);

  @Override
  void close();
}
