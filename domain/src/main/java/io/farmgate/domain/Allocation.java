package io.farmgate.domain;

/**
 * A pool of hosts in a facility, as it stood when it was read. Every host is in exactly one.
 *
 * @param name with the name of the facility in front: {@code local.general}
 * @param facility the name of the facility
 * @param tag what every host of the pool carries; layers that ask for it run there
 * @param billable whether cores used there are billed; the farm only keeps the word
 * @param hosts the sums over its hosts
 */
public record Allocation(
    AllocationId id,
    String name,
    String facility,
    String tag,
    boolean billable,
    HostTotals hosts) {}
