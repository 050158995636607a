package io.farmgate.domain;

/**
 * What a show has had in all its time, finished jobs too, and what it holds now.
 *
 * @param runs what its frames have used
 * @param reservedCores what its procs hold now
 * @param reservedGpus what its procs hold now
 */
public record ShowTotals(
    long createdJobs, long createdFrames, RunStats runs, Cores reservedCores, int reservedGpus) {}
