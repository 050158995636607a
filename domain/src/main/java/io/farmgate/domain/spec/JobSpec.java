package io.farmgate.domain.spec;

import io.farmgate.domain.Cores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One job to launch.
 *
 * @param name the short name; the full one is {@link JobNames#full}
 * @param priority absent for the farm's default
 * @param maxRetries 0 to 16, as OpenCue bounds it
 * @param maxCores absent for no bound of its own
 */
public record JobSpec(
    String name,
    boolean paused,
    Optional<Integer> priority,
    int maxRetries,
    boolean autoEat,
    String os,
    Optional<Cores> maxCores,
    Map<String, String> environment,
    List<LayerSpec> layers) {
  public JobSpec {
    environment = Map.copyOf(environment);
    layers = List.copyOf(layers);
  }
}
