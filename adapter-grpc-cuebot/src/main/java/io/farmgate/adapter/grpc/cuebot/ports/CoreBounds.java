package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Cores;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Optional;

/**
 * A minimum and a maximum of cores, which a Cuebot sets by one call each. They come in the order in
 * which the minimum is never above the maximum, so that neither is refused for the other's sake.
 */
final class CoreBounds {
  private CoreBounds() {}

  /**
   * Refuses bounds that no order of calls could set.
   *
   * @param what what the minimum is called
   * @throws FarmException with {@link FarmFailure.Invalid} where {@code min} is above {@code max}
   */
  static void check(String what, Cores min, Optional<Cores> max) {
    if (max.filter(most -> min.compareTo(most) > 0).isPresent()) {
      throw new FarmException(
          new FarmFailure.Invalid(what + ": above the maximum (expected: no more than that)"));
    }
  }

  /**
   * Sets both.
   *
   * @param min what it is to be
   * @param maxBefore what the maximum still is; absent: none
   */
  static void set(Cores min, Optional<Cores> maxBefore, Runnable setMin, Runnable setMax) {
    if (maxBefore.filter(most -> min.compareTo(most) > 0).isPresent()) {
      setMax.run();
      setMin.run();
    } else {
      setMin.run();
      setMax.run();
    }
  }
}
