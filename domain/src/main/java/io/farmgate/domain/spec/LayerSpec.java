package io.farmgate.domain.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.range.FrameRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One layer to launch; see {@link io.farmgate.domain.Layer} for the meaning of each part. What is
 * absent takes the service's or the farm's default. Words in the command stand for parts of the
 * frame that runs it, see {@link FrameCommand}.
 */
public record LayerSpec(
    String name,
    LayerType type,
    String command,
    FrameRange range,
    int chunk,
    Optional<Cores> minCores,
    Optional<Boolean> threadable,
    Optional<Long> memoryBytes,
    int gpus,
    long gpuMemoryBytes,
    List<String> tags,
    List<String> services,
    List<String> limits,
    Map<String, String> environment,
    Optional<Duration> timeout,
    Optional<Duration> timeoutWithoutLog) {
  public LayerSpec {
    tags = List.copyOf(tags);
    services = List.copyOf(services);
    limits = List.copyOf(limits);
    environment = Map.copyOf(environment);
  }
}
