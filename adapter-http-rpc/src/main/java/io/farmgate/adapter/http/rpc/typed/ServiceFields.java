package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.domain.Cores;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.opencue.wire.service.Service;
import java.time.Duration;
import java.util.Optional;

/**
 * The fields of a service: cores in hundredths, memory in KB, time-outs in minutes and 0 for none.
 */
final class ServiceFields {
  private ServiceFields() {}

  /** Reads a service, whose fields are named with {@code path} before them. */
  static ServiceDefaults defaults(String path, Service wire) {
    return new ServiceDefaults(
        wire.getThreadable(),
        new Cores(amount(path + "minCores", wire.getMinCores())),
        new Cores(amount(path + "maxCores", wire.getMaxCores())),
        bytes(path + "minMemory", wire.getMinMemory()),
        amount(path + "minGpus", wire.getMinGpus()),
        amount(path + "maxGpus", wire.getMaxGpus()),
        bytes(path + "minGpuMemory", wire.getMinGpuMemory()),
        wire.getTagsList(),
        minutes(path + "timeout", wire.getTimeout()),
        minutes(path + "timeoutLlu", wire.getTimeoutLlu()),
        bytes(path + "minMemoryIncrease", wire.getMinMemoryIncrease()));
  }

  static Service wire(String id, String name, ServiceDefaults defaults) {
    return Service.newBuilder()
        .setId(id)
        .setName(name)
        .setThreadable(defaults.threadable())
        .setMinCores(defaults.minCores().hundredths())
        .setMaxCores(defaults.maxCores().hundredths())
        .setMinMemory(Wire.kilobytes(defaults.memoryBytes()))
        .setMinGpus(defaults.minGpus())
        .setMaxGpus(defaults.maxGpus())
        .setMinGpuMemory(Wire.kilobytes(defaults.gpuMemoryBytes()))
        .addAllTags(defaults.tags())
        .setTimeout(minutes(defaults.timeout()))
        .setTimeoutLlu(minutes(defaults.timeoutWithoutLog()))
        .setMinMemoryIncrease(
            Math.clamp(Wire.kilobytes(defaults.memoryIncreaseBytes()), 0, Integer.MAX_VALUE))
        .build();
  }

  private static int amount(String field, int amount) {
    if (amount < 0) {
      throw Wire.invalid(field + ": " + amount + " (expected: 0 or more)");
    }
    return amount;
  }

  /** Reads memory, which the wire has in KB. */
  static long bytes(String field, long kilobytes) {
    if (kilobytes < 0 || kilobytes > Long.MAX_VALUE / 1024) {
      throw Wire.invalid(field + ": " + kilobytes + " (expected: 0 or more KB)");
    }
    return kilobytes * 1024;
  }

  /** Reads a time; 0 is none. */
  static Optional<Duration> minutes(String field, int minutes) {
    return amount(field, minutes) == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMinutes(minutes));
  }

  /** A part of a minute counts as a whole one: 0 would mean none. */
  static int minutes(Optional<Duration> time) {
    return time.map(length -> Math.clamp((length.toSeconds() + 59) / 60, 1, Integer.MAX_VALUE))
        .orElse(0);
  }
}
