package io.farmgate.domain.port;

/** The typed ports to how one farm is set up: what its hosts and its work are divided into. */
public record SetupPorts(
    Facilities facilities,
    Allocations allocations,
    Subscriptions subscriptions,
    Limits limits,
    Services services,
    ServiceOverrides overrides,
    ShowControl shows,
    Filters filters,
    FilterParts filterParts,
    Departments departments,
    Tasks tasks) {}
