package io.farmgate.domain;

/**
 * How many frames of a kind may run at once on the whole farm, as it stood when it was read. The
 * usual kind is "frames that hold a licence of program X". Layers name the limits that hold for
 * them.
 *
 * @param maxRunning 0 or more; 0 stops the layers under it
 * @param running frames under it that run now; more than the maximum where that was lowered since
 */
public record Limit(LimitId id, String name, int maxRunning, int running) {}
