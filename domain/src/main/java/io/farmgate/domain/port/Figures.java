package io.farmgate.domain.port;

/** What a farm has done since it was started. */
public interface Figures {
  /**
   * So many of each.
   *
   * @param bookedProcs procs that were booked
   * @param unbookedProcs procs that were asked to take no further frame
   * @param bookingErrors times that nothing could be booked for a fault
   */
  record Since(long bookedProcs, long unbookedProcs, long bookingErrors) {}

  /** Returns what it has done until now. */
  Since start();
}
