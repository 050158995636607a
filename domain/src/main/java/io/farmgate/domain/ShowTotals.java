package io.farmgate.domain;

/**
 * What a show has had in all its time, finished jobs too, and what it holds now.
 *
 * @param renderedFrames how often a frame ended well
 * @param failedFrames how often a frame died
 * @param reservedCores what its procs hold now
 * @param reservedGpus what its procs hold now
 */
public record ShowTotals(
    long createdJobs,
    long createdFrames,
    long renderedFrames,
    long failedFrames,
    Cores reservedCores,
    int reservedGpus) {}
