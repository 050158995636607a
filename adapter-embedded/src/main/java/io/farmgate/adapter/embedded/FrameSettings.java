package io.farmgate.adapter.embedded;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How frames run, beside what their layers say.
 *
 * @param memoryFactor how many times its reservation a run may hold before it is ended; absent: any
 * @param umask which rights new files of frames do not get, in octal; absent: as the gateway's own
 * @param affinity whether a run is kept to as many processors as it has booked cores
 * @param asJobsUser whether frames run as the user of their job, for which the gateway must be
 *     root; otherwise they run as the gateway's user
 */
public record FrameSettings(
    OptionalDouble memoryFactor, Optional<String> umask, boolean affinity, boolean asJobsUser) {
  /** Nothing beyond what the layers say. */
  public static final FrameSettings DEFAULT =
      new FrameSettings(OptionalDouble.empty(), Optional.empty(), false, false);

  public FrameSettings {
    if (memoryFactor.isPresent() && !(memoryFactor.getAsDouble() >= 1)) {
      throw new IllegalArgumentException(
          "memory factor: " + memoryFactor.getAsDouble() + " (expected: 1 or more)");
    }
    if (umask.isPresent() && !umask.get().matches("[0-7]{3,4}")) {
      throw new IllegalArgumentException(
          "umask: " + umask.get() + " (expected: three or four octal digits, as in 022)");
    }
  }
}
