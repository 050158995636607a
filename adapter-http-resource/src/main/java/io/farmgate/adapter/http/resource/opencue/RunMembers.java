package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.RunStats;
import java.util.List;
import java.util.function.Function;

/** What is told of the runs of a piece of work, for all that has runs. */
final class RunMembers {
  private RunMembers() {}

  static <T> List<Shape.Member<T>> of(Function<T, RunStats> runs) {
    return Shape.<T>of("Runs")
        .count("succeededRuns", one -> runs.apply(one).succeeded())
        .count("failedRuns", one -> runs.apply(one).failed())
        .count("coreSeconds", one -> runs.apply(one).totalCoreTime().toSeconds())
        .count("failedCoreSeconds", one -> runs.apply(one).failedCoreTime().toSeconds())
        .count("gpuSeconds", one -> runs.apply(one).totalGpuTime().toSeconds())
        .count("averageFrameTime", one -> runs.apply(one).averageTime().toSeconds())
        .count("highFrameTime", one -> runs.apply(one).longest().toSeconds())
        .megabytes("peakMemory", one -> runs.apply(one).maxRssBytes())
        .build()
        .members();
  }
}
