package io.farmgate.domain.port;

import io.farmgate.domain.DependId;
import io.farmgate.domain.spec.DependSpec;

/**
 * One thing that waits for another, as it stood when it was read.
 *
 * @param kind what waits for what
 * @param anyFrame one done frame of the layer waited for is enough
 * @param active whether it holds anything back
 * @param internal whether both ends are in the same job
 * @param dependent what waits
 * @param target what is waited for
 */
public record Depend(
    DependId id,
    DependSpec.Kind kind,
    boolean anyFrame,
    boolean active,
    boolean internal,
    End dependent,
    End target) {

  /**
   * One end, by names.
   *
   * @param job the full name
   * @param layer empty where the whole job is meant
   * @param frame a name such as {@code 0042-comp}; empty where the whole layer or job is meant
   */
  public record End(String job, String layer, String frame) {}

  /** Which dependencies of something: by whether what is waited for is in the same job. */
  public enum Where {
    INTERNAL,
    EXTERNAL,
    ANYWHERE;

    /** Tells whether a dependency is among them. */
    public boolean includes(boolean internal) {
      return switch (this) {
        case INTERNAL -> internal;
        case EXTERNAL -> !internal;
        case ANYWHERE -> true;
      };
    }
  }
}
