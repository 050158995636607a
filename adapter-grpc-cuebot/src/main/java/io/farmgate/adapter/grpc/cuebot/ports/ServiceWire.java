package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Cores;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.opencue.wire.service.Service;

/** A service's fields: cores in hundredths, memory in KB, time-outs in minutes and 0 for none. */
final class ServiceWire {
  private ServiceWire() {}

  static Service of(String id, String name, ServiceDefaults defaults) {
    return Service.newBuilder()
        .setId(id)
        .setName(name)
        .setThreadable(defaults.threadable())
        .setMinCores(defaults.minCores().hundredths())
        .setMaxCores(defaults.maxCores().hundredths())
        .setMinMemory(defaults.memoryBytes() / 1024)
        .setMinGpus(defaults.minGpus())
        .setMaxGpus(defaults.maxGpus())
        .setMinGpuMemory(defaults.gpuMemoryBytes() / 1024)
        .addAllTags(defaults.tags())
        .setTimeout(Units.minutes(defaults.timeout()))
        .setTimeoutLlu(Units.minutes(defaults.timeoutWithoutLog()))
        .setMinMemoryIncrease(
            Math.clamp(defaults.memoryIncreaseBytes() / 1024, 0, Integer.MAX_VALUE))
        .build();
  }

  static ServiceDefaults defaults(Service wire) {
    return new ServiceDefaults(
        wire.getThreadable(),
        new Cores(Math.max(0, wire.getMinCores())),
        new Cores(Math.max(0, wire.getMaxCores())),
        Units.bytes(wire.getMinMemory()),
        Math.max(0, wire.getMinGpus()),
        Math.max(0, wire.getMaxGpus()),
        Units.bytes(wire.getMinGpuMemory()),
        wire.getTagsList(),
        Units.minutes(wire.getTimeout()),
        Units.minutes(wire.getTimeoutLlu()),
        Units.bytes(wire.getMinMemoryIncrease()));
  }
}
