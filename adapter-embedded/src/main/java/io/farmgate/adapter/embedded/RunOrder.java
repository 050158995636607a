package io.farmgate.adapter.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A frame that is booked and has to be run: all that the runner needs to know, read in the
 * transaction that booked it.
 *
 * @param frame the row of the frame
 * @param cores hundredths
 * @param memory bytes
 * @param environment the job's and then the layer's own variables
 * @param limits when the farm ends the run
 */
record RunOrder(
    String procKey,
    long frame,
    String frameKey,
    int number,
    String show,
    String shot,
    String user,
    String jobKey,
    String jobName,
    String layerKey,
    String layerName,
    String command,
    String range,
    int chunk,
    boolean threadable,
    int cores,
    long memory,
    int gpus,
    long gpuMemory,
    Path logPath,
    Map<String, String> environment,
    Limits limits) {
  RunOrder {
    environment = Map.copyOf(environment);
  }

  /**
   * When the farm ends a run; absent: never.
   *
   * @param time how long it may take
   * @param silence how long it may write nothing to its log
   */
  record Limits(Optional<Duration> time, Optional<Duration> silence) {
    static final Limits NONE = new Limits(Optional.empty(), Optional.empty());
  }
}
