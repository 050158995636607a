package io.farmgate.domain.port;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.function.Consumer;

/** Tells of changes on a farm as they happen. */
public interface Changes {
  /**
   * Begins to tell. Every change that happens after this has returned is told, in order, and never
   * before it is durable; a farm that has to look for changes may tell several of one thing as one.
   *
   * @param teller called with one or more changes, by one thread at a time. It must be quick and
   *     must not block or throw: farms call it while they work
   * @throws FarmException with {@link FarmFailure.Unavailable} and the like where the farm cannot
   *     be asked
   */
  Watch watch(Interest interest, Consumer<List<FarmChange>> teller);

  /** Changes that are told until it is closed. Thread-safe. */
  interface Watch extends AutoCloseable {
    /**
     * Asks for something else. What is asked for now and was not before is told from the return on.
     *
     * @throws FarmException as {@link #watch}; then what was asked for before goes on
     */
    void retune(Interest interest);

    /** Ends it. Nothing is told after the return. To be called from outside of the teller. */
    @Override
    void close();
  }
}
