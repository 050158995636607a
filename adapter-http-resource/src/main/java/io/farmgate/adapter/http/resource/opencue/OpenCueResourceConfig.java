package io.farmgate.adapter.http.resource.opencue;

/**
 * What an operator decides about this API.
 *
 * @param host the name of this machine, kept by a farm with what is killed
 * @param pid of this process, kept likewise
 * @param openReads whether what reads needs no token
 */
public record OpenCueResourceConfig(String host, long pid, boolean openReads) {
  /** By which an operator opens the reads. */
  public static final String NAME = "opencue-resource";
}
