package io.farmgate.domain.port;

/**
 * Where a page of a list ends. Only the farm that gave it out knows what it says; it is for the
 * same question in the same order.
 *
 * @param text may have been anywhere in between, so that a farm checks it
 */
public record Place(String text) {}
