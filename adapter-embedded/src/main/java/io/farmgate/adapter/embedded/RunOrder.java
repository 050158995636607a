package io.farmgate.adapter.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * A frame that is booked and has to be run: all that the runner needs to know, read in the
 * transaction that booked it.
 *
 * @param frame the row of the frame
 * @param cores hundredths
 * @param memory bytes
 * @param environment the job's and then the layer's own variables
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
    Map<String, String> environment) {
  RunOrder {
    environment = Map.copyOf(environment);
  }
}
