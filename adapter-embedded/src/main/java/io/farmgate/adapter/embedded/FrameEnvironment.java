package io.farmgate.adapter.embedded;

import io.farmgate.domain.FrameNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a frame finds in its environment: a few of the gateway's own variables by name, so that no
 * secret of the gateway's can reach a frame; then the job's and the layer's; then the {@code CUE_}
 * variables that OpenCue's Cuebot sets, which nothing overrides, as there.
 */
final class FrameEnvironment {
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

  private FrameEnvironment() {}

  static Map<String, String> of(
      RunOrder order, RunPlace place, String hostName, Map<String, String> gateway) {
    Map<String, String> result = new HashMap<>();
    for (String name : INHERITED) {
      @Nullable String value = gateway.get(name);
      if (value != null) {
        result.put(name, value);
      }
    }
    place
        .user()
        .ifPresent(user -> {
          result.put("USER", user.name());
          result.put("LOGNAME", user.name());
          result.put("HOME", user.home());
        });
    String frameName = FrameNames.of(order.number(), order.layerName());
    putHostVariables(result, order, hostName, frameName);
    result.putAll(order.environment());
    putFarmVariables(result, order, frameName);
    if (!place.processors().isEmpty()) {
      int threads = Math.max(order.cores() / 100, place.processors().size());
      result.put("CUE_THREADS", Integer.toString(threads));
      result.put("CUE_HT", Processors.haveSiblings() ? "True" : "False");
    }
    result.put(ProcessTree.MARKER, order.procKey());
    return result;
  }

  /** The variables that OpenCue's RQD sets on the host. */
  private static void putHostVariables(
      Map<String, String> result, RunOrder order, String hostName, String frameName) {
    result.put("TERM", "unknown");
    // Of no use here; scripts that were written for OpenCue ask for them.
    result.put("mcp", "1");
    result.put("maxframetime", "0");
    result.put("minspace", "200");
    result.put("SP_NOMYCSHRC", "1");
    result.put("show", order.show());
    result.put("shot", order.shot());
    result.put("jobid", order.jobName());
    result.put("jobhost", hostName);
    result.put("frame", frameName);
    result.put("zframe", frameName);
    result.put("logfile", fileName(order.logPath()));
  }

  /** The variables that OpenCue's Cuebot sets. */
  private static void putFarmVariables(
      Map<String, String> result, RunOrder order, String frameName) {
    result.put("CUE3", "1");
    result.put("CUE_SHOW", order.show());
    result.put("CUE_SHOT", order.shot());
    result.put("CUE_USER", order.user());
    result.put("CUE_JOB", order.jobName());
    result.put("CUE_JOB_ID", order.jobKey());
    result.put("CUE_LAYER", order.layerName());
    result.put("CUE_LAYER_ID", order.layerKey());
    result.put("CUE_FRAME", frameName);
    result.put("CUE_FRAME_ID", order.frameKey());
    result.put("CUE_IFRAME", Integer.toString(order.number()));
    result.put("CUE_RANGE", order.range());
    result.put("CUE_CHUNK", Integer.toString(order.chunk()));
    result.put("CUE_THREADABLE", order.threadable() ? "1" : "0");
    result.put("CUE_THREADS", Integer.toString(Math.max(1, order.cores() / 100)));
    result.put("CUE_MEMORY", Long.toString(order.memory() / 1024));
    result.put("CUE_GPUS", Integer.toString(order.gpus()));
    result.put("CUE_GPU_MEMORY", Long.toString(order.gpuMemory() / 1024));
    @Nullable Path logDirectory = order.logPath().getParent();
    result.put("CUE_LOG_PATH", logDirectory == null ? "" : logDirectory.toString());
  }

  private static String fileName(Path path) {
    @Nullable Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
