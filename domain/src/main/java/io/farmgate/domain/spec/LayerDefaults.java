package io.farmgate.domain.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.ServiceDefaults;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fills in what a layer's specification leaves open, from the service that counts for it. */
public final class LayerDefaults {
  private LayerDefaults() {}

  /**
   * Returns the same layer with nothing left open but time-outs.
   *
   * @param named whether it is one of the services that the layer names that counts; otherwise the
   *     layer has the standard service from now on too, as in OpenCue
   * @param service the name of the service
   */
  public static LayerSpec complete(
      LayerSpec layer, boolean named, String service, ServiceDefaults defaults) {
    Cores cores = layer.minCores().orElse(defaults.minCores());
    return new LayerSpec(
        layer.name(),
        layer.type(),
        layer.command(),
        layer.range(),
        layer.chunk(),
        Optional.of(cores),
        Optional.of(canThread(cores) && layer.threadable().orElse(defaults.threadable())),
        Optional.of(layer.memoryBytes().orElse(defaults.memoryBytes())),
        layer.gpus() > 0 ? layer.gpus() : defaults.minGpus(),
        layer.gpuMemoryBytes() > 0 ? layer.gpuMemoryBytes() : defaults.gpuMemoryBytes(),
        layer.tags().isEmpty() ? defaults.tags() : layer.tags(),
        named ? layer.services() : with(layer.services(), service),
        layer.limits(),
        layer.environment(),
        layer.timeout().or(defaults::timeout),
        layer.timeoutWithoutLog().or(defaults::timeoutWithoutLog));
  }

  /** OpenCue's rule: a part of a core is not divided further. Zero stands for a whole host. */
  private static boolean canThread(Cores cores) {
    return cores.hundredths() == 0 || cores.compareTo(Cores.ONE) >= 0;
  }

  private static List<String> with(List<String> services, String service) {
    return services.contains(service)
        ? services
        : Stream.concat(services.stream(), Stream.of(service)).toList();
  }
}
