package io.farmgate.adapter.http.resource.opencue;

import java.time.Duration;

/**
 * What an operator decides about this API.
 *
 * @param host the name of this machine, kept by a farm with what is killed
 * @param pid of this process, kept likewise
 * @param openReads whether what reads needs no token
 * @param heartbeat how long a stream of events is silent at most; positive
 */
public record OpenCueResourceConfig(String host, long pid, boolean openReads, Duration heartbeat) {
  /** By which an operator opens the reads. */
  public static final String NAME = "opencue-resource";

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** One with a sign of life every 15 seconds, which proxies do not take for the end. */
  public OpenCueResourceConfig(String host, long pid, boolean openReads) {
    this(host, pid, openReads, HEARTBEAT);
  }
}
