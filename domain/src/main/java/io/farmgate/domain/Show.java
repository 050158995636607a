package io.farmgate.domain;

/**
 * A project of work on the farm.
 *
 * @param frames the frames of all its pending jobs
 * @param pendingJobs jobs that are not finished
 * @param commentEmail empty where none is set
 */
public record Show(
    ShowId id,
    String name,
    boolean active,
    Cores defaultMinCores,
    Cores defaultMaxCores,
    int defaultMinGpus,
    int defaultMaxGpus,
    boolean bookingEnabled,
    boolean dispatchEnabled,
    String commentEmail,
    FrameCounts frames,
    int pendingJobs,
    ShowTotals totals) {}
