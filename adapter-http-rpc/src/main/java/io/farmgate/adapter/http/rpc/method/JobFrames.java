package io.farmgate.adapter.http.rpc.method;

import io.farmgate.domain.FrameCounts;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.job.JobStats;

/** What a job on the wire says about its frames. */
public final class JobFrames {
  private JobFrames() {}

  /** Derives the documented word for a job's state. */
  public static JobWords word(Job job) {
    JobStats stats = job.getJobStats();
    return JobWords.of(
        job.getState() == JobState.FINISHED,
        job.getIsPaused(),
        counts(
            stats.getWaitingFrames(),
            stats.getDependFrames(),
            stats.getRunningFrames(),
            stats.getSucceededFrames(),
            stats.getDeadFrames(),
            stats.getEatenFrames(),
            stats.getTotalFrames()));
  }

  /** Gathers counts; what the total has more than the named states are frames in checkpoint. */
  static FrameCounts counts(
      int waiting, int depend, int running, int succeeded, int dead, int eaten, int total) {
    int rest = total - waiting - depend - running - succeeded - dead - eaten;
    return new FrameCounts(waiting, depend, running, succeeded, dead, eaten, Math.max(0, rest));
  }
}
