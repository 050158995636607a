package io.farmgate.application;

import io.farmgate.domain.port.FarmChange;
import java.time.Duration;
import java.util.List;

/** Somebody who is told of changes. {@link #next} is for one thread; the rest for any. */
public interface Listener extends AutoCloseable {
  /** Returns the id of the last change before what {@link #next} gives next. */
  String position();

  /**
   * Waits for changes.
   *
   * @param patience how long at most
   * @return what there is; with no changes where the time is up
   */
  Batch next(Duration patience) throws InterruptedException;

  /** Wakes {@link #next} up, whose batch then says that it is over. */
  void end();

  /** Ends it, and frees its place. Safe to call again. */
  @Override
  void close();

  /**
   * Some changes.
   *
   * @param missed whether changes before them are lost: the listener was away or too slow
   * @param ended whether nothing comes after them
   */
  record Batch(boolean missed, List<Told> changes, boolean ended) {
    public Batch {
      changes = List.copyOf(changes);
    }
  }

  /**
   * One change.
   *
   * @param id by which a listener that comes back says where it was
   * @param number the place in the order of the farm's changes; never twice on one farm
   */
  record Told(String id, long number, FarmChange change) {}
}
