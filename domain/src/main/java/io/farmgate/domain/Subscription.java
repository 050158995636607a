package io.farmgate.domain;

/**
 * A show's claim on an allocation, as it stood when it was read. A show without one runs nothing
 * there.
 *
 * @param show the name of the show
 * @param allocation the full name of the allocation
 * @param facility the name of its facility
 * @param size what the show can count on while other shows wait too
 * @param burst what the show may use there at most; zero stops it there
 * @param reservedCores what its procs hold there now
 * @param reservedGpus what its procs hold there now
 */
public record Subscription(
    SubscriptionId id,
    String show,
    String allocation,
    String facility,
    Cores size,
    Cores burst,
    Cores reservedCores,
    int reservedGpus) {

  /** Returns what people call it: {@code local.general.demo_show}. */
  public String name() {
    return allocation + '.' + show;
  }
}
