package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.RunStats;
import io.farmgate.opencue.wire.job.JobStats;
import io.farmgate.opencue.wire.job.LayerStats;
import io.farmgate.opencue.wire.show.ShowStats;
import java.time.Duration;

/**
 * What runs have used, as the contract tells it: in whole seconds, and averages instead of sums. Of
 * jobs, Cuebot leaves the average time out.
 */
final class RunFigures {
  private RunFigures() {}

  static RunStats of(LayerStats stats) {
    return new RunStats(
        stats.getRenderedFrameCount(),
        stats.getFailedFrameCount(),
        seconds(stats.getAvgFrameSec()).multipliedBy(stats.getRenderedFrameCount()),
        seconds(stats.getLowFrameSec()),
        seconds(stats.getHighFrameSec()),
        seconds(stats.getRenderedCoreSec()),
        seconds(stats.getFailedCoreSec()),
        seconds(stats.getRenderedGpuSec()),
        seconds(stats.getFailedGpuSec()),
        Units.bytes(stats.getMaxRss()));
  }

  /** The contract has no shortest time of a job. */
  static RunStats of(JobStats stats) {
    return new RunStats(
        stats.getRenderedFrameCount(),
        stats.getFailedFrameCount(),
        seconds(stats.getAvgFrameSec()).multipliedBy(stats.getRenderedFrameCount()),
        Duration.ZERO,
        seconds(stats.getHighFrameSec()),
        seconds(stats.getRenderedCoreSec()),
        seconds(stats.getFailedCoreSec()),
        seconds(stats.getRenderedGpuSec()),
        seconds(stats.getFailedGpuSec()),
        Units.bytes(stats.getMaxRss()));
  }

  /** Of a show the contract counts runs and no more. */
  static RunStats of(ShowStats stats) {
    RunStats none = RunStats.NONE;
    return new RunStats(
        stats.getRenderedFrameCount(),
        stats.getFailedFrameCount(),
        none.succeededTime(),
        none.shortest(),
        none.longest(),
        none.succeededCoreTime(),
        none.failedCoreTime(),
        none.succeededGpuTime(),
        none.failedGpuTime(),
        none.maxRssBytes());
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(Math.max(0, seconds));
  }
}
